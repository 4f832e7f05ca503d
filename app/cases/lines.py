"""Who lived at a home one after the other, as the register and what workers reported have it, and how each came after the one before.

A family is known by its people: their names, and the indexes of their numbers, which need not be opened for that.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select

from app.cases.rounds import of_some
from app.db import db
from app.households.identity import normalise_name, normalise_phone
from app.households.models import FORGOTTEN, PHONE, FormerHousehold, Household, Proposal, Resident
from app.vault.keyring import keyring
from app.vault.sealed import going_on

# What tells people apart, each with what it is: a name, or the index of a number.
Signs = frozenset[tuple[str, Any]]
# What stays a family's own; a telephone may be the landlord's.
LASTING = ("id_number", "name")
# The same people; merged by the office's word; a move that was confirmed, or that waits for it; else nobody can tell.
Link = Literal["same", "merged", "moved", "reported", "unsure"]
# Before residents were told apart: those who lived there together became former ones in one transaction.
_AT_ONCE = timedelta(seconds=1)


@dataclass(frozen=True)
class Family:
    """Who was on the register at a home from then until then; None: ever, or now. The last may be who was reported only."""

    signs: Signs
    since: datetime | None
    until: datetime | None
    link: Link = "same"  # to the one before


@dataclass(frozen=True)
class Move:
    """Somebody else was reported to live at a home; decided_at: since when that is confirmed."""

    signs: Signs
    proposed_at: datetime
    decided_at: datetime | None


def lines_of(household_ids: Sequence[UUID]) -> dict[UUID, list[Family]]:
    """Of each home that has had several, or is reported to have others now, its families in order of time."""
    former, moves = _former(household_ids), moves_of(household_ids)
    now = _now(list(former.keys() | moves.keys()))
    lines = {home: _line(former[home], now[home], moves.get(home, [])) for home in now}
    return {home: line for home, line in lines.items() if len(line) > 1}


def moves_of(household_ids: Sequence[UUID]) -> dict[UUID, list[Move]]:
    """Each move that was confirmed, or waits for that. Names are sealed: one that is damaged is nobody's."""
    one = Proposal
    columns = (one.household_id, one.householder, one.phone, one.proposed_at, one.decided_at)
    query = select(*columns).where(one.kind == "moved", one.state.in_(("waiting", "confirmed")))
    found: dict[UUID, list[Move]] = defaultdict(list)
    with going_on():
        rows = list(of_some(query.order_by(one.proposed_at, one.id), one.household_id, household_ids))
    for home, name, phone, *times in rows:
        found[home].append(Move(signs_of("family", name, None, None, None) | _dialled(phone), *times))
    return found


def ended_by(moves: Sequence[Move], untils: Sequence[datetime]) -> dict[int, Move]:
    """Which of a home's former families, by when they ended, each confirmed move ended: it did so just before it was decided."""
    ended = ((bisect_right(untils, move.decided_at) - 1, move) for move in moves if move.decided_at)
    return {place: move for place, move in ended if place >= 0}


def signs_of(kind: str, name: str | None, title: str | None, phone: bytes | None, id_number: bytes | None) -> Signs:
    """A firm stays the same whoever is at its head; a shop is whose it is. Of the forgotten there is no name."""
    names = [normalise_name(one) for one in (name, title if kind == "enterprise" else None) if one and one != FORGOTTEN]
    numbers = [(what, bytes(index)) for what, index in (("phone", phone), ("id_number", id_number)) if index]
    return frozenset([*(("name", one) for one in names if one), *numbers])


def _dialled(phone: str | None) -> Signs:
    """A number that is kept without its index, as it would be found; while keys are changed, under each."""
    number = normalise_phone(phone or "")
    if number is None:
        return frozenset()
    return frozenset(("phone", key.index(PHONE, number)) for key in keyring().all(db.session.connection()))


@dataclass
class _Was:
    people: list[Any]  # of one family, each as signs_of takes them
    until: datetime
    merged: bool


def _former(household_ids: Sequence[UUID]) -> dict[UUID, list[_Was]]:
    """Who each home was registered as before, with those who lived there."""
    one = FormerHousehold
    columns = (
        one.household_id, one.until, one.merged, one.of_resident,
        one.householder, one.title, one.phone_index, one.id_number_index,
    )  # fmt: skip
    found: dict[UUID, list[_Was]] = defaultdict(list)
    rows = of_some(select(*columns).order_by(one.until, one.id), one.household_id, household_ids)
    for home, until, merged, of_resident, *people in rows:
        line = found[home]
        if line and (of_resident or until - line[-1].until < _AT_ONCE):
            line[-1].people.append(people)
        else:
            line.append(_Was([people], until, merged))
    return found


def _line(were: Sequence[_Was], now: tuple[str, Signs], moves: Sequence[Move]) -> list[Family]:
    kind, present = now
    signs = [*(_signs_of_all(kind, was.people) for was in were), present]
    ended = ended_by(moves, [was.until for was in were])
    links, since, line = _links(were, signs, ended), None, list[Family]()
    for place, was in enumerate(were):
        until = min(was.until, ended[place].proposed_at) if place in ended else was.until
        until = max(until, since) if since else until
        line.append(Family(signs[place], since, until, links[place]))
        since = until
    line.append(Family(present, since, None, links[-1]))
    # A firm stays the same.
    waiting = (move for move in moves if move.decided_at is None and kind != "enterprise")
    return line + [Family(move.signs, move.proposed_at, None, "reported") for move in waiting]


def _signs_of_all(kind: str, people: Sequence[Any]) -> Signs:
    return frozenset(sign for one in people for sign in signs_of(kind, *one))


def _links(were: Sequence[_Was], signs: Sequence[Signs], ended: Mapping[int, Move]) -> list[Link]:
    """How each came after the one before. A landlord's number joins no two families of which one moved in."""
    links: list[Link] = ["same"]
    known, begun = signs[0], 0  # of those who were the same so far, and the first of them
    for place, was in enumerate(were):
        later = signs[place + 1]
        came_back = _is_lasting(later & frozenset[Any]().union(*signs[:begun])) and not _is_lasting(later & known)
        if place not in ended and known & later and not came_back:
            links.append("same")
            known |= later
            continue
        # Of whoever was forgotten nobody can tell what they were made one with; who came back is not the last.
        is_merged = was.merged and signs[place] and later and not came_back
        links.append("moved" if place in ended else "merged" if is_merged else "unsure")
        known, begun = later, place + 1
    return links


def _is_lasting(signs: Signs) -> bool:
    return any(what in LASTING for what, _ in signs)


def _now(household_ids: Sequence[UUID]) -> dict[UUID, tuple[str, Signs]]:
    """Of what kind each home is, and who is on the register there, all residents among them."""
    home, person = Household, Resident
    columns = (home.id, home.kind, home.householder, home.title, home.phone_index, home.id_number_index)
    found = {
        home_id: (kind, signs_of(kind, *people))
        for home_id, kind, *people in of_some(select(*columns), home.id, household_ids)
    }
    columns_of_one = (person.household_id, person.name, person.phone_index, person.id_number_index)
    for home_id, name, *numbers in of_some(select(*columns_of_one), person.household_id, household_ids):
        kind, signs = found[home_id]
        found[home_id] = kind, signs | signs_of(kind, name, None, *numbers)
    return found
