"""Puts a ledger together: its rows, its total, and the control totals that it must bear out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from app import clock
from app.coverage.figures import Figures
from app.coverage.queries import Coverage, cover
from app.exports.lists import KINDS, OUTCOMES, Heading
from app.households.models import KINDS as KIND_WORDS
from app.ledgers import asking, comparing, homes, places, visits
from app.ledgers.asking import Asked
from app.ledgers.columns import Column, Row
from app.ledgers.definitions import DAYS, HOUSEHOLDS, PROGRESS, VILLAGES, VISITS, Ledger
from app.ledgers.homes import Marks
from app.ledgers.layout import Layout, spread
from app.ledgers.periods import BEGINNING, Period

ALL = "各类"


@dataclass(frozen=True)
class Made:
    """A ledger, ready to be shown or written."""

    ledger: Ledger
    layout: Layout
    columns: list[Column]
    rows: Iterable[Row]
    row_count: int
    total: Row | None
    controls: list[str]
    words: dict[str, str]
    text: str = ""
    figures: dict[str, list[int]] = field(default_factory=dict)  # what a later one is held against
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Body:
    """What differs from ledger to ledger."""

    rows: Iterable[Row]
    row_count: int
    total: Row | None = None
    several: dict[str, list[Column]] = field(default_factory=dict)
    text: str = ""
    figures: dict[str, list[int]] = field(default_factory=dict)


Limit = int | None


def count_rows(asked: Asked) -> int:
    """How many rows it will have of homes, before any is read."""
    if asked.ledger is VISITS:
        return visits.totals(asked.wanted, asked.period)[0]
    return cover(asked.wanted, "village").total.registered if asked.ledger is HOUSEHOLDS else 0


def make(asked: Asked, chosen: Layout, marks: Marks, limit: Limit = None) -> Made:
    """All of it; with a limit its first rows, and the totals of all."""
    coverage = cover(asked.wanted, asked.by)
    body = _BODIES.get(asked.ledger.word, _bulletin)(asked, coverage, marks, limit)
    return Made(
        ledger=asked.ledger,
        layout=chosen,
        columns=spread(chosen.columns, body.several),
        rows=body.rows,
        row_count=body.row_count,
        total=body.total,
        controls=_controls(asked, coverage.total),
        words=words_of(asked),
        text=body.text,
        figures=body.figures,
    )


def _visits(asked: Asked, _coverage: Coverage, marks: Marks, limit: Limit) -> Body:
    rows = homes.visit_lines(asked.wanted, asked.period, marks, limit)
    return Body(rows, visits.totals(asked.wanted, asked.period)[0])


def _households(asked: Asked, coverage: Coverage, marks: Marks, limit: Limit) -> Body:
    rows = homes.household_lines(asked.wanted, marks, limit)
    return Body(rows, coverage.total.registered)


def _villages(asked: Asked, _coverage: Coverage, _marks: Marks, limit: Limit) -> Body:
    rows, total = places.villages(asked)
    return Body(rows[:limit], len(rows), total)


def _progress(asked: Asked, _coverage: Coverage, _marks: Marks, limit: Limit) -> Body:
    rows, total, days = places.progress(asked)
    return Body(rows[:limit], len(rows), total, {DAYS: days})


def _bulletin(asked: Asked, coverage: Coverage, _marks: Marks, limit: Limit) -> Body:
    rows, total, text, figures = comparing.bulletin_of(asked, coverage)
    return Body(rows[:limit], len(rows), total, text=text, figures=figures)


_BODIES: dict[str, Callable[[Asked, Coverage, Marks, Limit], Body]] = {
    VISITS.word: _visits,
    HOUSEHOLDS.word: _households,
    VILLAGES.word: _villages,
    PROGRESS.word: _progress,
}


def _controls(asked: Asked, total: Figures) -> list[str]:
    """The sums that the ledger must bear out: coverage's own for the same scope, kind and day, and of the visits."""
    campaign, kind, on = asked.campaign.name, asked.wanted.kind, asked.wanted.on
    lines = [Heading(campaign, asked.scope, "uncovered", kind, on, total).identity]
    made, doors = visits.totals(asked.wanted, _counted(asked))
    said = _by_outcome(asked) if made else ""
    lines.append(f"走访 {made} 户次{said}，涉及 {doors} 户")
    if kind is None:
        each = [(word, cover(replace(asked.wanted, kind=word), "village").total) for word in KIND_WORDS]
        lines.append("；".join(f"{KINDS[word]} 应访 {f.target} 已覆盖 {f.covered}" for word, f in each))
    return lines


def _by_outcome(asked: Asked) -> str:
    sums: dict[str, int] = {}
    for _, outcome, made, _ in visits.count(asked.wanted, _counted(asked), "county"):
        sums[outcome] = sums.get(outcome, 0) + made
    return "（" + "、".join(f"{name} {sums[word]}" for word, name in OUTCOMES.items() if word in sums) + "）"


def _counted(asked: Asked) -> Period:
    """Whose visits stand in it: a household's line tells of all of them."""
    return Period(BEGINNING, asked.period.last) if asked.ledger is HOUSEHOLDS else asked.period


def words_of(asked: Asked) -> dict[str, str]:
    """What titles and lines may name."""
    return {
        "单位": places.names_of([asked.scope]).get(asked.scope, asked.scope),
        "行动": asked.campaign.name,
        "类别": KINDS[asked.wanted.kind] if asked.wanted.kind else ALL,
        "起": asked.period.first.isoformat(),
        "止": asked.period.last.isoformat(),
        "截至": until_words(asked),
        "制表日期": clock.today().isoformat(),
    }


def until_words(asked: Asked) -> str:
    """A day that is not over is said with the minute: more may come in."""
    if asking.is_today(asked):
        return f"{clock.local(clock.now()):%Y-%m-%d %H:%M}"
    return asked.period.last.isoformat()
