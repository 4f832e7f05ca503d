"""Ledgers, looked at and taken away."""

from functools import partial
from typing import IO, Any

from flask import Response, current_app
from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.db import read_one_moment
from app.exports import fingerprint, record
from app.exports.models import Export
from app.exports.sending import hand_out
from app.households.masking import mask_phone
from app.jobs.sending import XLSX, download
from app.ledgers import asking, making, refusals, showing, workbook
from app.ledgers.asking import Asked
from app.ledgers.definitions import WORDS
from app.ledgers.homes import Marks
from app.ledgers.layout import default_of, filled
from app.ledgers.schemas import LedgerFileQuerySchema, LedgerPreviewQuerySchema, LedgerPreviewSchema
from app.people.session import Actor, allow

blp = Blueprint("ledgers", __name__, url_prefix="/api/v1", description="Ledgers and bulletins")

BINARY = {"type": "string", "format": "binary"}
LEDGER = f"<any({','.join(WORDS)}):ledger>"
# A page's own: nothing of it leaves.
_MASKED: Marks = (str, mask_phone)


@blp.get(f"/ledgers/{LEDGER}")
@allow(audits=actions.PREVIEW_LEDGER)
@blp.arguments(LedgerPreviewQuerySchema, location="query")
@blp.response(200, LedgerPreviewSchema)
def preview_ledger(actor: Actor, query: dict[str, Any], ledger: str) -> dict[str, Any]:
    """Show a ledger's first rows and all its totals, before a file is made of it."""
    limit = query.pop("limit")
    asked = asking.read(actor, ledger, query)
    read_one_moment()
    shown = showing.preview(making.make(asked, default_of(asked.ledger), _MASKED, limit))
    # Figures name nobody.
    audit.shown(doors=len(shown["rows"]) if asked.ledger.names_homes else 0)
    return {**shown, **vars(asked.period), "may_see_phones": actor.sees_phones}


@blp.get(f"/ledgers/{LEDGER}.xlsx")
@allow(audits=actions.EXPORT_LEDGER)
@blp.arguments(LedgerFileQuerySchema, location="query")
@blp.response(200, content_type=XLSX, schema=BINARY)
def ledger_xlsx(actor: Actor, query: dict[str, Any], ledger: str) -> Response:
    """Take a ledger away as a workbook."""
    asked = asking.read(actor, ledger, query)
    asking.justify(asked)
    rows = making.count_rows(asked)
    if rows > workbook.MOST_ROWS:
        raise refusals.ledger_too_long(rows, workbook.MOST_ROWS, "一张工作表")
    number_it = partial(asking.begin, actor, asked, "xlsx", rows, current_app.config["EXPORT_ROWS_A_DAY"])

    def write(book: IO[bytes], export: Export) -> int:
        # Totals and rows are several queries: a visit must not come in between.
        read_one_moment()
        made = making.make(asked, default_of(asked.ledger), _marks(export))
        stamp = record.stamp_of(export)
        written = workbook.write(book, made, stamp.line, stamp.footer)
        _tell(asked, written)
        return written

    title = filled(default_of(asked.ledger).title, making.words_of(asked))
    return download(hand_out(number_it, write, writing), XLSX, f"{title}{asked.period.last:%Y%m%d}", "xlsx")


def _marks(export: Export) -> Marks:
    """How one file writes addresses and numbers, so that a leaked one names its source."""
    seed = export.seed

    def phone(number: str | None) -> str | None:
        return number if export.phones else fingerprint.mark_phone(seed, mask_phone(number))

    return partial(fingerprint.mark_address, seed), phone


def _tell(asked: Asked, rows: int) -> None:
    audit.tell(content=asked.ledger.word)
    if asked.ledger.names_homes:
        audit.tell(doors=rows, phones=asked.phones)
    else:
        audit.tell(rows=rows)
    if asked.reason:
        audit.tell(reason=asked.reason)
