"""The register's part: the door stays, as a place; who lived there goes."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select

from app.changes import note
from app.db import db
from app.forgetting.people import People
from app.households.addresses import sort_key
from app.households.followers import tell_followers
from app.households.models import FORGOTTEN, FormerHousehold, Household, Resident
from app.households.names import initials


def people_due(people: People) -> list[UUID]:
    """The householder, those of before and the residents, where there are any left; or those of before alone."""
    door = db.session.get_one(Household, people.household_id)
    is_there = [] if door.householder == FORGOTTEN else [door.id]
    before = [
        one.id
        for one in db.session.scalars(select(FormerHousehold).where(*_before(people)))
        if one.householder != FORGOTTEN
    ]
    if not people.live_there:
        return before
    return [*is_there, *before, *db.session.scalars(select(Resident.id).where(Resident.household_id == door.id))]


def erase_people(people: People, _ids: Sequence[UUID]) -> None:
    """The door keeps its address, its place and its kind, and so every figure."""
    door = db.session.get_one(Household, people.household_id)
    forget_formers(people, db.session.scalars(select(FormerHousehold.id).where(*_before(people))).all())
    if not people.live_there:
        return
    db.session.execute(delete(Resident).where(Resident.household_id == door.id))
    # No roster's row is this door by name or 户号 again: what stands at its address is asked about (rosters/register.py).
    door.door_key = f"{door.division_code[:12]}|{door.kind}|forgotten|{door.id}"
    door.householder, door.initials = FORGOTTEN, initials(FORGOTTEN)
    door.title = door.door_code = door.phone = door.id_number = door.note = None
    if people.are_named_in(door.address):
        door.address = people.cut(door.address)
        door.address_key = sort_key(door.address)
    db.session.flush()
    note("household", door.id, door.division_code)
    tell_followers([door.id])


def _before(people: People) -> tuple[ColumnElement[bool], ...]:
    return FormerHousehold.household_id == people.household_id, FormerHousehold.until <= people.until


def forget_formers(people: People, ids: Sequence[UUID]) -> None:
    """Whom a door was registered as before: that it was somebody, until when, stays."""
    for former in db.session.scalars(select(FormerHousehold).where(FormerHousehold.id.in_(ids))):
        # Told by a number, they may have had another name then.
        address = people.cut(former.address.replace(former.householder, "×" * 3))
        former.householder, former.address = FORGOTTEN, address
        former.title = former.phone = former.id_number = None
    db.session.flush()
