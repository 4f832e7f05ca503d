"""Lists as files."""

import tempfile
from collections.abc import Iterator
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.campaigns.operations import get_campaign
from app.db import read_one_moment
from app.exports import files, operations, progress
from app.exports.lists import Heading
from app.exports.schemas import ListQuerySchema, ProgressQuerySchema
from app.exports.sending import download, handed_out
from app.people.session import Actor, allow
from app.visits import doors
from app.visits.doors import Wanted

blp = Blueprint("exports", __name__, url_prefix="/api/v1/exports", description="Files to take away")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BINARY = {"type": "string", "format": "binary"}


@blp.get("/uncovered.xlsx")
@allow(audits=actions.EXPORT_DOORS)
@blp.arguments(ListQuerySchema, location="query")
@blp.response(200, content_type=XLSX, schema=BINARY)
def uncovered_xlsx(actor: Actor, query: dict[str, Any]) -> Response:
    """Take away the doors not reached (or covered, or excluded) as a workbook."""
    wanted, heading = _asked(actor, query)
    book = tempfile.TemporaryFile()  # noqa: SIM115 - handed_out closes it
    files.write_xlsx(book, heading, _counted(actor, wanted))
    return download(handed_out(book), XLSX, heading.title, "xlsx")


@blp.get("/uncovered.csv")
@allow(audits=actions.EXPORT_DOORS)
@blp.arguments(ListQuerySchema, location="query")
@blp.response(200, content_type="text/csv", schema={"type": "string"})
def uncovered_csv(actor: Actor, query: dict[str, Any]) -> Response:
    """Take away the doors not reached (or covered, or excluded) as csv."""
    wanted, heading = _asked(actor, query)
    book = tempfile.TemporaryFile()  # noqa: SIM115 - handed_out closes it
    book.writelines(line.encode() for line in files.csv_lines(heading, _counted(actor, wanted)))
    return download(handed_out(book), "text/csv", heading.title, "csv")


@blp.get("/progress.xlsx")
@allow(audits=actions.EXPORT_PROGRESS)
@blp.arguments(ProgressQuerySchema, location="query")
@blp.response(200, content_type=XLSX, schema=BINARY)
def progress_xlsx(actor: Actor, query: dict[str, Any]) -> Response:
    """Take away how many doors each village had covered, day by day."""
    read_one_moment()
    wanted = doors.ask(actor, **query)
    campaign = get_campaign(wanted.campaign_id)
    heading = operations.head(actor, query["scope"], wanted)
    title = f"{heading.scope}工作进度表（截至 {wanted.on.isoformat()}，{campaign.name}）"
    book = tempfile.TemporaryFile()  # noqa: SIM115 - handed_out closes it
    progress.write_progress(book, title, progress.progress(wanted, min(campaign.starts_on, wanted.on)))
    return download(handed_out(book), XLSX, title, "xlsx")


def _counted(actor: Actor, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """The lines of a file; the log is told how many when all are written, and only then does the file leave."""
    number = 0
    for number, door in enumerate(operations.lines(actor, wanted), start=1):  # noqa: B007 - the last is the count
        yield door
    audit.tell(doors=number, phones=actor.sees_phones, state=wanted.state or "all")


def _asked(actor: Actor, query: dict[str, Any]) -> tuple[Wanted, Heading]:
    # The totals above a list and its rows are two queries: a visit must not come in between.
    read_one_moment()
    wanted = doors.ask(actor, **query)
    return wanted, operations.head(actor, query["scope"], wanted)
