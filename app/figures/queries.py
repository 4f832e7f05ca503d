"""The cases of a scope as they are counted, and the divisions that they lie in."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from app import clock
from app.campaigns.models import Campaign
from app.campaigns.planning import plan_on
from app.cases.models import Case, CaseMatch
from app.codes import LENGTHS, NO_GRID, at_level, level_of
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.figures.homes import Stood, grid_at, home_at, places_of, stretches_of
from app.figures.periods import Span, weeks_until
from app.figures.tally import NO_GRID_BECAUSE, Register, Tally, Told, against, tally
from app.visits.doors import Wanted


@dataclass(frozen=True)
class Line:
    """A division with its cases."""

    code: str
    name: str
    cases: list[Told]


def cases_of(wanted: Wanted, campaign: Campaign, first: date, *, grids: bool = False) -> list[Told]:
    """The cases that began from a day on until the day that is asked for, with how their homes stood then; in the order of their days.

    In which grid is looked up only for whoever counts by it.
    """
    starts_on = plan_on(campaign, wanted.on).starts_on
    begun = and_(
        wanted.scope.holds(Case.division_code),
        Case.happened_from >= clock.start_of(first),
        Case.happened_from < clock.end_of(wanted.on),
    )
    stood, places = stretches_of(begun, wanted.campaign_id), places_of(begun) if grids else {}
    rows = db.session.execute(
        select(
            Case.id, Case.division_code, Case.happened_from, Case.happened_until, Case.fraud, Case.loss_fen,
            CaseMatch.case_id, CaseMatch.household_id,
        ).outerjoin(CaseMatch, CaseMatch.case_id == Case.id).where(begun).order_by(Case.happened_from)
    )  # fmt: skip
    return [_told(row, starts_on, stood.get(row[0], []), places.get(row[0], [])) for row in rows]


def _told(row: Any, starts_on: date, stood: list[Stood], places: list[Stood]) -> Told:
    _, code, happened_from, happened_until, fraud, loss_fen, matched, household_id = row
    days = _days(happened_from, happened_until)
    home = _home(matched, household_id, days, starts_on, stood)
    grid = home if household_id is None else grid_at(days, places, code)
    return Told(code, days.first, days.last, fraud, loss_fen, home, grid)


def _home(matched: UUID | None, household_id: UUID | None, days: Span, starts_on: date, stood: list[Stood]) -> str:
    if household_id is None:
        return "none" if matched else "open"
    return "before" if days.first < starts_on else home_at(days, stood)


def _days(happened_from: datetime, happened_until: datetime) -> Span:
    return Span(clock.day_of(happened_from), clock.day_of(happened_until))


def register_of_cases(on: date) -> Register:
    """In which months the county has cases up to a day, whoever asks."""
    parts = [func.extract(part, Case.happened_from) for part in ("year", "month")]
    ends = select(func.min(Case.happened_from), func.max(Case.happened_from)).where(
        Case.happened_from < clock.end_of(on)
    )
    # Both ends: the county's month begins before that of the database's clock ends.
    found = db.session.execute(ends.group_by(*parts)).all()
    return Register(frozenset(clock.day_of(moment).replace(day=1) for pair in found for moment in pair), on)


def by_division(cases: Iterable[Told], scope: Scope, level: str) -> tuple[list[Line], list[Told]]:
    """The divisions of a level in the scope, with their cases; and the cases of which no more than a wider one is known."""
    found: dict[str, list[Told]] = defaultdict(list)
    wider = []
    for case in cases:
        if (code := _place(case, level)) is None:
            wider.append(case)
        else:
            found[code].append(case)
    names = _names(scope, level, found)
    return [Line(code, _name(code, names), found.get(code, [])) for code in sorted({*names, *found})], wider


def _place(case: Told, level: str) -> str | None:
    """The division of a level in which a case counts, if that is known."""
    if level == "grid":
        return None if case.grid in NO_GRID_BECAUSE else case.grid
    return None if LENGTHS[level_of(case.division_code)] < LENGTHS[level] else at_level(case.division_code, level)


def _name(code: str, names: dict[str, str]) -> str:
    return "未分网格" if len(code) == LENGTHS["grid"] and code.endswith(NO_GRID) else names.get(code, code)


def _names(scope: Scope, level: str, seen: Iterable[str]) -> dict[str, str]:
    """Every division of the level in the scope, those retired too when cases lie in them."""
    standing = and_(Division.level == level, Division.retired_on.is_(None), scope.holds(Division.code))
    query = select(Division.code, Division.name).where(or_(standing, Division.code.in_(list(seen))))
    return dict(db.session.execute(query).tuples().all())


def _villages_of(grids: Iterable[Line]) -> dict[str, str]:
    """The villages that grids are in, by name."""
    codes = {at_level(line.code, "village") for line in grids}
    return dict(db.session.execute(select(Division.code, Division.name).where(Division.code.in_(codes))).tuples().all())


def figures_of(wanted: Wanted, campaign: Campaign, level: str, weeks: int) -> dict[str, Any]:
    """The weeks one by one, their sum, and each division of it; every one held against before and against last year."""
    spans = weeks_until(wanted.on, weeks)
    whole = Span(spans[0].first, wanted.on)
    bases = [base for span in (whole, *spans) for base in (span.back(weeks), span.year_ago()) if base]
    cases = cases_of(wanted, campaign, min(base.first for base in bases), grids=level == "grid")
    register = register_of_cases(wanted.on)
    lines, wider = by_division(cases, wanted.scope, level)
    villages = _villages_of(lines) if level == "grid" else {}
    return {
        "on": wanted.on.isoformat(),
        "by": level,
        "since": register.since and register.since.isoformat(),
        "weeks": [_shown(cases, span, 1, register) for span in spans],
        "total": _shown(cases, whole, weeks, register),
        "items": [
            {
                "code": line.code,
                "name": line.name,
                "village_name": villages.get(at_level(line.code, "village")),
                **_line(line.cases, spans, whole, register),
            }
            for line in lines
        ],
        "wider": _line(wider, spans, whole, register),
        "no_grid": _no_grid(wider, whole) if level == "grid" else None,
    }


def _no_grid(cases: list[Told], whole: Span) -> dict[str, int]:
    """Why the cases of these weeks that are in no grid are in none; together they are all of those."""
    why = Counter(case.grid for case in cases if whole.first <= case.first <= whole.last)
    return {name: why[name] for name in NO_GRID_BECAUSE}


def _line(cases: list[Told], spans: list[Span], whole: Span, register: Register) -> dict[str, Any]:
    """A line of the table. Its weeks one by one are two rows of numbers: a county has hundreds of lines."""
    each = [tally(cases, span) for span in spans]
    return {
        **_shown(cases, whole, len(spans), register),
        "weekly_cases": [one.cases for one in each],
        "weekly_loss_fen": [one.loss_fen for one in each],
    }


def _shown(cases: list[Told], span: Span, weeks: int, register: Register) -> dict[str, Any]:
    now: Tally = tally(cases, span)
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        **now.shown(),
        "previous": against(now, cases, span.back(weeks), register),
        "year_ago": against(now, cases, span.year_ago(), register),
    }
