"""Writes the demo county's register in bulk, as a roster import would leave it."""

from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from app.db import db
from app.demo.register import House, Village
from app.households.addresses import sort_key
from app.households.identity import door_key
from app.households.models import FOREVER, Household, Placement
from app.households.names import initials
from app.households.standing import restand

ROUND = 5_000


def store(villages: list[Village], registered_on: date) -> None:
    """Store every household and where it stands since that day."""
    houses = (house for village in villages for house in village.houses)
    while batch := list(islice(houses, ROUND)):
        db.session.execute(insert(Household), [_household(house, registered_on) for house in batch])
        db.session.execute(insert(Placement), [_placement(house, registered_on) for house in batch])


def stand(villages: list[Village]) -> None:
    """Derive the standings of every household from what was stored about it."""
    restand(house.id for village in villages for house in village.houses)


def _household(house: House, registered_on: date) -> dict[str, Any]:
    village = house.division_code[:12]
    return {
        "id": house.id,
        "door_key": door_key(village, house.kind, house.door_code, house.address, house.householder),
        "door_code": house.door_code,
        "division_code": house.division_code,
        "kind": house.kind,
        "title": house.title,
        "householder": house.householder,
        "initials": initials(house.householder, house.title),
        "phone": house.phone,
        "address": house.address,
        "address_key": sort_key(house.address),
        "lat": house.lat,
        "lon": house.lon,
        "residents_count": house.residents_count,
        "registered_on": registered_on,
    }


def _placement(house: House, registered_on: date) -> dict[str, Any]:
    return {
        # Made from the household's id and not from the clock, so that the same seed gives the same rows.
        "id": UUID(int=house.id.int ^ 1),
        "household_id": house.id,
        "division_code": house.division_code,
        "kind": house.kind,
        "from_on": registered_on,
        "until_on": FOREVER,
    }
