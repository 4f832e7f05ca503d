"""The tree of divisions: reading it, cutting grids, and assigning workers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from app import clock
from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.divisions import operations
from app.divisions.models import Division
from app.divisions.schemas import (
    DivisionDetailSchema,
    DivisionEditSchema,
    DivisionPageSchema,
    DivisionQuerySchema,
    DivisionSchema,
    GridSchema,
    WalkersSchema,
)
from app.divisions.scope import Scope, scope_of
from app.people.session import Actor, allow, may_also

blp = Blueprint("divisions", __name__, url_prefix="/api/v1", description="The tree of divisions and who walks it")


@blp.get("/divisions")
@allow(audits=actions.LIST_DIVISIONS)
@blp.arguments(DivisionQuerySchema, location="query")
@blp.response(200, DivisionPageSchema)
def list_divisions(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List the divisions right below one, or my own when none is named."""
    scope = scope_of(actor)
    items = _shown(operations.list_divisions(scope, query["parent"]), scope)
    return {"items": items, "total": len(items), "next": None}


@blp.get("/divisions/<code>")
@allow(audits=actions.SHOW_DIVISION)
@blp.response(200, DivisionDetailSchema)
def show_division(actor: Actor, code: str) -> dict[str, Any]:
    """Show one division and where it lies."""
    scope = scope_of(actor)
    return _detailed(operations.get_division(code, scope), scope)


@blp.post("/divisions")
@allow(audits=actions.MAKE_GRID)
@blp.arguments(GridSchema)
@blp.response(201, DivisionSchema)
def make_grid(actor: Actor, body: dict[str, str]) -> dict[str, Any]:
    """Cut a new grid in a village."""
    with writing():
        scope = scope_of(actor)
        village = operations.get_division(body["parent_code"], scope)
        grid = operations.make_grid(village, body["name"])
        audit.about("division", grid.code, grid.code)
        return _shown([grid], scope)[0]


@blp.patch("/divisions/<code>")
@allow(audits=actions.EDIT_DIVISION)
@blp.arguments(DivisionEditSchema)
@blp.response(200, DivisionDetailSchema)
def edit_division(actor: Actor, body: dict[str, Any], code: str) -> dict[str, Any]:
    """Rename a grid, enter a village's official number, or confirm the doors of a code used again."""
    if "official_households" in body:
        # It is what a thin register is held against: whoever keeps the register does not set it.
        may_also(actor, "official_households")
    with writing():
        scope = scope_of(actor)
        division = operations.get_division(code, scope)
        audit.tell(**dict.fromkeys(body, True))
        if "name" in body:
            operations.rename(division, body["name"])
        if "official_households" in body:
            operations.set_official_households(division, body["official_households"])
        if "doors_checked" in body:
            operations.confirm_doors(division)
        return _detailed(division, scope)


@blp.put("/divisions/<code>/workers")
@allow(audits=actions.SET_WORKERS)
@blp.arguments(WalkersSchema)
@blp.response(204)
def hand_over(actor: Actor, body: dict[str, Any], code: str) -> None:
    """Let exactly these workers walk a grid: revoked and granted in one step."""
    scope = scope_of(actor)
    with writing():
        operations.hand_over(operations.get_division(code, scope), body["worker_ids"], scope)
        audit.tell(**{f"worker_{n}": worker_id for n, worker_id in enumerate(body["worker_ids"], start=1)})


@blp.put("/divisions/<code>/workers/<uuid:user_id>")
@allow(audits=actions.ADD_WORKER)
@blp.response(204)
def assign_worker(actor: Actor, code: str, user_id: UUID) -> None:
    """Let a worker walk a grid."""
    scope = scope_of(actor)
    with writing():
        operations.assign(operations.get_division(code, scope), user_id, scope)
        audit.tell(worker=user_id)


@blp.delete("/divisions/<code>/workers/<uuid:user_id>")
@allow(audits=actions.REMOVE_WORKER)
@blp.response(204)
def unassign_worker(actor: Actor, code: str, user_id: UUID) -> None:
    """Take a grid from a worker."""
    scope = scope_of(actor)
    with writing():
        operations.unassign(operations.get_division(code, scope), user_id, scope)
        audit.tell(worker=user_id)


def _shown(divisions: Sequence[Division], scope: Scope) -> list[dict[str, Any]]:
    workers = operations.workers_of(division.code for division in divisions)
    official = operations.official_on(clock.today())
    return [
        {
            "code": division.code,
            "name": division.name,
            "level": division.level,
            "parent_code": division.parent_code,
            "retired_on": division.retired_on,
            # It is shown where the whole village is in view, as in coverage.
            "official_households": official.get(division.code) if scope.has(division.code) else None,
            "workers": workers.get(division.code, []),
        }
        for division in divisions
    ]


def _detailed(division: Division, scope: Scope) -> dict[str, Any]:
    return {**_shown([division], scope)[0], "path": operations.path_to(division.code)}
