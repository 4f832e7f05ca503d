"""Whose home a case belongs to, and what was known of that home then."""

from typing import Any
from uuid import UUID

from flask import current_app
from flask_smorest import Blueprint

from app import problems
from app.audit import actions
from app.audit import operations as audit
from app.cases import evidence_jobs, homes, matches
from app.cases.home_schemas import CaseConfirmSchema, CaseHomesSchema, CaseTraceSchema
from app.cases.matching import is_in_reach
from app.cases.models import Case
from app.cases.operations import get_case
from app.cases.trace import trace
from app.changes import writing
from app.divisions.scope import scope_of
from app.households.schemas import RevealSchema
from app.jobs import background
from app.jobs import operations as jobs
from app.jobs.schemas import JobSchema
from app.people.session import Actor, allow, own_address
from app.seals.keys import own_key

blp = Blueprint("case_homes", __name__, url_prefix="/api/v1", description="Cases and the homes they belong to")


def _case(actor: Actor, case_id: UUID) -> Case:
    case = get_case(case_id, scope_of(actor))
    audit.about("case", case_id, case.division_code)
    return case


@blp.get("/cases/<uuid:case_id>/homes")
@allow(audits=actions.LIST_CASE_HOMES)
@blp.response(200, CaseHomesSchema)
def list_homes(actor: Actor, case_id: UUID) -> dict[str, Any]:
    """List the homes that may be the victim's, each with why and with what is to be said of it."""
    found = homes.show_homes(_case(actor, case_id), scope_of(actor))
    audit.tell(doors=len(found["items"]))
    return found


@blp.get("/cases/<uuid:case_id>/homes/<uuid:household_id>")
@allow(audits=actions.TRACE_CASE)
@blp.response(200, CaseTraceSchema)
def trace_back(actor: Actor, case_id: UUID, household_id: UUID) -> dict[str, Any]:
    """Trace a home back to when the case happened."""
    case = _case(actor, case_id)
    if not is_in_reach(household_id, scope_of(actor)):
        raise problems.not_found("这一户")
    audit.tell(household=household_id)
    return trace(case, household_id, scope_of(actor), own_key(current_app.config["RESCUE_KEY_FILE"]))


@blp.put("/cases/<uuid:case_id>/match")
@allow(audits=actions.CONFIRM_CASE_HOME)
@blp.arguments(CaseConfirmSchema)
@blp.response(200, CaseHomesSchema)
def confirm(actor: Actor, body: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Say whose home it is, or that it is of none on the register."""
    scope, household_id = scope_of(actor), body["household_id"]
    with writing():
        case = _case(actor, case_id)
        matches.confirm(actor, scope, case, household_id)
        audit.tell(**({"household": household_id} if household_id else {"no_home": 1}))
        return homes.show_homes(case, scope)


@blp.post("/cases/<uuid:case_id>/evidence")
@allow(audits=actions.MAKE_EVIDENCE)
@blp.arguments(RevealSchema)
@blp.response(202, JobSchema)
def make_evidence(actor: Actor, body: dict[str, str], case_id: UUID) -> dict[str, Any]:
    """Have the evidence pack of a case made, saying what for; GET /jobs/{id} tells how far it is."""
    allowed, origin = current_app.config["EXPORT_ROWS_A_DAY"], own_address()
    with writing():
        case = _case(actor, case_id)
        job = evidence_jobs.start(actor, scope_of(actor), case, {**body, "origin": origin}, allowed)
        audit.about("job", job.id, job.place)
        audit.tell(case=case.id, reason=body["reason"])
        answer = jobs.shown(job)
    background.call()
    return answer


@blp.delete("/cases/<uuid:case_id>/match")
@allow(audits=actions.UNDO_CASE_HOME)
@blp.response(200, CaseHomesSchema)
def undo(actor: Actor, case_id: UUID) -> dict[str, Any]:
    """Take back whose home it was said to be."""
    with writing():
        case = _case(actor, case_id)
        matches.undo(actor, case)
        return homes.show_homes(case, scope_of(actor))
