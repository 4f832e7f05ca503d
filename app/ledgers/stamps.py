"""What is printed on a ledger: whose copy it is, or that it was made on its day and is kept (pure)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app import clock


class Stamp(Protocol):
    """A line above, and a footer for a spreadsheet."""

    @property
    def line(self) -> str: ...

    @property
    def footer(self) -> str: ...


@dataclass(frozen=True)
class KeptStamp:
    """Of a ledger that nobody took away: it was due."""

    number: int
    due_at: datetime
    made_at: datetime

    @property
    def line(self) -> str:
        due, made = (f"{clock.local(at):%Y-%m-%d %H:%M}" for at in (self.due_at, self.made_at))
        when = f"应于 {due} 生成，补制于 {made}" if is_late(self.due_at, self.made_at) else f"按期生成于 {made}"
        return f"台账编号 {self.number:06d}　系统{when}，存档不改"

    @property
    def footer(self) -> str:
        return f"&L{self.line}&R第 &P 页，共 &N 页"


def is_late(due_at: datetime, made_at: datetime) -> bool:
    """Whether it was made on another day than it was due. Its figures are of days that were over by then: they are the same."""
    return clock.day_of(made_at) != clock.day_of(due_at)
