"""Lists as files."""

from collections.abc import Iterator
from functools import partial
from typing import IO, Any
from uuid import UUID

from flask import Response, current_app
from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.db import read_one_moment
from app.divisions.scope import scope_of
from app.exports import asking, making, operations, record, walk
from app.exports.asking import Asked
from app.exports.models import Export
from app.exports.record import Content
from app.exports.schemas import ListJobSchema, ListQuerySchema, WalkQuerySchema
from app.exports.sending import hand_out
from app.jobs import background
from app.jobs import operations as jobs
from app.jobs.schemas import JobSchema
from app.jobs.sending import XLSX, download
from app.people.session import Actor, allow
from app.rosters import operations as rosters
from app.rosters import workbook

blp = Blueprint("exports", __name__, url_prefix="/api/v1", description="Files to take away")

PDF = "application/pdf"
BINARY = {"type": "string", "format": "binary"}


@blp.get("/exports/uncovered.xlsx")
@allow(audits=actions.EXPORT_DOORS)
@blp.arguments(ListQuerySchema, location="query")
@blp.response(200, content_type=XLSX, schema=BINARY)
def uncovered_xlsx(actor: Actor, query: dict[str, Any]) -> Response:
    """Take away the doors not reached (or covered, or excluded) as a workbook."""
    return _list(actor, query, "xlsx", XLSX)


@blp.get("/exports/uncovered.csv")
@allow(audits=actions.EXPORT_DOORS)
@blp.arguments(ListQuerySchema, location="query")
@blp.response(200, content_type="text/csv", schema={"type": "string"})
def uncovered_csv(actor: Actor, query: dict[str, Any]) -> Response:
    """Take away the doors not reached (or covered, or excluded) as csv."""
    return _list(actor, query, "csv", "text/csv")


@blp.post("/exports/jobs")
@allow(audits=actions.MAKE_LIST)
@blp.arguments(ListJobSchema)
@blp.response(202, JobSchema)
def make_list(actor: Actor, body: dict[str, Any]) -> dict[str, Any]:
    """Have a list made in the background; GET /jobs/{id} tells how far it is, and its file is kept for a day."""
    file_format = body.pop("format")
    asked = asking.read(actor, body)
    asking.justify(asked)
    with writing():
        job = making.start(actor, asked, file_format, current_app.config["EXPORT_ROWS_A_DAY"])
        audit.about("job", job.id, job.place)
        audit.tell(doors=job.of)
        answer = jobs.shown(job)
    background.call()
    return answer


@blp.get("/exports/walk.pdf")
@allow(audits=actions.EXPORT_WALK)
@blp.arguments(WalkQuerySchema, location="query")
@blp.response(200, BINARY, content_type=PDF)
def walk_pdf(actor: Actor, query: dict[str, Any]) -> Response:
    """Take away the doors not reached in walking order, grid by grid, to print: a map, and room to write."""
    asked = asking.read(actor, {**query, "state": "uncovered", "phones": "masked", "reason": None})
    heading = operations.head(asked.scope, asked.wanted)
    body = _body(actor, asked, "pdf", heading.rows, "walk")
    return download(body, PDF, walk.title_of(heading), "pdf")


@blp.get("/rosters/<uuid:roster_id>/bad.xlsx")
@allow(audits=actions.EXPORT_BAD_ROWS)
@blp.response(200, BINARY, content_type=XLSX)
def download_bad(actor: Actor, roster_id: UUID) -> Response:
    """Download the rows that did not go in, with the reason, to mend and bring back; only whoever brought them may."""
    roster = rosters.get_own_roster(roster_id, scope_of(actor), actor)
    title = f"待修改-{roster.file_name.rsplit('.', 1)[0]}"
    content = Content("bad_rows", "xlsx", roster.scope)

    def write(book: IO[bytes], export: Export) -> int:
        rows = list(rosters.rows_left_out(roster_id))
        audit.tell(rows=len(rows))
        workbook.bad_workbook(book, record.stamp_of(export).line, workbook.labels_of(roster), rows)
        return len(rows)

    return download(hand_out(partial(record.begin, actor, content), write, writing), XLSX, title, "xlsx")


def _list(actor: Actor, query: dict[str, Any], file_format: str, mimetype: str) -> Response:
    asked = asking.read(actor, query)
    asking.justify(asked)
    heading = operations.head(asked.scope, asked.wanted)
    body = _body(actor, asked, file_format, heading.rows)
    return download(body, mimetype, heading.title, file_format)


def _body(actor: Actor, asked: Asked, file_format: str, rows: int, content: str = "doors") -> Iterator[bytes]:
    number_it = partial(asking.begin, actor, asked, file_format, rows, current_app.config["EXPORT_ROWS_A_DAY"], content)

    def write(book: IO[bytes], export: Export) -> int:
        # The totals above a list and its rows are two queries: a visit must not come in between.
        read_one_moment()
        written = making.write(book, export, asked.scope, asked.wanted)
        audit.tell(**making.told_of(export, written))
        return written

    return hand_out(number_it, write, writing)
