"""How much rather a door is drawn for the part by risk: by the grade of the visit that covers it."""

from collections.abc import Mapping
from uuid import UUID

from app.grades.operations import grade_of

# Each grade twice as often as the one above it.
_WEIGHTS = {"A": 1.0, "B": 2.0, "C": 4.0, "D": 8.0}


def weights_of(visits: Mapping[UUID, UUID]) -> dict[UUID, float]:
    """The weight of each door, by its visit."""
    grades = grade_of(visits.values())
    return {door: _WEIGHTS[grades[visit].grade] for door, visit in visits.items()}
