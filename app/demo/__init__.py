"""A made-up county to look at in the first minute: real divisions, everything else invented."""
