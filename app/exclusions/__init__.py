"""Doors asked, and perhaps approved, to be left out of the denominator: for a reason, on evidence, until a day."""
