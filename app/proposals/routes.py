"""Looking at what workers proposed about the register, and deciding on it."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.db import read_one_moment
from app.divisions.scope import scope_of
from app.exclusions.schemas import RefusalSchema
from app.people.session import Actor, allow
from app.proposals import operations, queries
from app.proposals.schemas import ProposalPageSchema, ProposalQuerySchema, ProposalSchema

blp = Blueprint("proposals", __name__, url_prefix="/api/v1", description="What workers propose about the register")


@blp.get("/proposals")
@allow(audits=actions.LIST_PROPOSALS)
@blp.arguments(ProposalQuerySchema, location="query")
@blp.response(200, ProposalPageSchema)
def list_proposals(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List proposals of one state, the newest first, each with the doors that it may be about."""
    scope = scope_of(actor).within(query.pop("scope"))
    read_one_moment()
    rows, total = queries.list_proposals(scope, **query)
    audit.shown(doors=len(rows))
    going_on = str(rows[-1]["id"]) if rows and len(rows) == query["limit"] else None
    return {"items": rows, "total": total, "next": going_on, "counts": queries.count_states(scope)}


@blp.post("/proposals/<uuid:proposal_id>/confirm")
@allow(audits=actions.CONFIRM_PROPOSAL)
@blp.response(200, ProposalSchema)
def confirm_proposal(actor: Actor, proposal_id: UUID) -> Any:
    """Confirm what somebody else proposed: the register has it from now on, and what waited for it counts."""
    with writing():
        proposal, code = operations.find(proposal_id, scope_of(actor))
        audit.about("proposal", proposal_id, code)
        operations.may_decide(actor, proposal)
        visits = operations.confirm(actor, proposal, code)
        audit.tell(household=proposal.household_id, kind=proposal.kind, visits=visits)
        return queries.show_proposal(proposal_id)


@blp.post("/proposals/<uuid:proposal_id>/refuse")
@allow(audits=actions.REFUSE_PROPOSAL)
@blp.arguments(RefusalSchema)
@blp.response(200, ProposalSchema)
def refuse_proposal(actor: Actor, body: dict[str, str], proposal_id: UUID) -> Any:
    """Refuse it, with a reason that its worker reads; the register stays as it is."""
    with writing():
        proposal, code = operations.find(proposal_id, scope_of(actor))
        audit.about("proposal", proposal_id, code)
        operations.may_decide(actor, proposal)
        operations.refuse(actor, proposal, body["reason"])
        audit.tell(household=proposal.household_id, kind=proposal.kind)
        return queries.show_proposal(proposal_id)
