"""The tree of divisions: reading it, cutting grids, and assigning workers."""

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

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
)
from app.divisions.scope import scope_of
from app.people.session import EVERYBODY, OFFICE, Actor, allow

blp = Blueprint("divisions", __name__, url_prefix="/api/v1", description="The tree of divisions and who walks it")


@blp.get("/divisions")
@allow(*EVERYBODY)
@blp.arguments(DivisionQuerySchema, location="query")
@blp.response(200, DivisionPageSchema)
def list_divisions(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List the divisions right below one, or my own when none is named."""
    divisions = operations.list_divisions(scope_of(actor), query["parent"])
    workers = operations.workers_of(d.code for d in divisions)
    items = [_shown(division, workers.get(division.code, [])) for division in divisions]
    return {"items": items, "total": len(items), "next": None}


@blp.get("/divisions/<code>")
@allow(*EVERYBODY)
@blp.response(200, DivisionDetailSchema)
def show_division(actor: Actor, code: str) -> dict[str, Any]:
    """Show one division and where it lies."""
    return _detailed(operations.get_division(code, scope_of(actor)))


@blp.post("/divisions")
@allow(*OFFICE)
@blp.arguments(GridSchema)
@blp.response(201, DivisionSchema)
def make_grid(actor: Actor, body: dict[str, str]) -> dict[str, Any]:
    """Cut a new grid in a village."""
    with writing():
        village = operations.get_division(body["parent_code"], scope_of(actor))
        return _shown(operations.make_grid(village, body["name"]), [])


@blp.patch("/divisions/<code>")
@allow(*OFFICE)
@blp.arguments(DivisionEditSchema)
@blp.response(200, DivisionDetailSchema)
def edit_division(actor: Actor, body: dict[str, Any], code: str) -> dict[str, Any]:
    """Rename a grid, enter a village's official number, or confirm the doors of a code used again."""
    with writing():
        division = operations.get_division(code, scope_of(actor))
        if "name" in body:
            operations.rename(division, body["name"])
        if "official_households" in body:
            operations.set_official_households(division, body["official_households"])
        if "doors_checked" in body:
            operations.confirm_doors(division)
        return _detailed(division)


@blp.put("/divisions/<code>/workers/<uuid:user_id>")
@allow(*OFFICE)
@blp.response(204)
def assign_worker(actor: Actor, code: str, user_id: UUID) -> None:
    """Let a worker walk a grid."""
    scope = scope_of(actor)
    with writing():
        operations.assign(operations.get_division(code, scope), user_id, scope)


@blp.delete("/divisions/<code>/workers/<uuid:user_id>")
@allow(*OFFICE)
@blp.response(204)
def unassign_worker(actor: Actor, code: str, user_id: UUID) -> None:
    """Take a grid from a worker."""
    scope = scope_of(actor)
    with writing():
        operations.unassign(operations.get_division(code, scope), user_id, scope)


def _shown(division: Division, workers: list[operations.WorkerName]) -> dict[str, Any]:
    return {
        "code": division.code,
        "name": division.name,
        "level": division.level,
        "parent_code": division.parent_code,
        "retired_on": division.retired_on,
        "official_households": division.official_households,
        "workers": workers,
    }


def _detailed(division: Division) -> dict[str, Any]:
    workers = operations.workers_of([division.code]).get(division.code, [])
    return {**_shown(division, workers), "path": operations.path_to(division.code)}
