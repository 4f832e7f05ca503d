"""A worker's day at a hundred doors, in a real browser: how often they tap, and how long the app takes."""
