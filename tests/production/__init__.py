"""What a county must be before others are served, and who is answered until then."""
