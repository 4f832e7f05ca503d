"""Where phones hand in what they recorded and fetch what they need; README.md is the protocol."""

from datetime import UTC, datetime
from functools import wraps
from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from app import clock, problems
from app.blobs import operations as blobs
from app.changes import writing
from app.divisions.scope import scope_of
from app.people.session import OFFICE, Actor, allow
from app.sync import aside, feed, images, operations, reading
from app.sync.schemas import (
    AsidePageSchema,
    AsideQuerySchema,
    PulledSchema,
    PullQuerySchema,
    PushedSchema,
    PushSchema,
)

blp = Blueprint("sync", __name__, url_prefix="/api/v1", description="Phones")

# A village's cadre may walk too.
WALKS = ("worker", "village")
MAX_PUSH_MB = 2


def bounded(view: Any) -> Any:
    """Refuse a batch that is too large before reading it; the phone then halves it."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        if (request.content_length or 0) > MAX_PUSH_MB * 1024 * 1024:
            raise problems.too_large(MAX_PUSH_MB)
        return view(*args, **kwargs)

    return checked


@blp.post("/sync/push")
@allow(*WALKS)
@bounded
@blp.arguments(PushSchema)
@blp.response(200, PushedSchema)
def push(actor: Actor, body: dict[str, Any]) -> dict[str, Any]:
    """Hand in a batch of events and small blobs; each gets its own verdict."""
    batch = [reading.read(raw) for raw in body["items"]]
    with writing():
        named = (received.signature for received in batch)
        images.hold([*filter(None, named), *(blob["sha256"] for blob in body["blobs"])])
        # Signatures first: a slip is complete from the moment it is stored when its bytes are here.
        kept = images.take_blobs((blob["sha256"], blob["data"]) for blob in body["blobs"])
        verdicts = operations.push(actor, body["device_id"], batch)
    return {"server_time": clock.now(), "results": verdicts, "blobs": kept}


@blp.get("/sync/pull")
@allow(*WALKS)
@blp.arguments(PullQuerySchema, location="query")
@blp.response(200, PulledSchema)
def pull(actor: Actor, query: dict[str, int]) -> dict[str, Any]:
    """Fetch what changed in my grids since a change number."""
    page = feed.pull(actor, **query)
    return {
        "server_time": clock.now(),
        "scope": page.scope,
        "items": page.items,
        "next": page.next,
        "more": page.more,
    }


@blp.get("/sync/aside")
@allow(*OFFICE)
@blp.arguments(AsideQuerySchema, location="query")
@blp.response(200, AsidePageSchema)
def list_aside(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List what phones handed in and was not counted, newest first."""
    mine = scope_of(actor)
    items, total, more = aside.list_aside(
        mine.within(query["scope"]), mine, _read_place(query["after"]), query["limit"]
    )
    return {"items": items, "total": total, "next": _write_place(aside.place_of(items[-1])) if more else None}


@blp.put("/blobs/<sha256>")
@allow(*WALKS)
@blp.response(201)
@blp.alt_response(204, description="The bytes were here already.")
def put_blob(actor: Actor, sha256: str) -> Response:
    """Hand in the bytes of a signature or photo, whole."""
    if (request.content_length or 0) > blobs.MAX_BYTES:
        raise problems.blob_too_large(blobs.MAX_BYTES // 1024)
    data = request.get_data()
    with writing():
        is_new = images.take_blob(sha256, data)
    return Response(status=201 if is_new else 204)


@blp.route("/blobs/<sha256>", methods=["HEAD"])
@allow(*WALKS)
@blp.response(200)
def has_blob(actor: Actor, sha256: str) -> Response:
    """Ask whether the bytes are here."""
    if not blobs.has(sha256):
        raise problems.not_found("这份签名或照片")
    return Response(status=200)


def _read_place(after: str | None) -> aside.Place | None:
    if after is None:
        return None
    try:
        moment, item_id = after.split("_")
        return datetime.fromisoformat(moment).replace(tzinfo=UTC), UUID(item_id)
    except ValueError:
        raise problems.invalid_input({"after": ["翻页位置无效，请从头查看。"]}) from None


def _write_place(place: aside.Place) -> str:
    moment, item_id = place
    # Without its zone, which is always UTC: a plus sign in an address means a blank.
    return f"{moment.replace(tzinfo=None).isoformat()}_{item_id}"
