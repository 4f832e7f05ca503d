"""How fast doors are covered, how fast they would have to be, and when it will be done: reads only."""
