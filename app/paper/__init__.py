"""Pages to print: templates of ours, set with somebody's data (the only typst)."""
