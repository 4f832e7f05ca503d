"""Phones and the server: what is handed in, and what is handed out. README.md is the protocol."""
