"""Backups: written while the county works, verified by restoring them elsewhere, restored in one step."""
