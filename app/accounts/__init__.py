"""Accounts as the administrator keeps them: opened and closed, with their sessions and second steps."""
