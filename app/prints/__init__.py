"""Slips on paper: one, a village's in one file, and blank ones to be signed by hand."""
