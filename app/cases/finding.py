"""Finds cases by what somebody types: a part of the victim's name or of the case's number, or a whole telephone or ID number."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import or_, select

from app.cases.models import Case
from app.db import db
from app.divisions.scope import Scope
from app.households.identity import id_number_fault, normalise_code, normalise_name, normalise_phone
from app.households.models import ID_NUMBER, PHONE
from app.vault.index import holds
from app.vault.refusals import ValueUnreadable
from app.vault.sealed import as_stored, opener_of

_STREAMED = {"yield_per": 1000}


def found_by(words: str, scope: Scope) -> set[UUID]:
    """Those of a scope. Names are sealed, so every one is opened: a county has some thousand cases at most.

    Whoever's name cannot be opened may be the one that is meant, and is shown as such.
    """
    name, here = normalise_name(words).casefold(), scope.holds(Case.division_code)
    query, opened = select(Case.id, as_stored(Case.victim), Case.number).where(here), opener_of(Case.victim)
    rows = db.session.execute(query, execution_options=_STREAMED)
    found = {key for key, victim, number in rows if _may_be(name, opened, victim, number)}
    phone, code = normalise_phone(words), normalise_code(words)
    numbers = {PHONE: phone, ID_NUMBER: None if not code or id_number_fault(code) else code}
    whole = [holds(Case, column, number) for column, number in numbers.items() if number]
    return found.union(db.session.scalars(select(Case.id).where(here, or_(*whole)))) if whole else found


def _may_be(name: str, opened: Callable[[bytes | None], str], victim: bytes, number: str | None) -> bool:
    try:
        return name in f"{normalise_name(opened(victim))}\n{number or ''}".casefold()
    except ValueUnreadable:
        return True
