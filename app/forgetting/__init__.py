"""Forgetting the people of a door, by order: from everything that is kept of them."""
