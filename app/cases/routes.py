"""Cases: taken in, listed, corrected."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.cases import operations, queries
from app.cases.schemas import (
    CaseDetailSchema,
    CasePageSchema,
    CaseQuerySchema,
    CaseSchema,
    CaseSearchSchema,
    CorrectionSchema,
    RevealedCaseSchema,
)
from app.changes import writing
from app.divisions.scope import scope_of
from app.households.schemas import RevealSchema
from app.people.session import Actor, allow

blp = Blueprint("cases", __name__, url_prefix="/api/v1", description="Cases")


@blp.get("/cases")
@allow(audits=actions.LIST_CASES)
@blp.arguments(CaseQuerySchema, location="query")
@blp.response(200, CasePageSchema)
def list_cases(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List cases, those that happened last first."""
    return _page(actor, query)


@blp.post("/cases/search")
@allow(audits=actions.SEARCH_CASES)
@blp.arguments(CaseSearchSchema)
@blp.response(200, CasePageSchema)
def search_cases(actor: Actor, body: dict[str, Any]) -> dict[str, Any]:
    """The same list, sought by a name or a number: neither may stand in an address."""
    return _page(actor, body)


def _page(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    after, limit, scope = query.pop("after"), query.pop("limit"), query.pop("scope")
    found, total = queries.page(queries.Wanted(scope_of(actor).within(scope), **query), after, limit)
    audit.shown(cases=len(found))
    full = len(found) == limit
    return {"items": found, "total": total, "next": str(found[-1]["id"]) if full else None}


@blp.post("/cases")
@allow(audits=actions.TAKE_CASE)
@blp.arguments(CaseSchema)
@blp.response(201, CaseDetailSchema)
def take_case(actor: Actor, body: dict[str, Any]) -> dict[str, Any]:
    """Take a case in."""
    scope = scope_of(actor)
    with writing():
        case = operations.take(actor, scope, body)
        audit.about("case", case.id, case.division_code)
        return queries.show(case)


@blp.get("/cases/<uuid:case_id>")
@allow(audits=actions.SHOW_CASE)
@blp.response(200, CaseDetailSchema)
def show_case(actor: Actor, case_id: UUID) -> dict[str, Any]:
    """Show one case, with what was said of it before."""
    case = operations.get_case(case_id, scope_of(actor))
    audit.about("case", case_id, case.division_code)
    return queries.show(case)


@blp.post("/cases/<uuid:case_id>/reveal")
@allow(audits=actions.REVEAL_CASE)
@blp.arguments(RevealSchema)
@blp.response(200, RevealedCaseSchema)
def reveal_case(actor: Actor, body: dict[str, str], case_id: UUID) -> dict[str, Any]:
    """Show the whole numbers of a case, saying what for; that stands in the audit log."""
    case = operations.get_case(case_id, scope_of(actor))
    audit.about("case", case_id, case.division_code)
    audit.tell(reason=body["reason"], phones=actor.sees_phones, id_numbers=actor.sees_id_numbers)
    return queries.reveal(case, phones=actor.sees_phones, id_numbers=actor.sees_id_numbers)


@blp.patch("/cases/<uuid:case_id>")
@allow(audits=actions.CORRECT_CASE)
@blp.arguments(CorrectionSchema)
@blp.response(200, CaseDetailSchema)
def correct_case(actor: Actor, body: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """Correct parts of a case, saying why; what was said before is kept."""
    scope = scope_of(actor)
    with writing():
        case = operations.get_case(case_id, scope)
        audit.about("case", case_id, case.division_code)
        audit.tell(parts=len(operations.correct(actor, scope, case, body)))
        return queries.show(case)
