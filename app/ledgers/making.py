"""Puts a ledger together: its rows, its total, and the control totals that it must bear out."""

from collections import Counter
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
from app.ledgers.visits import Counted

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
        return _of_period(visits.count(asked.wanted, asked.period, "county"))
    return doors_in(asked) if asked.ledger is HOUSEHOLDS else 0


def doors_in(asked: Asked) -> int:
    """How many doors it is about, whether or not it names them."""
    return cover(asked.wanted, "village").total.registered


def make(asked: Asked, chosen: Layout, marks: Marks, limit: Limit = None) -> Made:
    """All of it; with a limit its first rows, and the totals of all."""
    coverage = cover(asked.wanted, asked.by)
    counted = _count(asked)
    body = _BODIES.get(asked.ledger.word, _bulletin)(asked, coverage, counted, marks, limit)
    return Made(
        ledger=asked.ledger,
        layout=chosen,
        columns=spread(chosen.columns, body.several),
        rows=body.rows,
        row_count=body.row_count,
        total=body.total,
        controls=_controls(asked, coverage.total, counted),
        words=words_of(asked),
        text=body.text,
        figures=body.figures,
    )


def _count(asked: Asked) -> list[Counted]:
    """The visits, as far as this ledger tells of them."""
    ledger = asked.ledger
    return visits.count(
        asked.wanted,
        asked.period,
        asked.by if ledger.is_bulletin else "village",
        so_far=ledger.is_bulletin or ledger is HOUSEHOLDS,
        signed=ledger.is_bulletin or ledger is VILLAGES,
    )


def _visits(asked: Asked, _coverage: Coverage, counted: list[Counted], marks: Marks, limit: Limit) -> Body:
    return Body(homes.visit_lines(asked.wanted, asked.period, counted, marks, limit), _of_period(counted))


def _households(asked: Asked, coverage: Coverage, _counted: list[Counted], marks: Marks, limit: Limit) -> Body:
    return Body(homes.household_lines(asked.wanted, marks, limit), coverage.total.registered)


def _villages(asked: Asked, _coverage: Coverage, counted: list[Counted], _marks: Marks, limit: Limit) -> Body:
    rows, total = places.villages(asked, counted)
    return Body(rows[:limit], len(rows), total)


def _progress(asked: Asked, _coverage: Coverage, _counted: list[Counted], _marks: Marks, limit: Limit) -> Body:
    rows, total, days = places.progress(asked)
    return Body(rows[:limit], len(rows), total, {DAYS: days})


def _bulletin(asked: Asked, coverage: Coverage, counted: list[Counted], _marks: Marks, limit: Limit) -> Body:
    rows, total, text, figures = comparing.bulletin_of(asked, coverage, counted)
    return Body(rows[:limit], len(rows), total, text=text, figures=figures)


_BODIES: dict[str, Callable[[Asked, Coverage, list[Counted], Marks, Limit], Body]] = {
    VISITS.word: _visits,
    HOUSEHOLDS.word: _households,
    VILLAGES.word: _villages,
    PROGRESS.word: _progress,
}


def _of_period(counted: list[Counted]) -> int:
    return sum(one.visits for one in counted)


def _controls(asked: Asked, total: Figures, counted: list[Counted]) -> list[str]:
    """The sums that the ledger must bear out: coverage's own for the same scope, kind and day, and of the visits."""
    campaign, kind, on = asked.campaign.name, asked.wanted.kind, asked.wanted.on
    lines = [Heading(campaign, asked.scope, "uncovered", kind, on, total).identity]
    lines.append(_by_outcome(counted, so_far=asked.ledger is HOUSEHOLDS))
    if kind is None:
        each = [(word, cover(replace(asked.wanted, kind=word), "village").total) for word in KIND_WORDS]
        lines.append("；".join(f"{KINDS[word]} 应访 {f.target} 已覆盖 {f.covered}" for word, f in each))
    return lines


def _by_outcome(counted: list[Counted], *, so_far: bool) -> str:
    """Whose visits stand in it; a household's line tells of all of them."""
    sums: Counter[str] = Counter()
    for one in counted:
        sums[one.outcome] += one.so_far if so_far else one.visits
    said = " + ".join(f"{name} {sums[word]}" for word, name in OUTCOMES.items() if sums[word])
    return f"{'累计' if so_far else '本期'}走访 {sums.total()} 户次" + (f" = {said}" if said else "")


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
