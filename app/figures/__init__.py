"""Case figures: by division and week, against the year before, and against coverage (reads, and the goals)."""
