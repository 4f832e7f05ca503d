"""Where phones hand in what they recorded and fetch what they need; README.md is the protocol."""

import base64
from functools import partial, wraps
from time import monotonic
from typing import Any
from uuid import UUID

from flask import Response, after_this_request, current_app, request
from flask_smorest import Blueprint

from app import clock, problems
from app.audit import actions
from app.audit import operations as audit
from app.blobs import operations as blobs
from app.blobs import parts
from app.blobs import refusals as blob_refusals
from app.bodies import MB, up_to
from app.campaigns.operations import find_current
from app.changes import issue, state, writing
from app.db import database_file
from app.people import cookies
from app.people.session import Actor, allow
from app.sync import anchors, devices, feed, images, operations, reading, rescue, sealing
from app.sync.pressure import Pressure, check_disk
from app.sync.rescue import Outcome
from app.sync.schemas import (
    FORMAT,
    AnchorHeaderSchema,
    BlobTakenSchema,
    PieceHeaderSchema,
    PulledSchema,
    PullQuerySchema,
    PushedSchema,
    PushSchema,
    RescuedSchema,
    SealedSchema,
    SnapshotQuerySchema,
    SnapshotSchema,
)
from app.sync.signed import Author

blp = Blueprint("sync", __name__, url_prefix="/api/v1", description="Phones")

# A village's cadre may walk too.
WALKS = ("worker", "village")
MAX_PUSH_MB = 2
# A phone's whole outbox, sealed and in base64.
MAX_RESCUE_MB = 32
MARK_DAYS, MARK_PATH = 400, "/api/v1/sync"


def admitted(view: Any) -> Any:
    """Let a push in if it may come now, before its JSON is looked at; a slow line holds no place while it sends."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        request.get_data()
        with _pressure().taking():
            return view(*args, **kwargs)

    return checked


def _pressure() -> Pressure:
    """One of each server process."""
    limit: int = current_app.config["PUSHES_A_MINUTE"]
    return current_app.extensions.setdefault("pressure", Pressure(limit, monotonic))  # type: ignore[no-any-return]


@blp.post("/sync/push")
@allow(audits=actions.PUSH)
@up_to(MAX_PUSH_MB * MB, partial(problems.too_large, MAX_PUSH_MB))  # the phone then halves its batch
@admitted
@blp.arguments(PushSchema)
@blp.arguments(AnchorHeaderSchema, location="headers")
@blp.response(200, PushedSchema)
def push(actor: Actor, body: dict[str, Any], headers: dict[str, Any]) -> dict[str, Any]:
    """Hand in a batch of events and small blobs; each gets its own verdict."""
    _pressure().called_by(body["device_id"])
    check_disk(database_file())
    return _take_in(actor, body, headers["anchor"])


def _take_in(actor: Actor, body: dict[str, Any], anchor: str | None) -> dict[str, Any]:
    named, report, mark = body["device_id"], devices.read_report(body["phone"]), _device_mark(actor)
    batch = reading.read_all(body["items"], Author(actor.id, named))
    decoded = [images.decode(blob["sha256"], blob["data"]) for blob in body["blobs"]]
    with writing():
        anchors.check(anchors.read_anchor(anchor))
        device_id = devices.whose(named, actor.id)
        contact = devices.meet(device_id, actor.id, report, mark)
        names = (name for received in batch for name in received.held)
        images.hold([*names, *(blob.sha256 for blob in decoded)])
        # Signatures first: a slip is complete from the moment it is stored when its bytes are here.
        kept = images.take_blobs(actor.id, decoded)
        verdicts = operations.push(actor, device_id, batch, contact)
        _tell_of_push(device_id, len(batch), len(decoded))
        heard = _heard()
    _mark_device(actor, device_id)
    key = _county_key() if device_id == named else None
    secret = key and key.device_secret(device_id, actor.id)
    return {**heard, "device_secret": secret, "results": verdicts, "blobs": kept}


def _tell_of_push(device_id: UUID, items: int, blobs: int) -> None:
    """A push that brings nothing says only that the phone is there, once a minute: the list of phones has that."""
    audit.about("device", device_id)
    audit.shown(items=items, blobs=blobs)


@blp.get("/sync/snapshot")
@allow(audits=actions.FETCH_SNAPSHOT)
@blp.arguments(SnapshotQuerySchema, location="query")
@blp.arguments(AnchorHeaderSchema, location="headers")
@blp.response(200, SnapshotSchema)
def snapshot(actor: Actor, query: dict[str, Any], headers: dict[str, Any]) -> dict[str, Any]:
    """Fetch my doors as they are, page by page."""
    _must_understand(query.pop("format"))
    anchors.check(anchors.read_anchor(headers["anchor"]))
    page = feed.snapshot(actor, **query)
    _tell_of_doors(actor, page.items)
    return {**vars(page), **_read_by(actor)}


@blp.get("/sync/pull")
@allow(audits=actions.FETCH_CHANGES)
@blp.arguments(PullQuerySchema, location="query")
@blp.arguments(AnchorHeaderSchema, location="headers")
@blp.response(200, PulledSchema)
def pull(actor: Actor, query: dict[str, int], headers: dict[str, Any]) -> dict[str, Any]:
    """Fetch what changed in my grids, or concerns me, since a change number."""
    _must_understand(query.pop("format"))
    anchors.check(anchors.read_anchor(headers["anchor"]))
    page = feed.pull(actor, **query)
    _tell_of_doors(actor, page.items)
    return {**vars(page), **_read_by(actor)}


def _tell_of_doors(actor: Actor, items: list[dict[str, Any]]) -> None:
    """Most calls of a phone bring no door: there is nothing of anybody's to record then."""
    doors = sum(item["kind"] in ("household", "check") and item["data"] is not None for item in items)
    audit.shown(doors=doors)
    audit.tell(phones=actor.sees_phones)


@blp.post("/sync/rescue")
@allow(audits=actions.TAKE_RESCUE)
@up_to(MAX_RESCUE_MB * MB, partial(problems.too_large, MAX_RESCUE_MB))
@blp.arguments(SealedSchema)
@blp.response(200, RescuedSchema)
def take_rescue(actor: Actor, body: dict[str, Any]) -> Outcome:
    """Take in the file that a phone saved its outbox as; its author stays, and any number of times is once."""
    return rescue.take(actor, sealing.load(current_app.config["RESCUE_KEY_FILE"]), body, writing)


def _must_understand(format_: int) -> None:
    """Only reading asks for it: a phone of any age hands in its work."""
    if format_ < FORMAT:
        raise problems.upgrade_required(FORMAT)


def _heard() -> dict[str, Any]:
    anchor, backed_up = state()
    return {"server_time": clock.now(), "anchor": anchor, "backed_up": backed_up}


def _read_by(actor: Actor) -> dict[str, Any]:
    key = _county_key()
    rescue_key = key and {"id": key.key_id, "public": base64.b64encode(key.public_point).decode()}
    campaign = find_current()
    return {
        **_heard(),
        "campaign": campaign and campaign.id,
        "confirmed": feed.confirmed(actor, campaign),
        "rescue_key": rescue_key,
    }


def _county_key() -> sealing.CountyKey | None:
    """None until `flask make-key` has made it; then phones cannot save their outbox as a file."""
    path = current_app.config["RESCUE_KEY_FILE"]
    return sealing.load(path) if path.exists() else None


def _mark_name(actor: Actor) -> str:
    """One mark an account, since a phone may serve two."""
    return f"qiaomen_device_{actor.id.hex[-12:]}"


def _device_mark(actor: Actor) -> UUID | None:
    """The device that this browser was, by a cookie which outlives what pages can store."""
    try:
        return UUID(cookies.read(_mark_name(actor), MARK_PATH) or "")
    except ValueError:
        return None


def _mark_device(actor: Actor, device_id: UUID) -> None:
    @after_this_request
    def mark(response: Response) -> Response:
        cookies.keep(response, _mark_name(actor), str(device_id), MARK_DAYS * 86_400, MARK_PATH)
        return response


@blp.put("/blobs/<sha256>")
@allow(audits=actions.PUT_BLOB)
@up_to(blobs.MAX_BYTES, partial(blob_refusals.blob_too_large, blobs.MAX_BYTES // 1024))
@blp.arguments(AnchorHeaderSchema, location="headers")
@blp.response(201, BlobTakenSchema)
def put_blob(actor: Actor, headers: dict[str, Any], sha256: str) -> dict[str, Any]:
    """Hand in the bytes of a signature or photo, whole; again is harmless."""
    data = request.get_data()
    check_disk(database_file())
    with writing():
        anchors.check(anchors.read_anchor(headers["anchor"]))
        images.take_blob(actor.id, sha256, data)
        return _blob_taken()


@blp.route("/blobs/<sha256>", methods=["PATCH"])
@allow(audits=actions.PUT_BLOB)
@up_to(parts.MAX_PIECE, partial(blob_refusals.blob_piece_too_large, parts.MAX_PIECE // 1024))
@blp.arguments(PieceHeaderSchema, location="headers")
@blp.response(201, BlobTakenSchema)
@blp.alt_response(204, description="There is more to come, from the new Upload-Offset on.")
def add_piece(actor: Actor, headers: dict[str, Any], sha256: str) -> dict[str, Any] | Response:
    """Hand in the next piece of a large photo; the last one makes it whole."""
    data = request.get_data()
    check_disk(database_file())
    with writing():
        anchors.check(anchors.read_anchor(headers["anchor"]))
        added = images.take_piece(actor.id, sha256, headers["offset"], headers["length"], data)
        taken = _blob_taken()
        if added.whole is None:
            audit.spare()
    if added.problem:
        raise added.problem
    if added.offset < headers["length"]:
        return Response(status=204, headers={"Upload-Offset": str(added.offset)})
    return taken


@blp.route("/blobs/<sha256>", methods=["HEAD"])
@allow(audits=actions.HAS_BLOB)
@blp.arguments(AnchorHeaderSchema, location="headers")
@blp.response(200)
@blp.alt_response(404, description="Not all here: go on from Upload-Offset.")
def has_blob(actor: Actor, headers: dict[str, Any], sha256: str) -> Response:
    """Ask whether the bytes that I brought are here, or how many of them; of what others brought nothing is told."""
    anchors.check(anchors.read_anchor(headers["anchor"]))
    if blobs.has(sha256, actor.id):
        return Response(status=200)
    return Response(status=404, headers={"Upload-Offset": str(parts.offset_of(sha256, actor.id))})


def _blob_taken() -> dict[str, Any]:
    """The number as it is now stands for a blob that was here before: what is backed up by then holds it.

    Inside the transaction: a restore just after it must not lend its own history's number to what it took away.
    """
    issue()
    heard = _heard()
    return {**heard, "receipt": heard["anchor"].seq}
