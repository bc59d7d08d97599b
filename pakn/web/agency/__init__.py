"""An agency's desk: the cases forwarded to it, accepted, returned, answered."""
