"""Moving doors, and asking for and deciding on exclusions."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from app import problems
from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.codes import is_code
from app.divisions.scope import Scope, scope_of
from app.households import operations, queries, revealing
from app.households.schemas import (
    ExclusionPageSchema,
    ExclusionQuerySchema,
    ExclusionRequestSchema,
    ExclusionSchema,
    MovedSchema,
    MoveSchema,
    RefusalSchema,
    RevealedSchema,
    RevealSchema,
    VanishedPageSchema,
)
from app.households.vanished import list_vanished as villages_left_behind
from app.people.session import Actor, allow

blp = Blueprint("households", __name__, url_prefix="/api/v1", description="Moves and exclusions")


@blp.post("/households/move")
@allow(audits=actions.MOVE_DOORS)
@blp.arguments(MoveSchema)
@blp.response(200, MovedSchema)
def move(actor: Actor, body: dict[str, Any]) -> dict[str, int]:
    """Move doors, or all doors of a division, to another village or grid from today."""
    scope = scope_of(actor)
    with writing():
        _in_scope(scope, body["to_code"])
        audit.about("division", body["to_code"], body["to_code"])
        if body["household_ids"] is not None:
            ids = [operations.get_household(i, scope).id for i in body["household_ids"]]
        elif body["from_code"] is not None:
            _in_scope(scope, body["from_code"])
            ids = operations.doors_in(body["from_code"])
        else:
            raise problems.nothing_to_move()
        moved = operations.move(ids, body["to_code"])
        audit.tell(doors=moved)
        return {"moved": moved}


@blp.post("/households/<uuid:household_id>/reveal")
@allow(audits=actions.REVEAL_NUMBERS)
@blp.arguments(RevealSchema)
@blp.response(200, RevealedSchema)
def reveal(actor: Actor, body: dict[str, str], household_id: UUID) -> dict[str, Any]:
    """Show the whole numbers of one door, saying what for; that stands in the audit log."""
    household = operations.get_household(household_id, scope_of(actor))
    audit.about("household", household_id, household.division_code)
    audit.tell(reason=body["reason"], phones=actor.sees_phones, id_numbers=actor.sees_id_numbers)
    return revealing.reveal(actor, household)


@blp.get("/divisions/vanished")
@allow(audits=actions.LIST_VANISHED)
@blp.response(200, VanishedPageSchema)
def list_vanished(actor: Actor) -> dict[str, Any]:
    """List the villages that a newer edition left behind and that still have doors."""
    villages = villages_left_behind(scope_of(actor))
    return {"items": villages, "total": len(villages), "next": None}


@blp.get("/exclusions")
@allow(audits=actions.LIST_EXCLUSIONS)
@blp.arguments(ExclusionQuerySchema, location="query")
@blp.response(200, ExclusionPageSchema)
def list_exclusions(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List exclusions by their state."""
    scope = scope_of(actor).within(query["scope"])
    rows, total = queries.list_exclusions(scope, query["state"], query["after"], query["limit"])
    full = len(rows) == query["limit"]
    audit.shown(doors=len(rows))
    return {"items": rows, "total": total, "next": str(rows[-1].id) if full else None}


@blp.post("/exclusions")
@allow(audits=actions.REQUEST_EXCLUSION)
@blp.arguments(ExclusionRequestSchema)
@blp.response(201, ExclusionSchema)
def request_exclusion(actor: Actor, body: dict[str, Any]) -> Any:
    """Ask for a door to be left out of the denominator."""
    scope = scope_of(actor)
    with writing():
        household = operations.get_household(body.pop("household_id"), scope)
        exclusion = operations.request_exclusion(actor.id, household, **body)
        audit.about("exclusion", exclusion.id, household.division_code)
        audit.tell(household=household.id, reason=exclusion.reason)
        return queries.show_exclusion(exclusion.id, scope)


@blp.post("/exclusions/<uuid:exclusion_id>/approve")
@allow(audits=actions.APPROVE_EXCLUSION)
@blp.response(200, ExclusionSchema)
def approve_exclusion(actor: Actor, exclusion_id: UUID) -> Any:
    """Approve an exclusion that somebody else asked for."""
    scope = scope_of(actor)
    with writing():
        exclusion, household = operations.get_exclusion(exclusion_id, scope)
        audit.about("exclusion", exclusion_id, household.division_code)
        operations.approve_exclusion(actor, exclusion, household)
        return queries.show_exclusion(exclusion_id, scope)


@blp.post("/exclusions/<uuid:exclusion_id>/refuse")
@allow(audits=actions.REFUSE_EXCLUSION)
@blp.arguments(RefusalSchema)
@blp.response(200, ExclusionSchema)
def refuse_exclusion(actor: Actor, body: dict[str, str], exclusion_id: UUID) -> Any:
    """Refuse an exclusion, saying why."""
    scope = scope_of(actor)
    with writing():
        exclusion, household = operations.get_exclusion(exclusion_id, scope)
        audit.about("exclusion", exclusion_id, household.division_code)
        operations.refuse_exclusion(actor, exclusion, body["reason"])
        return queries.show_exclusion(exclusion_id, scope)


@blp.post("/exclusions/<uuid:exclusion_id>/end")
@allow(audits=actions.END_EXCLUSION)
@blp.response(200, ExclusionSchema)
def end_exclusion(actor: Actor, exclusion_id: UUID) -> Any:
    """End an approved exclusion today."""
    scope = scope_of(actor)
    with writing():
        exclusion, household = operations.get_exclusion(exclusion_id, scope)
        audit.about("exclusion", exclusion_id, household.division_code)
        operations.end_exclusion(exclusion, household)
        return queries.show_exclusion(exclusion_id, scope)


def _in_scope(scope: Scope, code: str) -> None:
    if not (is_code(code) and scope.has(code)):
        raise problems.unknown_division(code)
