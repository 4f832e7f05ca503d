"""A leaked file held against the record of every file that left."""

import hashlib
import math
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from app.divisions.scope import Scope
from app.exports import record, tracing
from app.rosters.reading import read_sheets

_PDF = b"%PDF-"


@dataclass(frozen=True)
class Named:
    """An export that a file comes from, and how sure that is."""

    export: Row[Any]
    agreeing: int
    places: int
    nines: int


@dataclass(frozen=True)
class Traced:
    """Everything that can be said of where a file comes from."""

    same_bytes: Row[Any] | None
    named: list[Named]
    printed: list[Row[Any]]  # what the file says of itself, which anybody can write
    compared: int
    marks: int


def trace(data: bytes, scope: Scope) -> Traced:
    """Name the exports about a scope that a file comes from; raises what a file that cannot be read raises."""
    # A PDF is known by its bytes alone, and by what its pages say to whoever reads them: taking one apart is not for a server.
    sheets = () if data.startswith(_PDF) else (sheet.rows for sheet in read_sheets(data))
    evidence = tracing.gather(hashlib.sha256(data).hexdigest(), sheets)
    seeds = record.seeds(scope)
    matches = tracing.trace(evidence, seeds)
    same = record.by_bytes(evidence.sha256)
    known = record.by_numbers([*(m.number for m in matches), *evidence.printed, *([same] if same else [])], scope)
    return Traced(
        same_bytes=known.get(same) if same else None,
        named=[Named(known[m.number], m.agreeing, m.places, _nines(m.odds)) for m in matches],
        printed=[known[number] for number in sorted(evidence.printed) if number in known],
        compared=len(seeds),
        marks=evidence.marks,
    )


def _nines(odds: float) -> int:
    """One in 10 ** n, or less."""
    return 300 if odds == 0 else min(300, math.floor(-math.log10(odds)))
