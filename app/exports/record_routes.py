"""What left the house and who took it, asking for more than a day's allowance, and whose a leaked file is."""

from contextlib import closing
from functools import partial
from typing import Any
from uuid import UUID

from flask import current_app
from flask_smorest import Blueprint
from werkzeug.datastructures import FileStorage

from app.audit import actions
from app.audit import operations as audit
from app.bodies import MB, up_to
from app.changes import writing
from app.divisions.scope import scope_of
from app.exports import allowance, asking, operations, record, requests, sources
from app.exports.allowance import Taking
from app.exports.schemas import (
    AllowanceSchema,
    ExportPageSchema,
    ExportQuerySchema,
    ExportRefusalSchema,
    ExportRequestAskSchema,
    ExportRequestPageSchema,
    ExportRequestQuerySchema,
    ExportRequestSchema,
    ListQuerySchema,
    TracedSchema,
)
from app.exports.sources import Traced
from app.people.session import Actor, allow
from app.rosters.formats import MAX_MB
from app.rosters.refusals import roster_too_large
from app.rosters.schemas import FileSchema

blp = Blueprint("export_record", __name__, url_prefix="/api/v1", description="What left, and who took it")


@blp.get("/exports")
@allow(audits=actions.LIST_EXPORTS)
@blp.arguments(ExportQuerySchema, location="query")
@blp.response(200, ExportPageSchema)
def list_exports(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List every file that was taken away, newest first."""
    found, total = record.page(scope_of(actor), query["after"], query["limit"])
    full = len(found) == query["limit"]
    return {"items": found, "total": total, "next": str(found[-1].number) if full else None}


@blp.get("/exports/allowance")
@allow(audits=actions.SHOW_ALLOWANCE)
@blp.arguments(ListQuerySchema, location="query")
@blp.response(200, AllowanceSchema)
def show_allowance(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """Say whether a list may be taken away now, or what stands in the way."""
    asked = asking.read(actor, query)
    rows = operations.head(asked.scope, asked.wanted).rows
    return allowance.show(actor, Taking(asked.same_list, rows), current_app.config)


@blp.post("/exports/trace")
@allow(audits=actions.TRACE_EXPORT)
@up_to((MAX_MB + 1) * MB, partial(roster_too_large, MAX_MB))
@blp.arguments(FileSchema, location="files")
@blp.response(200, TracedSchema)
def trace_export(actor: Actor, files: dict[str, FileStorage]) -> Traced:
    """Say which exports a leaked file comes from, if it can be told."""
    with closing(files["file"]) as file:
        found = sources.trace(file.read(), scope_of(actor))
    audit.tell(named=len(found.named))
    return found


@blp.get("/export-requests")
@allow(audits=actions.LIST_EXPORT_REQUESTS)
@blp.arguments(ExportRequestQuerySchema, location="query")
@blp.response(200, ExportRequestPageSchema)
def list_requests(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List the lists that were asked for: who decides sees all, everybody else their own."""
    of = actor.id if actor.grant.whose == "own" else None
    found, total = requests.page(scope_of(actor), of, query["decision"], query["after"], query["limit"])
    full = len(found) == query["limit"]
    return {"items": found, "total": total, "next": str(found[-1].id) if full else None}


@blp.post("/export-requests")
@allow(audits=actions.ASK_EXPORT)
@blp.arguments(ExportRequestAskSchema)
@blp.response(201, ExportRequestSchema)
def ask_export(actor: Actor, body: dict[str, Any]) -> Any:
    """Ask for a list that is longer than what is left of today's allowance."""
    why = body.pop("why")
    asked = asking.read(actor, body)
    asking.justify(asked)
    rows = operations.head(asked.scope, asked.wanted).rows
    with writing():
        return allowance.ask(actor.id, Taking(asked.same_list, rows), why, current_app.config["EXPORT_ROWS_A_DAY"])


@blp.post("/export-requests/<uuid:request_id>/approve")
@allow(audits=actions.APPROVE_EXPORT)
@blp.response(200, ExportRequestSchema)
def approve_export(actor: Actor, request_id: UUID) -> Any:
    """Approve a list that somebody else asked for; they may take it away for a day."""
    scope = scope_of(actor)
    with writing():
        request = requests.get(request_id, scope)
        audit.about("export_request", request_id, request.scope)
        requests.approve(actor, request)
        audit.tell(account=request.requested_by, doors=request.rows, phones=request.phones)
        return requests.show(request_id)


@blp.post("/export-requests/<uuid:request_id>/withdraw")
@allow(audits=actions.WITHDRAW_EXPORT)
@blp.response(200, ExportRequestSchema)
def withdraw_export(actor: Actor, request_id: UUID) -> Any:
    """Take back a list of one's own that nobody has decided on."""
    scope = scope_of(actor)
    with writing():
        request = requests.get(request_id, scope)
        audit.about("export_request", request_id, request.scope)
        requests.withdraw(actor, request)
        return requests.show(request_id)


@blp.post("/export-requests/<uuid:request_id>/refuse")
@allow(audits=actions.REFUSE_EXPORT)
@blp.arguments(ExportRefusalSchema)
@blp.response(200, ExportRequestSchema)
def refuse_export(actor: Actor, body: dict[str, str], request_id: UUID) -> Any:
    """Refuse a list that somebody asked for, saying why."""
    scope = scope_of(actor)
    with writing():
        request = requests.get(request_id, scope)
        audit.about("export_request", request_id, request.scope)
        requests.refuse(actor, request, body["reason"])
        return requests.show(request_id)
