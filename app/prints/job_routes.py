"""The slips of a village or grid as one file, or blank ones: asked for, and made in the background."""

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
from app.people.session import Actor, allow, own_address
from app.prints import asking, making
from app.prints.schemas import PrintAskSchema, PrintQuerySchema

blp = Blueprint("printed_slips", __name__, url_prefix="/api/v1", description="The slips of a village, to print")


@blp.get("/printed-slips/allowance")
@allow(audits=actions.SHOW_ALLOWANCE)
@blp.arguments(PrintQuerySchema, location="query")
@blp.response(200, AllowanceSchema)
def print_allowance(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """Say whether the slips of a place may be taken away now, or what stands in the way."""
    asked = asking.read(actor, query)
    return allowance.show(actor, Taking(asked.same, asked.rows), current_app.config)


@blp.post("/printed-slips/requests")
@allow(audits=actions.ASK_EXPORT)
@blp.arguments(PrintAskSchema)
@blp.response(201, ExportRequestSchema)
def ask_prints(actor: Actor, body: dict[str, Any]) -> Any:
    """Ask for more slips than are left of today's allowance; it is decided as lists are."""
    why = body.pop("why")
    asked = asking.read(actor, body)
    asking.justify(asked)
    with writing():
        return allowance.ask(actor.id, Taking(asked.same, asked.rows), why, current_app.config["EXPORT_ROWS_A_DAY"])


@blp.post("/printed-slips/jobs")
@allow(audits=actions.MAKE_SLIP_FILE)
@blp.arguments(PrintQuerySchema)
@blp.response(202, JobSchema)
def print_slips(actor: Actor, body: dict[str, Any]) -> dict[str, Any]:
    """Have the slips of a place made in the background; GET /jobs/{id} tells how far it is, and its file is kept for a day."""
    asked = asking.read(actor, body)
    asking.justify(asked)
    with writing():
        job = making.start(actor, asked, own_address(), current_app.config["EXPORT_ROWS_A_DAY"])
        audit.about("job", job.id, job.place)
        audit.tell(content=asked.content, doors=job.of)
        answer = jobs.shown(job)
    background.call()
    return answer
