"""Spot checks 抽查: a second worker, who does not see the first result, asks at doors drawn by lot whether somebody came."""
