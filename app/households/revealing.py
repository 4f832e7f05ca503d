"""Showing the whole numbers of one door, to whoever says what for."""

from typing import Any

from sqlalchemy import select

from app.db import db
from app.households.masking import mask_id_number, mask_id_numbers, mask_phone
from app.households.models import Household, Resident
from app.people.actor import Actor


def reveal(actor: Actor, household: Household) -> dict[str, Any]:
    """The numbers of a door and of everybody in it, each as far as the actor may see it."""
    lives_there = select(Resident).where(Resident.household_id == household.id).order_by(Resident.id)
    return {
        **_numbers(actor, household),
        "note": household.note if actor.sees_id_numbers else mask_id_numbers(household.note),
        "residents": [_numbers(actor, resident) for resident in db.session.scalars(lives_there)],
    }


def _numbers(actor: Actor, somebody: Household | Resident) -> dict[str, str | None]:
    phone, id_number = somebody.phone, somebody.id_number
    return {
        "phone": phone if actor.sees_phones else mask_phone(phone),
        "id_number": id_number if actor.sees_id_numbers else mask_id_number(id_number),
    }
