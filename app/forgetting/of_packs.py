"""The part of evidence packs: a case is filed where it was reported, and the homes in its pack may stand anywhere."""

from uuid import UUID
from zipfile import BadZipFile

from sqlalchemy import select

from app.cases.evidence import said_in
from app.cases.evidence_jobs import EVIDENCE
from app.cases.models import FormerCase
from app.db import db
from app.forgetting.of_cases import cases_due, formers_due
from app.forgetting.of_files import WITH_FILE
from app.forgetting.people import People
from app.jobs import operations as jobs
from app.jobs.models import OPEN, Job


def packs_due(people: People) -> list[UUID]:
    """Packs with their home in it, as whatever it stands there, or with a word that names them; each can be made again."""
    corrected = select(FormerCase.case_id).where(FormerCase.id.in_(formers_due(people)))
    theirs = {str(case_id) for case_id in (*cases_due(people), *db.session.scalars(corrected))}
    packs = select(Job.id, Job.state, Job.params).where(Job.kind == EVIDENCE, WITH_FILE)
    return [
        job_id
        for job_id, state, params in db.session.execute(packs).tuples().all()
        # Of one that is being made nobody can tell yet.
        if state in OPEN or params["case"] in theirs or _holds(job_id, people)
    ]


def _holds(job_id: UUID, people: People) -> bool:
    try:
        said = said_in(b"".join(jobs.pieces(job_id)))
    except (BadZipFile, KeyError):  # whatever it is, nobody can say that they are not in it
        return True
    return str(people.household_id) in said or people.are_named_in(said)
