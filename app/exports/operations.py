"""Puts a list together: the doors, and the totals that they must add up to."""

from collections.abc import Callable, Iterator
from typing import Any

from app.campaigns.operations import get_campaign
from app.coverage.queries import cover, level_below
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import scope_of
from app.exports import fingerprint
from app.exports.lists import Heading, narrowed_words
from app.exports.models import Export
from app.households.masking import mask_phone
from app.people.actor import Actor
from app.people.models import User
from app.visits import doors
from app.visits.doors import Wanted


def named_scope(actor: Actor, scope_code: str | None) -> str:
    """What a list is called after. Asked for more than they may see, it holds their own part, and must not bear the name of the whole."""
    return scope_code if scope_code and scope_of(actor).has(scope_code) else actor.scope


def head(scope_code: str, wanted: Wanted) -> Heading:
    """The list's title and control totals: coverage's own for the same scope, kind and day, and what it holds of them."""
    division = db.session.get(Division, scope_code)
    figures = cover(wanted.whole, level_below(scope_code)).total
    state = wanted.state or "uncovered"
    is_whole = not any(wanted.narrowed.values())
    worker = db.session.get(User, wanted.worker) if wanted.worker else None
    return Heading(
        campaign=get_campaign(wanted.campaign_id).name,
        scope=division.name if division else scope_code,
        state=state,
        kind=wanted.kind,
        on=wanted.on,
        figures=figures,
        rows=getattr(figures, state) if is_whole else doors.total(wanted),
        part=wanted.part,
        narrowed=() if is_whole else narrowed_words(wanted.narrowed, worker.name if worker else ""),
    )


def lines(wanted: Wanted, export: Export, tell: Callable[[int], None] | None = None) -> Iterator[dict[str, Any]]:
    """The doors in walking order, under the export's fingerprint, with their telephone numbers as it may have them."""
    seed, phones = export.seed, export.phones
    for number, door in enumerate(doors.every(wanted)):
        if tell and number % doors.ROUND == 0:
            tell(number)
        phone = door.phone if phones else fingerprint.mark_phone(seed, mask_phone(door.phone))
        address = fingerprint.mark_address(seed, door.address)
        yield {**door.row._mapping, **vars(door.knocks), "phone": phone, "address": address}
