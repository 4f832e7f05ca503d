"""Workbooks of cases: brought in, looked through row by row, and taken."""

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from typing import Any
from uuid import UUID

from flask_smorest import Blueprint
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from app.audit import actions
from app.audit import operations as audit
from app.bodies import MB, up_to
from app.cases import files
from app.cases.file_schemas import (
    CaseCommitSchema,
    CaseFilePageSchema,
    CaseFileQuerySchema,
    CaseFileSchema,
    CaseRowPageSchema,
    CaseRowQuerySchema,
    CaseUploadSchema,
)
from app.cases.models import CaseFile, CaseRow
from app.changes import writing
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import scope_of
from app.households.masking import mask_numbers, mask_phone
from app.people.session import Actor, allow
from app.rosters import formats, refusals
from app.rosters.operations import code_of
from app.rosters.schemas import FileSchema

blp = Blueprint("case_files", __name__, url_prefix="/api/v1", description="Importing cases")


@blp.post("/case-files")
@allow(audits=actions.UPLOAD_CASES)
@up_to((formats.MAX_MB + 1) * MB, partial(refusals.roster_too_large, formats.MAX_MB))
@blp.arguments(CaseUploadSchema, location="form")
@blp.arguments(FileSchema, location="files")
@blp.response(201, CaseFileSchema)
def upload(actor: Actor, form: dict[str, str], brought: dict[str, FileStorage]) -> dict[str, Any]:
    """Upload a workbook of cases (xlsx, xls or csv); nothing is taken before it was looked through."""
    scope = scope_of(actor).within(form["scope"])
    with closing(brought["file"]) as file:
        data, name = file.read(), file.filename or ""
    # Before the transaction: reading a workbook takes a while.
    found = files.read(data)
    with writing():
        kept = files.keep(actor, scope, code_of(scope), name, found)
        audit.about("case_file", kept.id, kept.scope)
        return _shown([kept])[0]


@blp.get("/case-files")
@allow(audits=actions.LIST_CASE_FILES)
@blp.arguments(CaseFileQuerySchema, location="query")
@blp.response(200, CaseFilePageSchema)
def list_files(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List the workbooks brought into my division, newest first."""
    found, total = files.page(scope_of(actor), query["after"], query["limit"])
    full = len(found) == query["limit"]
    return {"items": _shown(found), "total": total, "next": str(found[-1].id) if full else None}


@blp.get("/case-files/<uuid:file_id>")
@allow(audits=actions.SHOW_CASE_FILE)
@blp.response(200, CaseFileSchema)
def show_file(actor: Actor, file_id: UUID) -> dict[str, Any]:
    """Show what was found in a workbook."""
    return _shown([files.get_file(file_id, scope_of(actor))])[0]


@blp.get("/case-files/<uuid:file_id>/rows")
@allow(audits=actions.LIST_CASE_ROWS)
@blp.arguments(CaseRowQuerySchema, location="query")
@blp.response(200, CaseRowPageSchema)
def list_rows(actor: Actor, query: dict[str, Any], file_id: UUID) -> dict[str, Any]:
    """List a workbook's rows with the verdict on each."""
    file = files.get_file(file_id, scope_of(actor))
    audit.about("case_file", file_id, file.scope)
    rows, total = files.rows_of(file_id, query["verdict"], query["after"], query["limit"])
    audit.shown(rows=len(rows))
    full = len(rows) == query["limit"]
    return {"items": _rows_shown(rows), "total": total, "next": str(rows[-1].row_no) if full else None}


@blp.post("/case-files/<uuid:file_id>/commit")
@allow(audits=actions.COMMIT_CASES)
@blp.arguments(CaseCommitSchema)
@blp.response(200, CaseFileSchema)
def commit(actor: Actor, body: dict[str, Any], file_id: UUID) -> dict[str, Any]:
    """Take the new cases of a workbook in, and those that somebody says are new: all, or none."""
    scope = scope_of(actor)
    with writing():
        file = files.get_file(file_id, scope)
        audit.about("case_file", file_id, file.scope)
        taken = files.commit(actor, scope, file, body["separate_rows"])
        audit.tell(cases=taken, separate=len(body["separate_rows"]))
        return _shown([files.get_file(file_id, scope)])[0]


def _shown(found: Sequence[CaseFile]) -> list[dict[str, Any]]:
    counts = files.counts_of([file.id for file in found])
    names = ("id", "file_name", "scope", "message", "state", "made_at")
    return [{**{name: getattr(file, name) for name in names}, "counts": counts[file.id]} for file in found]


def _rows_shown(rows: Sequence[CaseRow]) -> list[dict[str, Any]]:
    said = {row.row_no: files.case_of(row.case) if row.case else {} for row in rows}
    codes = {case["village"] for case in said.values() if case.get("village")}
    villages = dict(
        db.session.execute(select(Division.code, Division.name).where(Division.code.in_(codes))).tuples().all()
    )
    names = ("victim", "happened_from", "happened_until", "fraud", "loss_fen")
    return [
        {
            "row_no": row.row_no,
            "verdict": row.verdict,
            "reason": mask_numbers(row.reason),
            **{name: said[row.row_no].get(name) for name in names},
            "phone": mask_phone(said[row.row_no].get("phone")),
            "village_name": villages.get(said[row.row_no].get("village") or ""),
        }
        for row in rows
    ]
