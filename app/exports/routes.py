"""Lists as files."""

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
from app.exports import asking, files, operations, record
from app.exports.asking import Asked
from app.exports.models import Export
from app.exports.record import Content
from app.exports.schemas import ListQuerySchema
from app.exports.sending import Writer, download, hand_out
from app.people.session import Actor, allow
from app.rosters import operations as rosters
from app.rosters import workbook

blp = Blueprint("exports", __name__, url_prefix="/api/v1", description="Files to take away")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
    rows = asking.rows_of(asked, heading.figures)
    number_it = partial(asking.begin, actor, asked, file_format, rows, current_app.config["EXPORT_ROWS_A_DAY"])
    body = hand_out(number_it, _writer(asked, file_format), writing)
    return download(body, mimetype, heading.title, file_format)


def _writer(asked: Asked, file_format: str) -> Writer:
    write_as = files.write_xlsx if file_format == "xlsx" else files.write_csv

    def write(book: IO[bytes], export: Export) -> int:
        # The totals above a list and its rows are two queries: a visit must not come in between.
        read_one_moment()
        heading = operations.head(asked.scope, asked.wanted)
        rows = write_as(book, heading, record.stamp_of(export), operations.lines(asked.wanted, export))
        audit.tell(doors=rows, phones=asked.phones, state=asked.wanted.state or "all")
        if asked.reason:
            audit.tell(reason=asked.reason)
        return rows

    return write
