"""Accounts, roles and who is signed in."""
