"""Ledgers, looked at and taken away."""

from functools import partial
from typing import IO, Any

from flask import Response, current_app
from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.db import read_one_moment
from app.exports.models import Export
from app.exports.sending import hand_out
from app.households.masking import mask_phone
from app.jobs.sending import BINARY, MIMETYPES, PDF, XLSX, download
from app.ledgers import asking, filing, making, showing
from app.ledgers.asking import Asked
from app.ledgers.definitions import WORDS
from app.ledgers.homes import Marks
from app.ledgers.schemas import LedgerFileQuerySchema, LedgerPreviewQuerySchema, LedgerPreviewSchema
from app.ledgers.templates import layout_of
from app.people.session import Actor, allow

blp = Blueprint("ledgers", __name__, url_prefix="/api/v1", description="Ledgers and bulletins")

LEDGER = f"<any({','.join(WORDS)}):ledger>"
# A page's own: nothing of it leaves.
_MASKED: Marks = (str, mask_phone)


@blp.get(f"/ledgers/{LEDGER}")
@allow(audits=actions.PREVIEW_LEDGER)
@blp.arguments(LedgerPreviewQuerySchema, location="query")
@blp.response(200, LedgerPreviewSchema)
def preview_ledger(actor: Actor, query: dict[str, Any], ledger: str) -> dict[str, Any]:
    """Show a ledger's first rows and all its totals, before a file is made of it."""
    limit, version = query.pop("limit"), query.pop("version")
    asked = asking.read(actor, ledger, query)
    read_one_moment()
    shown = showing.preview(making.make(asked, layout_of(ledger, version), _MASKED, limit))
    # Figures name nobody.
    audit.shown(doors=len(shown["rows"]) if asked.ledger.names_homes else 0)
    return {**shown, **vars(asked.period), "may_see_phones": actor.sees_phones}


@blp.get(f"/ledgers/{LEDGER}.xlsx")
@allow(audits=actions.EXPORT_LEDGER)
@blp.arguments(LedgerFileQuerySchema, location="query")
@blp.response(200, content_type=XLSX, schema=BINARY)
def ledger_xlsx(actor: Actor, query: dict[str, Any], ledger: str) -> Response:
    """Take a ledger away as a workbook."""
    return _file(actor, asking.read(actor, ledger, query), "xlsx")


@blp.get(f"/ledgers/{LEDGER}.pdf")
@allow(audits=actions.EXPORT_LEDGER)
@blp.arguments(LedgerFileQuerySchema, location="query")
@blp.response(200, content_type=PDF, schema=BINARY)
def ledger_pdf(actor: Actor, query: dict[str, Any], ledger: str) -> Response:
    """Take a ledger away as pages to print."""
    return _file(actor, asking.read(actor, ledger, query), "pdf")


def _file(actor: Actor, asked: Asked, file_format: str) -> Response:
    asking.justify(asked)
    rows, layout = filing.rows_of(asked, file_format), layout_of(asked.ledger.word)
    number_it = partial(asking.begin, actor, asked, file_format, rows, current_app.config["EXPORT_ROWS_A_DAY"])

    def write(book: IO[bytes], export: Export) -> int:
        written = filing.write(book, export, asked, layout)
        audit.tell(**filing.told_of(asked, export, written))
        return written

    body = hand_out(number_it, write, writing)
    return download(body, MIMETYPES[file_format], filing.title_of(asked, layout), file_format)
