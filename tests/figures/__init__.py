"""Cases counted by division and week, held against goals and against coverage."""
