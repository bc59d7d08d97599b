"""Read queries shared by services and pages; each is one statement, indexed, paged by key."""
