"""One's own files: how far they are, taking them, cancelling them."""

import tempfile
from contextlib import ExitStack
from typing import Any
from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.jobs import background, operations, refusals
from app.jobs.schemas import JobPageSchema, JobQuerySchema, JobSchema
from app.jobs.sending import BINARY, MIMETYPES, download, handed_out
from app.people.session import Actor, allow, refuse_cross_site

blp = Blueprint("jobs", __name__, url_prefix="/api/v1", description="Long work, and the files it makes")


@blp.get("/jobs")
@allow(audits=actions.LIST_JOBS)
@blp.arguments(JobQuerySchema, location="query")
@blp.response(200, JobPageSchema)
def list_jobs(actor: Actor, query: dict[str, Any]) -> dict[str, Any]:
    """List the files I asked for, newest first: in the making, ready, and gone."""
    found, total = operations.page(actor, query["after"], query["limit"])
    if any(operations.is_stuck(job) for job in found):
        background.call()
    full = len(found) == query["limit"]
    return {
        "items": [operations.shown(job) for job in found],
        "total": total,
        "next": str(found[-1].id) if full else None,
    }


@blp.get("/jobs/<uuid:job_id>")
@allow(audits=actions.SHOW_JOB)
@blp.response(200, JobSchema)
def show_job(actor: Actor, job_id: UUID) -> dict[str, Any]:
    """Say how far a file of mine is. Left alone by a process that stopped, it is begun again."""
    job = operations.get_own(actor, job_id)
    if operations.is_stuck(job):
        background.call()
    return operations.shown(job)


@blp.delete("/jobs/<uuid:job_id>")
@allow(audits=actions.END_JOB)
@blp.response(200, JobSchema)
def end_job(actor: Actor, job_id: UUID) -> dict[str, Any]:
    """Cancel a file that is in the making, or remove one that is ready."""
    with writing():
        job = operations.get_own(actor, job_id)
        audit.about("job", job.id, job.place)
        operations.end(job)
        return operations.shown(operations.get_own(actor, job_id))


@blp.get("/jobs/<uuid:job_id>/file")
@allow(audits=actions.TAKE_FILE)
@blp.response(200)
@blp.doc(
    responses={"200": {"description": "The file", "content": {kind: {"schema": BINARY} for kind in MIMETYPES.values()}}}
)
def take_file(actor: Actor, job_id: UUID) -> Response:
    """Take a file of mine away; again and again, until its time is over."""
    refuse_cross_site()
    job = operations.get_own(actor, job_id)
    if job.state != "done":
        raise refusals.job_not_ready()
    if not operations.has_file(job):
        raise refusals.job_file_gone()
    audit.about("job", job.id, job.place)
    if job.number is not None:
        audit.tell(export=job.number)
    # Opened whole before its first byte leaves: what does not open any more must not end in the middle of a file.
    with ExitStack() as on_the_way:
        book = on_the_way.enter_context(tempfile.TemporaryFile())
        for piece in operations.pieces(job.id):
            book.write(piece)
        if book.tell() != job.size:
            raise refusals.job_file_gone()
        on_the_way.pop_all()
    response = download(handed_out(book), MIMETYPES[job.ending], job.title, job.ending)
    response.content_length = job.size
    return response
