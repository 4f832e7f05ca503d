"""Puts a list together: the doors, and the totals that they must add up to."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from sqlalchemy import select

from app.campaigns.operations import get_campaign
from app.codes import at_level
from app.coverage.queries import cover, level_below
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import scope_of
from app.exports import fingerprint
from app.exports.lists import Columns, Heading, Place, columns, narrowed_words
from app.exports.models import Export
from app.households.masking import mask_phone
from app.people.actor import Actor
from app.people.models import User
from app.visits import doors, filed
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
    address, phone = _marks(export)
    for number, door in enumerate(doors.every(wanted)):
        if tell and number % doors.ROUND == 0:
            tell(number)
        marked = {"phone": phone(door.phone), "address": address(door.address)}
        yield {**door.row._mapping, **vars(door.knocks), **marked}


def rounds(wanted: Wanted, export: Export, tell: Callable[[int], None] | None = None) -> Iterator[Columns]:
    """The same doors as columns of a file, a round at a time. `tell` is told how many were read."""
    names = dict(db.session.execute(select(Division.code, Division.name)).tuples().all())
    address, phone = _marks(export)

    @cache
    def place(code: str) -> Place:
        return names.get(at_level(code, "town")), names.get(code[:12]), names.get(code)

    done = 0
    for some in filed.rounds(wanted):
        marked = [address(one) for one in some.addresses], [phone(one) for one in some.phones]
        yield columns(done + 1, [place(code) for code in some.stood_in], some, *marked)
        done += len(some)
        if tell:
            tell(done)


def _marks(export: Export) -> tuple[Callable[[str], str], Callable[[str | None], str | None]]:
    """How this file writes an address and a telephone number."""
    seed, in_full = export.seed, export.phones

    def phone(number: str | None) -> str | None:
        return number if in_full else fingerprint.mark_phone(seed, mask_phone(number))

    return partial(fingerprint.mark_address, seed), phone
