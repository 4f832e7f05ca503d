"""The county looks at the audit log, and at what says from outside that none of it is missing."""
