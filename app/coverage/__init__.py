"""Rates, the map and its tiles: reads only."""
