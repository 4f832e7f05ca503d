"""Drawing spot checks, looking at what they found, and ending them."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.campaigns.operations import current_campaign
from app.changes import writing
from app.checks import operations, people, queries
from app.checks.operations import Wanted
from app.checks.schemas import (
    CheckerQuerySchema,
    CheckersSchema,
    CheckRoundDetailSchema,
    CheckRoundPageSchema,
    DrawSchema,
    RoundQuerySchema,
)
from app.divisions.operations import get_division
from app.divisions.scope import scope_of
from app.people.session import Actor, allow

blp = Blueprint("checks", __name__, url_prefix="/api/v1", description="Spot checks")


@blp.get("/check-rounds")
@allow(audits=actions.LIST_CHECKS)
@blp.arguments(RoundQuerySchema, location="query")
@blp.response(200, CheckRoundPageSchema)
def list_rounds(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List rounds of spot checks with where they stand, the newest first."""
    found, total = queries.rounds(scope_of(actor).within(query["scope"]), query["after"], query["limit"])
    full = len(found) == query["limit"]
    return {"items": found, "total": total, "next": str(found[-1]["id"]) if full else None}


@blp.post("/check-rounds")
@allow(audits=actions.DRAW_CHECK)
@blp.arguments(DrawSchema)
@blp.response(201, CheckRoundDetailSchema)
def draw_round(actor: Actor, body: dict[str, Any]) -> dict[str, Any]:
    """Draw a village's covered doors by lot, and perhaps some by risk, for somebody else to ask at."""
    scope = scope_of(actor)
    village = get_division(body.pop("village"), scope)
    with writing():
        drawn = operations.draw(actor, scope, village, current_campaign(), Wanted(**body))
        audit.about("check_round", drawn.id, drawn.village_code)
        audit.tell(doors=drawn.asks)
        return queries.show(drawn)


@blp.get("/check-rounds/checkers")
@allow(audits=actions.LIST_CHECKERS)
@blp.arguments(CheckerQuerySchema, location="query")
@blp.response(200, CheckersSchema)
def list_checkers(actor: Actor, query: dict[str, str]) -> dict[str, Any]:
    """List the workers who never walked in a village, and so could check it."""
    scope = scope_of(actor)
    village = get_division(query["village"], scope)
    return {"items": people.checkers_for(village.code, scope)}


@blp.get("/check-rounds/<uuid:round_id>")
@allow(audits=actions.SHOW_CHECK)
@blp.response(200, CheckRoundDetailSchema)
def show_round(actor: Actor, round_id: UUID) -> dict[str, Any]:
    """Show a round, what was heard at each door, and beside it what had been recorded."""
    drawn = operations.get_round(round_id, scope_of(actor))
    audit.about("check_round", round_id, drawn.village_code)
    return queries.show(drawn)


@blp.post("/check-rounds/<uuid:round_id>/end")
@allow(audits=actions.END_CHECK)
@blp.response(200, CheckRoundDetailSchema)
def end_round(actor: Actor, round_id: UUID) -> dict[str, Any]:
    """End a round: nothing more is asked."""
    with writing():
        drawn = operations.get_round(round_id, scope_of(actor), hold=True)
        audit.about("check_round", round_id, drawn.village_code)
        operations.end(actor, drawn)
        return queries.show(drawn)
