"""Finds cases by what somebody types: a part of the victim's name or of the case's number, or a whole telephone or ID number."""

from uuid import UUID

from sqlalchemy import or_, select

from app.cases.models import Case
from app.db import db
from app.divisions.scope import Scope
from app.households.identity import id_number_fault, normalise_code, normalise_name, normalise_phone
from app.households.models import ID_NUMBER, PHONE
from app.vault.index import holds

_STREAMED = {"yield_per": 1000}


def found_by(words: str, scope: Scope) -> set[UUID]:
    """Those of a scope. Names are sealed, so every one is opened: a county has some thousand cases at most."""
    name, here = normalise_name(words).casefold(), scope.holds(Case.division_code)
    rows = db.session.execute(select(Case.id, Case.victim, Case.number).where(here), execution_options=_STREAMED)
    found = {key for key, victim, number in rows if name in f"{normalise_name(victim)}\n{number or ''}".casefold()}
    phone, code = normalise_phone(words), normalise_code(words)
    numbers = {PHONE: phone, ID_NUMBER: None if not code or id_number_fault(code) else code}
    whole = [holds(Case, column, number) for column, number in numbers.items() if number]
    return found.union(db.session.scalars(select(Case.id).where(here, or_(*whole)))) if whole else found
