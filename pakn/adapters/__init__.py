"""The outside: clock, keys, queue, mail, documents."""
