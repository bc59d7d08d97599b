"""`python -m pakn …`: one file per area, thin calls of services."""
