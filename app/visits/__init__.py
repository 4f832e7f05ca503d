"""What happened at a door, and what is known of each door because of it."""
