"""Counts for the staff."""
