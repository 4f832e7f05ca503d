"""Whether the teaching landed: of the doors that are covered, what their newest lesson says, by place and by whom it was for."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.codes import at_level
from app.coverage.figures import Figures
from app.coverage.queries import Line, cover
from app.coverage.shares import Share
from app.db import db
from app.households.models import Cover, Standing
from app.visits.doors import Wanted
from app.visits.models import LISTENERS, Lesson, Visit

# Which sums a share is made of: its part, its whole, at how many homes, and the squares of the whole.
SHARES = {
    "knows": ("right", "asked", "asked_homes", "asked_squares"),
    "installed": ("installed", "adults", "adults_homes", "adults_squares"),
    "verified": ("verified", "adults", "adults_homes", "adults_squares"),
    "warned": ("warned", "adults", "adults_homes", "adults_squares"),
    # A shop or a firm gives one answer.
    "calls_back": ("called_back", "calls_homes", "calls_homes", "calls_homes"),
}
Sums = Counter[str]


@dataclass(frozen=True)
class Landed:
    """The places with their coverage and what landed there; the whole, and the same by whom the talk was for."""

    lines: list[tuple[Line, Sums]]
    total: tuple[Figures, Sums]
    listeners: dict[str, Sums]


def landed(wanted: Wanted, level: str) -> Landed:
    """Of every division of a level, also of those where nobody was asked."""
    coverage, (places, listeners, whole) = cover(wanted, level), told(wanted, level)
    return Landed([(line, places[line.code]) for line in coverage.lines], (coverage.total, whole), listeners)


def told(wanted: Wanted, level: str) -> tuple[dict[str, Sums], dict[str, Sums], Sums]:
    """What was told by place, by whom it was told to, and in all."""
    places: dict[str, Sums] = defaultdict(Counter)
    listeners: dict[str, Sums] = {listener: Counter() for listener in LISTENERS}
    whole: Sums = Counter()
    for code, listener, sums in _counted(wanted):
        for group in (places[at_level(code, level)], listeners[listener], whole):
            group.update(sums)
    return places, listeners, whole


def shares(sums: Mapping[str, int]) -> dict[str, Share]:
    """What landed, as shares."""
    return {name: Share(*(sums[part] for part in parts)) for name, parts in SHARES.items()}


def shown(sums: Mapping[str, int]) -> dict[str, Any]:
    """The same as the wire shows it."""
    posters = {"put_up": sums["posters"], "homes": sums["posters_homes"]}
    return {"told": sums["told"], "posters": posters, **{name: share.shown() for name, share in shares(sums).items()}}


def _counted(wanted: Wanted) -> list[tuple[str, str, Sums]]:
    lesson = _newest(wanted).subquery().c
    columns = {
        "told": func.count(),
        "right": func.sum(lesson.quiz_right),
        "asked": func.sum(lesson.quiz_asked),
        "asked_homes": func.count(lesson.quiz_asked),
        "asked_squares": func.sum(lesson.quiz_asked * lesson.quiz_asked),
        "installed": func.sum(lesson.installed),
        "verified": func.sum(lesson.verified),
        "warned": func.sum(lesson.warned),
        "adults": func.sum(lesson.adults),
        "adults_homes": func.count(lesson.adults),
        "adults_squares": func.sum(lesson.adults * lesson.adults),
        "posters": func.sum(lesson.posters),
        "posters_homes": func.count(lesson.posters),
        "called_back": func.count().filter(lesson.calls_back.is_(True)),
        "calls_homes": func.count(lesson.calls_back),
    }
    query = (
        select(lesson.division_code, lesson.audience, *(sum_.label(name) for name, sum_ in columns.items()))
        .where(lesson.place == 1)
        .group_by(lesson.division_code, lesson.audience)
    )
    rows = db.session.execute(query).mappings()
    return [
        (row["division_code"], row["audience"], Counter({name: int(row[name] or 0) for name in columns}))
        for row in rows
    ]


def _newest(wanted: Wanted) -> Any:
    """The lessons that cover doors on the day, each door's newest in place 1; what was taken back covers no door."""
    in_order = (Visit.visited_at.desc(), Visit.id.desc())
    place = func.row_number().over(partition_by=Cover.household_id, order_by=in_order).label("place")
    checked = (Lesson.adults, Lesson.installed, Lesson.verified, Lesson.warned)
    told = (Lesson.quiz_asked, Lesson.quiz_right, *checked, Lesson.posters, Lesson.calls_back)
    query = (
        select(Standing.division_code, Lesson.audience, *told, place)
        .join(Cover, Cover.household_id == Standing.household_id)
        .join(Lesson, Lesson.visit_id == Cover.visit_id)
        .join(Visit, Visit.id == Cover.visit_id)
        .where(
            Cover.campaign_id == wanted.campaign_id,
            *_holds(Cover, wanted),
            Standing.campaign_id == wanted.campaign_id,
            Standing.state == "covered",
            *_holds(Standing, wanted),
            wanted.scope.holds(Standing.division_code),
        )
    )
    return query.where(Standing.kind == wanted.kind) if wanted.kind else query


def _holds(fact: type[Cover] | type[Standing], wanted: Wanted) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return fact.from_on <= wanted.on, fact.until_on > wanted.on
