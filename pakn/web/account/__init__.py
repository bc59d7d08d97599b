"""Signing in and out, the role in use, one's own account."""
