"""Enrolled phones: the codes that enrol them, ending one, and what an ended one may still do."""
