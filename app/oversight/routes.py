"""The county looks through the audit log, and takes it away."""

from functools import partial
from typing import IO, Any

from flask import Response, current_app
from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.audit.actions import ACTIONS
from app.changes import writing
from app.codes import level_of
from app.divisions.scope import scope_of
from app.exports import record
from app.exports.models import Export
from app.exports.record import Content
from app.exports.sending import hand_out
from app.jobs.sending import download
from app.oversight import files, queries
from app.oversight.queries import Sought
from app.oversight.schemas import AuditEntryPageSchema, AuditFilterSchema, AuditQuerySchema, AuditStateSchema
from app.people.session import Actor, allow
from app.sync import sealing

blp = Blueprint("oversight", __name__, url_prefix="/api/v1", description="Who did what")


@blp.get("/audit")
@allow(audits=actions.LIST_AUDIT)
@blp.arguments(AuditQuerySchema, location="query")
@blp.response(200, AuditEntryPageSchema)
def list_audit(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List who did what, newest first."""
    before, limit = query.pop("after"), query.pop("limit")
    sought = _sought(actor, **query)
    found = queries.page(sought, before, limit)
    full = len(found) == limit
    return {"items": found, "total": queries.total(sought), "next": str(found[-1]["seq"]) if full else None}


@blp.get("/audit/state")
@allow(audits=actions.LIST_AUDIT)
@blp.response(200, AuditStateSchema)
def show_state(actor: Actor) -> dict[str, Any]:
    """Say how far the log goes, how far it is signed, and what its last verification found."""
    has_key = sealing.find(current_app.config["RESCUE_KEY_FILE"]) is not None
    return {**queries.state(), "has_key": has_key, "actions": list(ACTIONS.values())}


@blp.get("/audit.csv")
@allow(audits=actions.EXPORT_AUDIT)
@blp.arguments(AuditFilterSchema, location="query")
@blp.response(200, content_type="text/csv", schema={"type": "string"})
def export_audit(actor: Actor, query: dict[str, Any]) -> Response:
    """Take away who did what as csv."""
    sought = _sought(actor, **query)
    content = Content("audit", "csv", query["scope"] or actor.scope)

    def write(book: IO[bytes], export: Export) -> int:
        number = files.write_csv(book, record.stamp_of(export), queries.every(sought))
        audit.tell(entries=number)
        return number

    return download(hand_out(partial(record.begin, actor, content), write, writing), "text/csv", "审计记录", "csv")


def _sought(actor: Actor, *, scope: str | None, **query: Any) -> Sought:
    """Who watches over the whole county sees what belongs to no place, too."""
    inside = scope_of(actor).within(scope)
    whole = scope is None and level_of(actor.scope) == "county"
    return Sought(None if whole else inside, **query)
