"""Cases: frauds that were reported, the home each belongs to, and what was known of that home then."""
