"""Putting doors on the register, and setting right what it has wrong: from a roster, or from what a worker found."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, exists, select

from app import clock
from app.changes import note
from app.db import db, insert_rows, new_id
from app.households.followers import tell_followers
from app.households.identity import door_key, normalise_name
from app.households.models import FOREVER, FormerHousehold, Household, Placement, Resident, Standing
from app.households.names import initials
from app.households.spans import Place
from app.households.standing import numbers, stand_new


def register(doors: Sequence[dict[str, Any]]) -> None:
    """New doors, a row of Household's each, with their place and standing from today; raises IntegrityError for one that is there."""
    today, campaigns = clock.today(), numbers()
    insert_rows(Household, [{**door, "registered_on": today} for door in doors])
    insert_rows(
        Placement,
        [
            {
                "id": new_id(),
                "household_id": door["id"],
                "division_code": door["division_code"],
                "kind": door["kind"],
                "from_on": today,
                "until_on": FOREVER,
            }
            for door in doors
        ],
    )
    places = [(door["id"], Place(today, FOREVER, door["division_code"], door["kind"])) for door in doors]
    insert_rows(Standing, stand_new(places, campaigns))
    for door in doors:
        note("household", door["id"], door["division_code"])


def key_of(division_code: str, kind: str, address: str, title: str | None, householder: str) -> str:
    """The key of a door without a 户号."""
    return door_key(division_code[:12], kind, None, address, normalise_name(title or householder))


def set_phone(door: Household, phone: str) -> None:
    """The right number; a case that is older still finds the door by the one before."""
    _remember(door)
    door.phone = phone
    _changed(door)


def set_position(door: Household, lat: float, lon: float) -> None:
    """Where the door is. No day's figure asks for that."""
    door.lat, door.lon = lat, lon
    _changed(door)


def set_family(door: Household, householder: str, phone: str | None) -> None:
    """Somebody else lives there now; a case that is older still finds those of before, each by their own name and number."""
    _remember(door)
    for one in db.session.scalars(select(Resident).where(Resident.household_id == door.id)):
        db.session.add(_former(door, one.name, one.phone, one.id_number, of_resident=True))
    db.session.execute(delete(Resident).where(Resident.household_id == door.id))
    door.householder, door.phone, door.id_number, door.note = householder, phone, None, None
    door.initials = initials(householder, door.title)
    if not door.door_code:
        door.door_key = _free_key(door)
    _changed(door)


def _remember(door: Household) -> None:
    db.session.add(_former(door, door.householder, door.phone, door.id_number))


def _former(
    door: Household, name: str, phone: str | None, id_number: str | None, *, of_resident: bool = False
) -> FormerHousehold:
    return FormerHousehold(
        household_id=door.id,
        until=clock.now(),
        merged=False,
        of_resident=of_resident,
        householder=name,
        title=door.title,
        phone=phone,
        id_number=id_number,
        address=door.address,
    )


def _free_key(door: Household) -> str:
    """Its own by what it is now, or as it is while another door has that one."""
    key = key_of(door.division_code, door.kind, door.address, door.title, door.householder)
    is_taken = db.session.scalar(select(exists().where(Household.door_key == key)))
    return door.door_key if is_taken else key


def _changed(door: Household) -> None:
    db.session.flush()
    note("household", door.id, door.division_code)
    tell_followers([door.id])
