"""The office's side of sync: what was handed in and not counted, and what was recorded and not handed in."""
