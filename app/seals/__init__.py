"""Seals: what makes a slip stand when it is challenged. app/slips/README.md is the format."""
