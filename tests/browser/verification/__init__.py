"""The verification page, as anybody uses it."""
