"""Writes what a commit takes: bulk inserts and updates, inside the caller's transaction."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import update

from app import clock
from app.changes import note
from app.db import db, insert_rows, some_at_a_time
from app.households.addresses import sort_key
from app.households.followers import tell_followers
from app.households.models import FormerHousehold, Household, Resident
from app.households.names import initials
from app.households.operations import move
from app.households.registering import register
from app.rosters.register import Lives, Stored
from app.rosters.taking import Taking

# Rows a statement, for a steady memory.
_CHUNK = 2_000


def write(taking: Taking) -> None:
    """New doors with their place and standing, changed ones, residents, and moves."""
    _write_new(taking.new)
    _write_changed(list(taking.changed.values()))
    _write_former(taking)
    _write_residents(taking)
    for target, ids in taking.moves.items():
        move(ids, target)


def _write_new(doors: Sequence[Stored]) -> None:
    for chunk in some_at_a_time(doors, _CHUNK):
        register([_household(stored) for stored in chunk])


def _write_changed(doors: Sequence[Stored]) -> None:
    for chunk in some_at_a_time(doors, _CHUNK):
        db.session.execute(update(Household), [_household(stored) for stored in chunk])
        for stored in chunk:
            note("household", stored.id, stored.division_code)
        tell_followers([stored.id for stored in chunk])


def _write_former(taking: Taking) -> None:
    now = clock.now()
    rows = [{"household_id": i, "until": now, **was} for i, was in taking.former.items()]
    for chunk in some_at_a_time(rows, _CHUNK):
        insert_rows(FormerHousehold, chunk)


def _write_residents(taking: Taking) -> None:
    for chunk in some_at_a_time(taking.new_residents, _CHUNK):
        insert_rows(Resident, [_resident(household_id, lives) for household_id, lives in chunk])
    for people in some_at_a_time(list(taking.changed_residents.values()), _CHUNK):
        db.session.execute(update(Resident), [_person(lives) for lives in people])


def _household(stored: Stored) -> dict[str, Any]:
    return {
        "id": stored.id,
        "door_key": stored.door_key,
        "door_code": stored.door_code,
        "division_code": stored.division_code,
        "kind": stored.kind,
        "title": stored.title,
        "householder": stored.householder,
        "initials": initials(stored.householder, stored.title),
        "phone": stored.phone,
        "id_number": stored.id_number,
        "address": stored.address,
        "address_key": sort_key(stored.address),
        "lat": stored.lat,
        "lon": stored.lon,
        "residents_count": stored.residents_count,
        "note": stored.note,
    }


def _resident(household_id: UUID, lives: Lives) -> dict[str, Any]:
    return {**_person(lives), "household_id": household_id}


def _person(lives: Lives) -> dict[str, Any]:
    return {
        "id": lives.id,
        "name": lives.name,
        "relation": lives.relation,
        "phone": lives.phone,
        "id_number": lives.id_number,
    }
