"""Lists as files."""

import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any
from urllib.parse import quote

from flask import Response, stream_with_context
from flask_smorest import Blueprint

from app.campaigns.operations import get_campaign
from app.db import read_one_moment
from app.exports import files, operations, progress
from app.exports.lists import Heading
from app.exports.schemas import ListQuerySchema, ProgressQuerySchema
from app.people.session import OFFICE, Actor, allow
from app.visits import doors
from app.visits.doors import Wanted

blp = Blueprint("exports", __name__, url_prefix="/api/v1/exports", description="Files to take away")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 64 * 1024
BINARY = {"type": "string", "format": "binary"}


@blp.get("/uncovered.xlsx")
@allow(*OFFICE)
@blp.arguments(ListQuerySchema, location="query")
@blp.response(200, content_type=XLSX, schema=BINARY)
def uncovered_xlsx(actor: Actor, query: dict[str, Any]) -> Response:
    """Take away the doors not reached (or covered, or excluded) as a workbook."""
    wanted, heading = _asked(actor, query)
    book = tempfile.TemporaryFile()  # noqa: SIM115 - _handed_out closes it
    files.write_xlsx(book, heading, operations.lines(actor, wanted))
    return _download(_handed_out(book), XLSX, heading.title, "xlsx")


@blp.get("/uncovered.csv")
@allow(*OFFICE)
@blp.arguments(ListQuerySchema, location="query")
@blp.response(200, content_type="text/csv", schema={"type": "string"})
def uncovered_csv(actor: Actor, query: dict[str, Any]) -> Response:
    """Take away the doors not reached (or covered, or excluded) as csv."""
    wanted, heading = _asked(actor, query)
    body = stream_with_context(files.csv_lines(heading, operations.lines(actor, wanted)))
    return _download(body, "text/csv", heading.title, "csv")


@blp.get("/progress.xlsx")
@allow(*OFFICE)
@blp.arguments(ProgressQuerySchema, location="query")
@blp.response(200, content_type=XLSX, schema=BINARY)
def progress_xlsx(actor: Actor, query: dict[str, Any]) -> Response:
    """Take away how many doors each village had covered, day by day."""
    read_one_moment()
    wanted = doors.ask(actor, **query)
    campaign = get_campaign(wanted.campaign_id)
    heading = operations.head(actor, query["scope"], wanted)
    title = f"{heading.scope}工作进度表（截至 {wanted.on.isoformat()}，{campaign.name}）"
    book = tempfile.TemporaryFile()  # noqa: SIM115 - _handed_out closes it
    progress.write_progress(book, title, progress.progress(wanted, min(campaign.starts_on, wanted.on)))
    return _download(_handed_out(book), XLSX, title, "xlsx")


def _download(body: Iterable[bytes] | Iterable[str], mimetype: str, title: str, ending: str) -> Response:
    """A file under its Chinese name, with a plain one for what cannot read that (RFC 6266)."""
    name = quote(f"{title}.{ending}")
    disposition = f"attachment; filename=list.{ending}; filename*=UTF-8''{name}"
    return Response(body, mimetype=mimetype, headers={"Content-Disposition": disposition})


def _handed_out(book: IO[bytes]) -> Iterator[bytes]:
    with book:
        book.seek(0)
        yield from iter(lambda: book.read(CHUNK), b"")


def _asked(actor: Actor, query: dict[str, Any]) -> tuple[Wanted, Heading]:
    # The totals above a list and its rows are two queries: a visit must not come in between.
    read_one_moment()
    wanted = doors.ask(actor, **query)
    return wanted, operations.head(actor, query["scope"], wanted)
