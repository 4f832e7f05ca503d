"""Ledgers that take long, or more than a day allows: made in the background, and asked for."""

from typing import Any

from flask import current_app
from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.exports import allowance
from app.exports.allowance import Taking
from app.exports.schemas import AllowanceSchema, ExportRequestSchema
from app.jobs import background
from app.jobs import operations as jobs
from app.jobs.schemas import JobSchema
from app.ledgers import asking, filing, making
from app.ledgers.asking import Asked
from app.ledgers.routes import LEDGER
from app.ledgers.schemas import LedgerAskSchema, LedgerFileQuerySchema, LedgerJobSchema
from app.people.session import Actor, allow

blp = Blueprint(
    "long_ledgers", __name__, url_prefix="/api/v1", description="Ledgers in the background, and beyond a day"
)


@blp.get(f"/ledgers/{LEDGER}/allowance")
@allow(audits=actions.SHOW_ALLOWANCE)
@blp.arguments(LedgerFileQuerySchema, location="query")
@blp.response(200, AllowanceSchema)
def ledger_allowance(actor: Actor, query: dict[str, Any], ledger: str) -> dict[str, Any]:
    """Say whether a ledger may be taken away now, or what stands in the way."""
    return allowance.show(actor, _taking(asking.read(actor, ledger, query)), current_app.config)


@blp.post(f"/ledgers/{LEDGER}/requests")
@allow(audits=actions.ASK_EXPORT)
@blp.arguments(LedgerAskSchema)
@blp.response(201, ExportRequestSchema)
def ask_ledger(actor: Actor, body: dict[str, Any], ledger: str) -> Any:
    """Ask for a ledger that is longer than what is left of today's allowance; it is decided as lists are."""
    why = body.pop("why")
    asked = asking.read(actor, ledger, body)
    asking.justify(asked)
    taking = _taking(asked)
    with writing():
        return allowance.ask(actor.id, taking, why, current_app.config["EXPORT_ROWS_A_DAY"])


@blp.post(f"/ledgers/{LEDGER}/jobs")
@allow(audits=actions.MAKE_LEDGER_FILE)
@blp.arguments(LedgerJobSchema)
@blp.response(202, JobSchema)
def make_ledger(actor: Actor, body: dict[str, Any], ledger: str) -> dict[str, Any]:
    """Have a ledger made in the background; GET /jobs/{id} tells how far it is, and its file is kept for a day."""
    file_format = body.pop("format")
    asked = asking.read(actor, ledger, body)
    asking.justify(asked)
    with writing():
        job = filing.start(actor, asked, file_format, current_app.config["EXPORT_ROWS_A_DAY"])
        audit.about("job", job.id, job.place)
        audit.tell(content=ledger, **({"doors": job.of} if asked.ledger.names_homes else {}))
        answer = jobs.shown(job)
    background.call()
    return answer


def _taking(asked: Asked) -> Taking:
    rows = making.count_rows(asked)
    return Taking(asked.same_ledger, rows, max(rows, making.doors_in(asked)))
