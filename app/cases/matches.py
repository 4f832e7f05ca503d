"""Somebody's word on whose home a case belongs to: given, and taken back."""

from uuid import UUID

from sqlalchemy import delete

from app import clock, problems
from app.cases import refusals
from app.cases.matching import candidates, is_in_reach
from app.cases.models import Case, CaseMatch, FormerMatch, Match
from app.db import db, hold_names
from app.divisions.scope import Scope
from app.people.actor import Actor

_SAID = tuple(Match.__annotations__)


def confirm(actor: Actor, scope: Scope, case: Case, household_id: UUID | None) -> CaseMatch:
    """Say whose home it is, or that it is of none; raises case_already_matched."""
    hold_names([f"case-match|{case.id}"])
    if db.session.get(CaseMatch, case.id, populate_existing=True):
        raise refusals.case_already_matched()
    if household_id and not is_in_reach(household_id, scope):
        raise problems.not_found("这一户")
    strengths = {one.household_id: one.strength for one in candidates(case, scope)}
    match = CaseMatch(
        case_id=case.id,
        household_id=household_id,
        strength=household_id and strengths.get(household_id),
        decided_by=actor.id,
        decided_at=clock.now(),
    )
    db.session.add(match)
    db.session.flush()
    return match


def undo(actor: Actor, case: Case) -> None:
    """Take the word back that holds, and keep that it was given; raises case_not_matched."""
    hold_names([f"case-match|{case.id}"])
    match = db.session.get(CaseMatch, case.id, populate_existing=True)
    if match is None:
        raise refusals.case_not_matched()
    said = {name: getattr(match, name) for name in _SAID}
    db.session.add(FormerMatch(case_id=case.id, undone_by=actor.id, undone_at=clock.now(), **said))
    db.session.execute(delete(CaseMatch).where(CaseMatch.case_id == case.id))
    db.session.expunge(match)
    db.session.flush()
