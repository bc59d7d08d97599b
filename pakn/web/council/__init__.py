"""A member body of the Advisory Council: its own petitions."""
