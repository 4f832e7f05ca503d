"""The office decides about what was set aside, and sees which phones have not handed in."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from app import problems
from app.aside import detail, devices, operations, queries
from app.aside.repair import Repair
from app.aside.schemas import (
    AsideDetailSchema,
    AsidePageSchema,
    AsideQuerySchema,
    DevicePageSchema,
    DeviceQuerySchema,
    RepairSchema,
)
from app.audit import actions
from app.audit import operations as audit
from app.blobs import pictures
from app.changes import writing
from app.divisions.scope import scope_of
from app.exclusions.schemas import RefusalSchema
from app.people.session import Actor, allow

blp = Blueprint("aside", __name__, url_prefix="/api/v1", description="What was set aside, and phones")


@blp.get("/aside")
@allow(audits=actions.LIST_ASIDE)
@blp.arguments(AsideQuerySchema, location="query")
@blp.response(200, AsidePageSchema)
def list_aside(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List what phones handed in and was not counted, newest first."""
    mine = scope_of(actor)
    items, total, more = queries.list_aside(
        mine.within(query["scope"]), mine, _read_place(query["after"]), query["limit"]
    )
    audit.shown(items=len(items))
    going_on = _write_place(queries.place_of(items[-1])) if more and items else None
    return {"items": items, "total": total, "next": going_on}


@blp.get("/aside/<uuid:item_id>")
@allow(audits=actions.SHOW_ASIDE)
@blp.response(200, AsideDetailSchema)
def show_aside(actor: Actor, item_id: UUID) -> dict[str, Any]:
    """Show one of them, as the phone sent it."""
    return detail.show(item_id, scope_of(actor))


@blp.get("/aside/<uuid:item_id>/signature")
@allow(audits=actions.SHOW_ASIDE_SIGNATURE)
@blp.response(200, content_type="image/png", schema={"type": "string", "format": "binary"})
def show_signature(actor: Actor, item_id: UUID) -> Response:
    """Give the image of the signature that came with one of them."""
    blob = detail.signature(item_id, scope_of(actor))
    data, mime = pictures.shown(blob.data)
    return Response(data, mimetype=mime)


@blp.post("/aside/<uuid:item_id>/accept")
@allow(audits=actions.ACCEPT_ASIDE)
@blp.arguments(RepairSchema)
@blp.response(204)
def accept(actor: Actor, body: dict[str, Any], item_id: UUID) -> None:
    """Let it count from today, repaired where it must be; its author stays."""
    scope = scope_of(actor)
    with writing():
        visit = operations.find_visit(item_id, scope)
        if visit:
            operations.accept_visit(actor.id, visit)
        else:
            operations.accept_kept(actor.id, operations.get_kept(item_id, scope), Repair(**body), scope)


@blp.post("/aside/<uuid:item_id>/refuse")
@allow(audits=actions.REFUSE_ASIDE)
@blp.arguments(RefusalSchema)
@blp.response(204)
def refuse(actor: Actor, body: dict[str, Any], item_id: UUID) -> None:
    """Let it never count, with a reason that its author reads."""
    scope = scope_of(actor)
    with writing():
        visit = operations.find_visit(item_id, scope)
        if visit:
            operations.refuse_visit(actor.id, visit, body["reason"])
        else:
            operations.refuse_kept(actor.id, operations.get_kept(item_id, scope), body["reason"])


@blp.get("/devices")
@allow(audits=actions.LIST_DEVICES)
@blp.arguments(DeviceQuerySchema, location="query")
@blp.response(200, DevicePageSchema)
def list_devices(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List phones: what each recorded and has not handed in, since when, and lost stores first."""
    found = devices.list_backlog(scope_of(actor).within(query["scope"]))
    start, end = query["after"], query["after"] + query["limit"]
    return {"items": found[start:end], "total": len(found), "next": str(end) if end < len(found) else None}


def _read_place(after: str | None) -> queries.Place | None:
    if after is None:
        return None
    try:
        moment, item_id = after.split("_")
        return datetime.fromisoformat(moment).replace(tzinfo=UTC), UUID(item_id)
    except ValueError:
        raise problems.invalid_input({"after": ["翻页位置无效，请从头查看。"]}) from None


def _write_place(place: queries.Place) -> str:
    moment, item_id = place
    # Without its zone, which is always UTC: a plus sign in an address means a blank.
    return f"{moment.replace(tzinfo=None).isoformat()}_{item_id}"
