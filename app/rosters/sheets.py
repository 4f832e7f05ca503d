"""A sheet of cells that still know what they are: text, number or date (pure)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass
class Sheet:
    """One visible sheet; rows[0] is the row that Excel calls 1."""

    name: str
    rows: list[list[Cell]]
    merged: list[Range] = field(default_factory=list)
