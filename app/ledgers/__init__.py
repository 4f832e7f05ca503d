"""台账: the official records of work, made from the same visits, and kept."""
