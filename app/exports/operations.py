"""Puts a list together: the doors, and the totals that they must add up to."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.campaigns.operations import get_campaign
from app.coverage.queries import cover, level_below
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import scope_of
from app.exports.lists import Heading
from app.people.actor import Actor
from app.visits import doors
from app.visits.doors import Wanted


def head(actor: Actor, scope_code: str | None, wanted: Wanted) -> Heading:
    """The list's title and control totals: coverage's own, for the same scope, kind and day."""
    # Asked for more than they may see, it holds their own part, and must not bear the name of the whole.
    code = scope_code if scope_code and scope_of(actor).has(scope_code) else actor.scope
    division = db.session.get(Division, code)
    whole = replace(wanted, state=None)
    return Heading(
        campaign=get_campaign(wanted.campaign_id).name,
        scope=division.name if division else code,
        state=wanted.state or "uncovered",
        kind=wanted.kind,
        on=wanted.on,
        figures=cover(whole, level_below(code)).total,
    )


def lines(actor: Actor, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """The doors in walking order, as the actor may see them."""
    return (doors.shown(actor, door) for door in doors.every(wanted))
