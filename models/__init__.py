"""Tables, constraints, sessions and shared read queries: the truth that everything else reads."""
