"""The application: rules, use cases, adapters and the ways in."""
