"""The ledgers that were made on their day: listed, read, and taken away as they were kept."""

from functools import partial
from typing import IO, Any

from flask import Response
from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.divisions.scope import scope_of
from app.exports import record
from app.exports.models import Export
from app.exports.record import Content
from app.exports.sending import hand_out
from app.jobs.sending import BINARY, XLSX, download
from app.ledgers import kept
from app.ledgers.schemas import KeptLedgerPageSchema, KeptLedgerQuerySchema, KeptLedgerSchema
from app.people.session import Actor, allow

blp = Blueprint("kept_ledgers", __name__, url_prefix="/api/v1", description="Ledgers that were made on their day")


@blp.get("/kept-ledgers")
@allow(audits=actions.LIST_KEPT_LEDGERS)
@blp.arguments(KeptLedgerQuerySchema, location="query")
@blp.response(200, KeptLedgerPageSchema)
def list_kept(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List what was made on its day about places in reach, the newest first."""
    found, total = kept.page(scope_of(actor).within(query["scope"]), query["after"], query["limit"])
    full = len(found) == query["limit"]
    return {"items": found, "total": total, "next": str(found[-1].number) if full else None}


@blp.get("/kept-ledgers/<int(max=2147483647):number>")
@allow(audits=actions.SHOW_KEPT_LEDGER)
@blp.response(200, KeptLedgerSchema)
def show_kept(actor: Actor, number: int) -> Any:
    """Give one of them, with the words of a bulletin."""
    return kept.get(number, scope_of(actor))


@blp.get("/kept-ledgers/<int(max=2147483647):number>.xlsx")
@allow(audits=actions.EXPORT_KEPT_LEDGER)
@blp.response(200, content_type=XLSX, schema=BINARY)
def kept_xlsx(actor: Actor, number: int) -> Response:
    """Take one away, byte for byte as it was kept: its number stands on it, and this export in the county's record."""
    found = kept.get(number, scope_of(actor))
    audit.about("kept_ledger", "", found.scope)
    content = Content(
        content=found.ledger,
        format="xlsx",
        scope=found.scope,
        campaign_id=found.campaign_id,
        on=found.last_on,
        rows=found.rows,
    )

    def write(book: IO[bytes], _export: Export) -> int:
        book.write(kept.data_of(number))
        audit.tell(kept=number, content=found.ledger, rows=found.rows)
        return int(found.rows)

    body = hand_out(partial(record.begin, actor, content), write, writing)
    return download(body, XLSX, f"{found.title}{found.last_on:%Y%m%d}", "xlsx")
