"""The audit log, through the front door."""
