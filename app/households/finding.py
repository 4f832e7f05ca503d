"""Finds doors by a whole telephone or ID number, the householder's or anybody's who lives there."""

from sqlalchemy import ColumnElement, or_, select

from app.households.identity import id_number_fault, normalise_code, normalise_phone
from app.households.models import ID_NUMBER, PHONE, Household, Resident
from app.vault.index import holds


def has_number(words: str) -> list[ColumnElement[bool]]:
    """Conditions on a door, one for each sort of number that the words are; none when they are no number."""
    phone, code = normalise_phone(words), normalise_code(words)
    numbers = {PHONE: phone, ID_NUMBER: None if not code or id_number_fault(code) else code}
    return [_anybodys(name, number) for name, number in numbers.items() if number]


def _anybodys(name: str, number: str) -> ColumnElement[bool]:
    lives_there = select(Resident.household_id).where(holds(Resident, name, number))
    return or_(holds(Household, name, number), Household.id.in_(lives_there))
