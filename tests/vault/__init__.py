"""What is sealed: where it opens, with which key, and what a thief finds."""
