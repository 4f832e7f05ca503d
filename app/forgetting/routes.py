"""Asking that the people of a door be forgotten, looking at what would go, and a second person's word."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.divisions.scope import scope_of
from app.forgetting import operations, queries, traces
from app.forgetting.schemas import (
    ForgettingApproveSchema,
    ForgettingAskSchema,
    ForgettingDetailSchema,
    ForgettingPageSchema,
    ForgettingQuerySchema,
    ForgettingRefusalSchema,
    ForgettingSchema,
)
from app.households.operations import get_household
from app.people.session import Actor, allow

blp = Blueprint("forgetting", __name__, url_prefix="/api/v1/forgettings", description="People forgotten by order")


@blp.get("")
@allow(audits=actions.LIST_FORGETTINGS)
@blp.arguments(ForgettingQuerySchema, location="query")
@blp.response(200, ForgettingPageSchema)
def list_forgettings(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List what was asked for, newest first."""
    found, total = queries.page(scope_of(actor), query["decision"], query["after"], query["limit"])
    audit.shown(items=len(found))
    full = len(found) == query["limit"]
    return {"items": found, "total": total, "next": str(found[-1]["id"]) if full else None}


@blp.post("")
@allow(audits=actions.ASK_FORGETTING)
@blp.arguments(ForgettingAskSchema)
@blp.response(201, ForgettingDetailSchema)
def ask_forgetting(actor: Actor, body: dict[str, Any]) -> dict[str, Any]:
    """Ask that the people of a door be forgotten."""
    scope = scope_of(actor)
    with writing():
        household = get_household(body.pop("household_id"), scope)
        forgetting = operations.ask(actor.id, household, **body)
        audit.about("forgetting", forgetting.id, household.division_code)
        audit.tell(household=household.id)
    return queries.show(forgetting.id, scope)


@blp.get("/<uuid:forgetting_id>")
@allow(audits=actions.SHOW_FORGETTING)
@blp.response(200, ForgettingDetailSchema)
def show_forgetting(actor: Actor, forgetting_id: UUID) -> dict[str, Any]:
    """Show one: what would go, and which texts elsewhere quote these people."""
    scope = scope_of(actor)
    operations.get(forgetting_id, scope)
    return queries.show(forgetting_id, scope)


@blp.post("/<uuid:forgetting_id>/approve")
@allow(audits=actions.APPROVE_FORGETTING)
@blp.arguments(ForgettingApproveSchema)
@blp.response(200, ForgettingSchema)
def approve_forgetting(actor: Actor, body: dict[str, Any], forgetting_id: UUID) -> dict[str, Any]:
    """Agree to what somebody else asked for; they are forgotten at once."""
    scope = scope_of(actor)
    with writing():
        forgetting, household = operations.get(forgetting_id, scope)
        audit.about("forgetting", forgetting_id, household.division_code)
        audit.tell(household=household.id)
        operations.approve(actor.id, forgetting, household, body["chosen"], scope)
    # Agreed to is agreed to: what cannot be done now the server does by itself (sweeping.py).
    with writing():
        operations.carry_out(forgetting_id)
    traces.empty_the_log()
    return queries.show(forgetting_id, scope)


@blp.post("/<uuid:forgetting_id>/refuse")
@allow(audits=actions.REFUSE_FORGETTING)
@blp.arguments(ForgettingRefusalSchema)
@blp.response(200, ForgettingSchema)
def refuse_forgetting(actor: Actor, body: dict[str, str], forgetting_id: UUID) -> dict[str, Any]:
    """Refuse what somebody asked for, saying why."""
    scope = scope_of(actor)
    with writing():
        forgetting, household = operations.get(forgetting_id, scope)
        audit.about("forgetting", forgetting_id, household.division_code)
        operations.refuse(actor.id, forgetting, household, body["reason"])
    return queries.show(forgetting_id, scope)


@blp.post("/<uuid:forgetting_id>/withdraw")
@allow(audits=actions.WITHDRAW_FORGETTING)
@blp.response(200, ForgettingSchema)
def withdraw_forgetting(actor: Actor, forgetting_id: UUID) -> dict[str, Any]:
    """Take back what one asked for oneself, while nobody decided it."""
    scope = scope_of(actor)
    with writing():
        forgetting, household = operations.get(forgetting_id, scope)
        audit.about("forgetting", forgetting_id, household.division_code)
        operations.withdraw(actor.id, forgetting)
    return queries.show(forgetting_id, scope)
