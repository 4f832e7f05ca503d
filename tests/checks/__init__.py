"""Spot checks: the rule, the lot, the estimate, and a round from the draw to the verdict."""
