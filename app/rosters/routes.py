"""Uploading a roster, looking through its verdicts, and committing it."""

from contextlib import closing
from functools import partial
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from werkzeug.datastructures import FileStorage

from app.audit import actions
from app.audit import operations as audit
from app.bodies import MB, up_to
from app.changes import writing
from app.db import db
from app.divisions.scope import scope_of
from app.households.masking import mask_numbers, mask_phone
from app.people.session import Actor, allow
from app.rosters import formats, jobs, operations, refusals, work
from app.rosters.models import Roster, RosterRow
from app.rosters.schemas import (
    CommitSchema,
    FileSchema,
    RosterPageSchema,
    RosterQuerySchema,
    RosterRowPageSchema,
    RosterSchema,
    RowQuerySchema,
    UploadSchema,
)
from app.rosters.verdicts import reason_once_in

blp = Blueprint("rosters", __name__, url_prefix="/api/v1", description="Importing rosters of households")


@blp.post("/rosters")
@allow(audits=actions.UPLOAD_ROSTER)
@up_to((formats.MAX_MB + 1) * MB, partial(refusals.roster_too_large, formats.MAX_MB))
@blp.arguments(UploadSchema, location="form")
@blp.arguments(FileSchema, location="files")
@blp.response(202, RosterSchema)
def upload(actor: Actor, form: dict[str, str], files: dict[str, FileStorage]) -> dict[str, Any]:
    """Upload a roster (xlsx, xls or csv); it is read in the background."""
    scope = scope_of(actor).within(form["scope"])
    # Closed at once: a large upload lies in a temporary file.
    with closing(files["file"]) as file:
        data, name = file.read(), file.filename or ""
    formats.kind_of(data)
    with writing():
        roster = operations.start_roster(actor.id, name, operations.code_of(scope), form["kind"])
        shown = _shown(roster, actor, actor.name)
        audit.about("roster", roster.id, roster.scope)
    work.start(jobs.read, shown["id"], data)
    return shown


@blp.get("/rosters")
@allow(audits=actions.LIST_ROSTERS)
@blp.arguments(RosterQuerySchema, location="query")
@blp.response(200, RosterPageSchema)
def list_rosters(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List the imports into my division, newest first, with who brought them."""
    rosters, total = operations.list_rosters(scope_of(actor), query["after"], query["limit"])
    full = len(rosters) == query["limit"]
    items = [_shown(roster, actor, name) for roster, name in rosters]
    return {"items": items, "total": total, "next": str(items[-1]["id"]) if full else None}


@blp.get("/rosters/<uuid:roster_id>")
@allow(audits=actions.SHOW_ROSTER)
@blp.response(200, RosterSchema)
def show_roster(actor: Actor, roster_id: UUID) -> dict[str, Any]:
    """Show how far an import is, and what it found."""
    roster = _roster(actor, roster_id)
    if operations.is_dead(roster):
        with writing():
            operations.fail(roster_id, refusals.roster_interrupted())
            audit.note(actions.GIVE_UP_ROSTER, roster_id, roster.scope)
        roster = _roster(actor, roster_id)
    return _shown(roster, actor, operations.uploader_name(roster))


@blp.get("/rosters/<uuid:roster_id>/rows")
@allow(audits=actions.LIST_ROSTER_ROWS)
@blp.arguments(RowQuerySchema, location="query")
@blp.response(200, RosterRowPageSchema)
def list_rows(actor: Actor, query: dict[str, Any], roster_id: UUID) -> dict[str, Any]:
    """List a roster's rows with the verdict on each."""
    is_in = _roster(actor, roster_id).state == "committed"
    rows, total = operations.list_rows(roster_id, query["verdict"], query["after"], query["limit"])
    full = len(rows) == query["limit"]
    items = [_row_shown(row, actor.sees_phones, is_in) for row in rows]
    audit.shown(rows=len(rows))
    audit.tell(phones=actor.sees_phones)
    return {"items": items, "total": total, "next": str(rows[-1].row_no) if full else None}


@blp.post("/rosters/<uuid:roster_id>/commit")
@allow(audits=actions.COMMIT_ROSTER)
@blp.arguments(CommitSchema)
@blp.response(202, RosterSchema)
def commit(actor: Actor, body: dict[str, list[int]], roster_id: UUID) -> dict[str, Any]:
    """Take the new and changed doors and the decided merges, in the background."""
    with writing():
        roster = _roster(actor, roster_id)
        operations.begin_commit(roster, {*body["merge_rows"], *body["separate_rows"]})
        audit.about("roster", roster_id, roster.scope)
        audit.tell(merged=len(body["merge_rows"]), separate=len(body["separate_rows"]))
    roster = _roster(actor, roster_id)
    shown = _shown(roster, actor, operations.uploader_name(roster))
    db.session.rollback()
    work.start(jobs.commit, roster_id, body["merge_rows"], body["separate_rows"])
    return shown


def _roster(actor: Actor, roster_id: UUID) -> Roster:
    return operations.get_roster(roster_id, scope_of(actor))


def _row_shown(row: RosterRow, sees_phones: bool, is_in: bool) -> dict[str, Any]:
    # The words of a verdict quote the cell.
    reason = reason_once_in(row.reason, row.verdict, row.taken) if is_in else row.reason
    return {
        "row_no": row.row_no,
        "verdict": row.verdict,
        "reason": reason if sees_phones else mask_numbers(reason),
        "householder": row.householder,
        "address": row.address,
        "phone": row.phone if sees_phones else mask_phone(row.phone),
        "kind": row.kind,
        "division_code": row.division_code,
        "merge_with": row.merge_with,
    }


def _shown(roster: Roster, actor: Actor, uploader: str | None) -> dict[str, Any]:
    return {
        "id": roster.id,
        "file_name": roster.file_name,
        "scope": roster.scope,
        "state": roster.state,
        "progress_done": roster.progress_done,
        "progress_total": roster.progress_total,
        "code": roster.code,
        "message": roster.message,
        "layout": roster.layout,
        "counts": roster.counts or None,
        "created_at": roster.created_at,
        "uploaded_by_name": uploader,
        "is_mine": operations.is_own(roster, actor),
    }
