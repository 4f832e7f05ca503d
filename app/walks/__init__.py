"""In which order the doors of a grid are walked, and the paper that shows it: reads only."""
