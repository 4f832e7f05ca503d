"""Scanners against a served county: first against a build with known holes, then against the real one."""
