"""How far the place and the time of a visit are supported, and what in a worker's week is worth a look; nothing is blocked."""
