"""Taking a case in, and correcting one without losing what was said before."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app import clock, problems
from app.cases import refusals
from app.cases.models import Case, CaseFile, FormerCase, Particulars
from app.codes import is_code, level_of
from app.db import db, hold_names
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.households.identity import id_number_fault, normalise_code, normalise_phone
from app.people.actor import Actor
from app.vault.refusals import ValueUnreadable

# All that is said of a case, and that a correction may say otherwise.
SAID = (*Particulars.__annotations__, "victim", "phone", "id_number", "address", "note")


def get_case(case_id: UUID, scope: Scope) -> Case:
    """The case, or the problem that there is none in this scope."""
    known = db.session.execute(select(Case.division_code, Case.number).where(Case.id == case_id)).first()
    if known is None or not scope.has(known.division_code):
        raise problems.not_found("这个案件")
    try:
        return db.session.get_one(Case, case_id, populate_existing=True)
    except ValueUnreadable:
        raise refusals.case_unreadable(known.number) from None


def take(actor: Actor, scope: Scope, told: Mapping[str, Any], file: CaseFile | None = None) -> Case:
    """Take a case in. Raises what is wrong with it."""
    said: dict[str, Any] = {**dict.fromkeys(SAID), **told}
    said["happened_until"] = said["happened_until"] or said["happened_from"]
    said["division_code"] = _place(scope, said.pop("village", None), file.scope if file else actor.scope)
    case = Case(**_checked(said), file_id=file and file.id, made_by=actor.id, made_at=clock.now())
    _claim_number(case.number, case.id)
    db.session.add(case)
    db.session.flush()
    return case


def correct(actor: Actor, scope: Scope, case: Case, told: Mapping[str, Any]) -> list[str]:
    """Say parts of a case otherwise from now on, and keep what was said; answers which parts are different."""
    db.session.refresh(case, with_for_update=True)
    change, before = dict(told), {name: getattr(case, name) for name in SAID}
    reason = change.pop("reason")
    if "village" in change:
        change["division_code"] = _place(scope, change.pop("village"), actor.scope)
    after = _checked(before | change)
    changed = [name for name in SAID if after[name] != before[name]]
    if not changed:
        return []
    if "number" in changed:
        _claim_number(after["number"], case.id)
    db.session.add(FormerCase(case_id=case.id, until=clock.now(), changed_by=actor.id, reason=reason, **before))
    for name in changed:
        setattr(case, name, after[name])
    db.session.flush()
    return changed


def _place(scope: Scope, village: str | None, otherwise: str) -> str:
    """The village where it is known, else the division that answers for the case."""
    if village is None:
        return otherwise
    if not (is_code(village) and scope.has(village)) or db.session.get(Division, village) is None:
        raise problems.unknown_division(village)
    if level_of(village) != "village":
        raise refusals.case_without_village()
    return village


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    """The same with its numbers as they are kept. Raises what is wrong."""
    now = clock.now()
    if said["happened_until"] < said["happened_from"]:
        raise refusals.case_times_out_of_order()
    if said["happened_until"] > now or (said["reported_at"] or now) > now:
        raise refusals.case_in_future()
    phone, id_number = said["phone"], said["id_number"]
    if phone and (phone := normalise_phone(phone)) is None:
        raise refusals.case_phone_wrong()
    if id_number:
        id_number = normalise_code(id_number)
        if fault := id_number_fault(id_number):
            raise refusals.case_id_number_wrong(fault)
    return {**said, "phone": phone, "id_number": id_number}


def _claim_number(number: str | None, case_id: UUID | None) -> None:
    """Nobody else may have it. Whoever gives the same one at the same time waits here."""
    if number is None:
        return
    hold_names([f"case|{number}"])
    holder = db.session.scalar(select(Case.id).where(Case.number == number))
    if holder not in (None, case_id):
        raise refusals.case_number_taken(number)
