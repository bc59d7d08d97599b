"""The administrator: background work and the health of the system."""
