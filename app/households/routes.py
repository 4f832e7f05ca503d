"""Moving doors, and showing the whole numbers of one."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from app import problems
from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.codes import is_code
from app.divisions.scope import Scope, scope_of
from app.households import operations, revealing
from app.households.schemas import (
    MovedSchema,
    MoveSchema,
    RevealedSchema,
    RevealSchema,
    VanishedPageSchema,
)
from app.households.vanished import list_vanished as villages_left_behind
from app.people.session import Actor, allow

blp = Blueprint("households", __name__, url_prefix="/api/v1", description="Moves and whole numbers")


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


def _in_scope(scope: Scope, code: str) -> None:
    if not (is_code(code) and scope.has(code)):
        raise problems.unknown_division(code)
