"""Signatures and photos: bytes named by their SHA-256."""
