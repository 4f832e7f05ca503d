"""两降: cases and loss of this year so far against the same days of last year, and against the goal."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app import clock
from app.campaigns.models import Campaign
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.figures.models import FallGoal
from app.figures.periods import Span, a_year_before, year_so_far
from app.figures.queries import by_division, cases_of, register_of_cases
from app.figures.tally import Register, Told, share_of_change, tally
from app.people.models import User
from app.visits.doors import Wanted

LEVELS = ("county", "town")


@dataclass(frozen=True)
class Set:
    """A goal, and who set it."""

    goal: FallGoal
    set_by_name: str


def goals_until(scope: Scope, moment: datetime) -> dict[str, list[Set]]:
    """By division, all goals that were set before a moment, the last one last."""
    query = (
        select(FallGoal, User.name)
        .join(User, User.id == FallGoal.set_by)
        .where(scope.holds(FallGoal.division_code), FallGoal.set_at <= moment)
        .order_by(FallGoal.set_at, FallGoal.id)
    )
    found: dict[str, list[Set]] = defaultdict(list)
    for goal, name in db.session.execute(query):
        found[goal.division_code].append(Set(goal, name))
    return found


@dataclass(frozen=True)
class Years:
    """The days of this year and of last year that are held against each other; nothing of a year without cases."""

    now: Span
    then: Span | None


def years_of(on: date, register: Register) -> Years:
    """This year so far and as much of the last one; both from a later day where last year's cases begin only then."""
    whole = year_so_far(on)
    last, first = a_year_before(on), a_year_before(whole.first)
    since = register.in_year(last.year)
    if since is None or since > last:
        return Years(whole, None)
    if since <= first:
        return Years(whole, Span(first, last))
    return Years(Span(since.replace(year=on.year), on), Span(since, last))


def progress(wanted: Wanted, campaign: Campaign) -> dict[str, Any]:
    """Each county and town of the scope: what was, what is, and how far that is from its goal."""
    register = register_of_cases(wanted.on)
    years = years_of(wanted.on, register)
    cases = cases_of(wanted, campaign, min(years.now.first, years.then.first if years.then else years.now.first))
    goals = goals_until(wanted.scope, clock.end_of(wanted.on))
    return {
        "on": wanted.on.isoformat(),
        "since": register.since and register.since.isoformat(),
        "now": _days(years.now),
        "then": years.then and _days(years.then),
        "items": [
            {
                "code": division.code,
                "name": division.name,
                "level": division.level,
                **_line(own, years, goals.get(division.code, [])),
            }
            for division, own in _divisions(wanted.scope, cases)
        ],
    }


def _divisions(scope: Scope, cases: list[Told]) -> list[tuple[Division, list[Told]]]:
    """The county with all cases, and each town with its own."""
    query = select(Division).where(
        Division.level.in_(LEVELS), Division.retired_on.is_(None), scope.holds(Division.code)
    )
    by_town = {line.code: line.cases for line in by_division(cases, scope, "town")[0]}
    return [
        (division, cases if division.level == "county" else by_town.get(division.code, []))
        for division in db.session.scalars(query.order_by(Division.code))
    ]


def _days(span: Span) -> dict[str, str]:
    return {"first": span.first.isoformat(), "last": span.last.isoformat()}


def _line(cases: list[Told], years: Years, goals: Sequence[Set]) -> dict[str, Any]:
    now = tally(cases, years.now)
    then = tally(cases, years.then) if years.then else None
    shown = {"former": [_shown(goal) for goal in goals[-2::-1]], "goal": _shown(goals[-1]) if goals else None}
    measures = (
        ("cases", now.cases, then.cases if then else None, False, False),
        (
            "loss",
            now.known_loss,
            then.known_loss if then else None,
            now.loss_unknown > 0,
            then is not None and then.loss_unknown > 0,
        ),
    )
    for name, after, before, more_now, more_then in measures:
        percent = share_of_change(after, before)
        due = getattr(goals[-1].goal, f"{name}_percent") if goals else None
        shown[name] = {
            "now": after,
            "then": before,
            "percent": percent,
            "is_met": None if percent is None or due is None else _is_met(percent, due, more_now, more_then),
        }
    return {**shown, "loss_unknown": now.loss_unknown, "loss_unknown_then": then and then.loss_unknown}


def _is_met(percent: float, due: int, more_now: bool, more_then: bool) -> bool | None:
    """Whether it fell by so much; None where a loss that nobody knows yet could still turn that: it only ever adds to its year."""
    met = percent <= -due
    return None if (more_now if met else more_then) else met


def _shown(goal: Set) -> dict[str, Any]:
    return {
        "cases_percent": goal.goal.cases_percent,
        "loss_percent": goal.goal.loss_percent,
        "set_at": goal.goal.set_at.isoformat(),
        "set_by_name": goal.set_by_name,
    }
