"""Lists and files to take away: reads only."""
