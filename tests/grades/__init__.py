"""Grades and flags: the rules, the server, and simulated days, honest and not."""
