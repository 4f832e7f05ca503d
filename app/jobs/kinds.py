"""What sorts of long work there are; each domain says how its own is done, and what else it comes to (pure)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Any
from uuid import UUID

# As long as an approved list may be taken away.
A_DAY = timedelta(hours=24)


class Ended(Exception):
    """The job was cancelled, or is in other hands: whoever still works on it stops."""


@dataclass(frozen=True)
class Order:
    """What is wanted: of which kind, by what parameters, under which name, about which division."""

    kind: str
    params: dict[str, Any]  # as JSON keeps them
    title: str
    ending: str  # xlsx, csv, pdf, zip
    place: str
    of: int = 0  # rows, as far as is known
    number: int | None = None  # of the export that it makes


@dataclass(frozen=True)
class Task:
    """A job as whoever does it has it in hands."""

    id: UUID
    kind: str
    params: dict[str, Any]
    place: str
    made_by: UUID | None
    username: str
    role: str
    scope: str
    of: int
    number: int | None
    runner: UUID | None


# How far one is: rows done. Raises Ended.
Tell = Callable[[int], None]
# Done in the transaction that keeps the file, by its SHA-256.
Settle = Callable[[str], None]


def _nothing(_task: Task) -> None:
    """What most jobs leave behind when they come to nothing."""


@dataclass(frozen=True)
class Kind:
    """One sort of job: `make` writes the file, `give_up` takes back what was reserved for it (both with the database)."""

    word: str
    make: Callable[[Task, IO[bytes], Tell], Settle]
    give_up: Callable[[Task], None] = _nothing
    kept_for: timedelta | None = A_DAY  # None: until whatever wanted it lets it go


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let jobs of this kind be done by this process."""
    KINDS[kind.word] = kind
