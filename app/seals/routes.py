"""A slip's seal, and the days' roots to be kept elsewhere."""

import json
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask import Response, current_app
from flask_smorest import Blueprint

from app.audit import actions
from app.divisions.scope import scope_of
from app.jobs.sending import BINARY, download
from app.people.session import Actor, allow
from app.seals import operations, roots
from app.seals.keys import own_key
from app.seals.schemas import RootPageSchema, RootQuerySchema, SealSchema
from app.visits.operations import get_visit

blp = Blueprint("seals", __name__, url_prefix="/api/v1", description="Sealed slips")


@blp.get("/visits/<uuid:visit_id>/seal")
@allow(audits=actions.SHOW_SEAL)
@blp.response(200, SealSchema)
def show_seal(actor: Actor, visit_id: UUID) -> dict[str, Any]:
    """Look at the seal of a visit's slip, and say whether all is still as it was sealed."""
    get_visit(visit_id, scope_of(actor))
    return operations.look_at(visit_id, _own_key())


@blp.get("/slip-roots")
@allow(audits=actions.LIST_ROOTS)
@blp.arguments(RootQuerySchema, location="query")
@blp.response(200, RootPageSchema)
def list_roots(_actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List the days' roots, the newest first."""
    key = _own_key()
    found, total = operations.page(query["after"], query["limit"], key)
    full = len(found) == query["limit"]
    return {
        "items": found,
        "total": total,
        "next": str(found[-1]["number"]) if full else None,
        "open": {**operations.open_day(), "has_key": key is not None},
    }


@blp.get("/slip-roots/<int:number>.json")
@allow(audits=actions.TAKE_ROOT)
@blp.response(200, BINARY, content_type="application/json")
def take_root(_actor: Actor, number: int) -> Response:
    """Take a day's root away as a file, to be kept elsewhere: it names nobody."""
    root = operations.root_of(number, _own_key())
    body = json.dumps(roots.file_of(root), ensure_ascii=False, indent=1).encode()
    return download([body], "application/json", f"告知单总账 {root.day}", "json")


@blp.get("/slip-roots/<int:number>.txt")
@allow(audits=actions.TAKE_ROOT)
@blp.response(200, BINARY, content_type="text/plain")
def print_root(_actor: Actor, number: int) -> Response:
    """Take a day's root away as a page for the duty book."""
    root = operations.root_of(number, _own_key())
    return download([roots.page(root).encode()], "text/plain; charset=utf-8", f"告知单总账 {root.day}", "txt")


def _own_key() -> Ed25519PublicKey | None:
    return own_key(current_app.config["RESCUE_KEY_FILE"])
