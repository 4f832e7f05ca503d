"""The lines of the ledgers that name places: what each village comes to, and how it got there day by day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from app.codes import at_level
from app.coverage import lessons
from app.coverage.figures import Figures
from app.coverage.queries import Coverage, Line, cover
from app.db import db
from app.divisions.models import Division
from app.exports.lists import percent
from app.ledgers import pivots
from app.ledgers.asking import Asked
from app.ledgers.columns import Column, Row
from app.ledgers.visits import Counted
from app.visits.models import OUTCOMES

_COUNTS = (*OUTCOMES, "visits", "signed")


def villages(asked: Asked, counted: list[Counted]) -> tuple[list[Row], Row]:
    """A line a village: its figures, what the period added to them, and what was done in it."""
    now, eve = cover(asked.wanted, "village"), cover(replace(asked.wanted, on=asked.period.eve), "village")
    done = pivots.by_outcome(counted)
    taught, _, everywhere = lessons.told(asked.wanted, "village")
    lines = _with_gone(now, (line.code for line in eve.lines))
    towns, before = _towns(lines), {line.code: line.figures.covered for line in eve.lines}
    rows = [
        {
            **_place(line, number, towns),
            **figures(line.figures),
            "gained": line.figures.covered - before.get(line.code, 0),
            **_counts(done.get(line.code, {})),
            **_landed(taught[line.code]),
        }
        for number, line in enumerate(lines, start=1)
    ]
    gained = now.total.covered - eve.total.covered
    return rows, _sum(now, rows) | {"gained": gained, **_landed(everywhere)}


def progress(asked: Asked) -> tuple[list[Row], Row, list[Column]]:
    """A line a village: its covered doors at the end of each day, then its figures; and a column for each day."""
    now = cover(asked.wanted, "village")
    by_day = pivots.by_day(asked.wanted, asked.period.first, [line.code for line in now.lines])
    lines = _with_gone(now, by_day)
    towns = _towns(lines)
    days = sorted({day for found in by_day.values() for day in found})
    rows = [
        {**_place(line, number, towns), **by_day[line.code], **figures(line.figures)}
        for number, line in enumerate(lines, start=1)
    ]
    total = _sum(now, []) | {day: sum(row[day] for row in rows) for day in days}
    return rows, total, [Column(day, _short(date.fromisoformat(day)), 9, "number") for day in days]


def figures(f: Figures) -> Row:
    """Coverage's figures, as they stand in a ledger."""
    return {
        "registered": f.registered,
        "excluded": f.excluded,
        "target": f.target,
        "covered": f.covered,
        "uncovered": f.uncovered,
        "rate": percent(f.rate),
        "raw_rate": percent(f.raw_rate),
        "official": f.official,
        "official_rate": percent(f.official_rate),
    }


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """What divisions are called, by code."""
    query = select(Division.code, Division.name).where(Division.code.in_(set(codes)))
    return dict(db.session.execute(query).tuples().all())


def _with_gone(now: Coverage, before: Iterable[str]) -> list[Line]:
    """The villages that stand, and behind them those that stood before: what they lost is part of the sum."""
    gone = sorted(set(before) - {line.code for line in now.lines})
    names = names_of(gone)
    return [*now.lines, *(Line(code, names.get(code, code), "village", Figures()) for code in gone)]


def _towns(lines: Iterable[Line]) -> dict[str, str]:
    return names_of(at_level(line.code, "town") for line in lines)


def _place(line: Line, number: int, towns: dict[str, str]) -> Row:
    return {
        "number": number,
        "town": towns.get(at_level(line.code, "town"), ""),
        "village": line.name,
        "division_code": line.code,
    }


def _counts(done: dict[str, int]) -> Row:
    return {word: done.get(word, 0) for word in _COUNTS}


def _landed(sums: lessons.Sums) -> Row:
    """What people know and have; a dash where nobody was asked."""
    shares = lessons.shares(sums)
    return {"asked_homes": shares["knows"].homes, **{name: percent(share.rate) for name, share in shares.items()}}


def _sum(now: Coverage, rows: list[Row]) -> Row:
    """The scope's own figures, and the rows' counts added up."""
    counts = {word: sum(row[word] for row in rows) for word in _COUNTS} if rows else {}
    return {"number": "", "town": "合计", "village": "合计", **figures(now.total), **counts}


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
