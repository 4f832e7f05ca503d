"""The part of files made of slips of other doors that lose something by an order: evidence packs, and books of slips."""

import re
from collections.abc import Collection
from uuid import UUID
from zipfile import BadZipFile

from sqlalchemy import select

from app.cases.evidence import said_in
from app.cases.evidence_jobs import EVIDENCE
from app.db import db
from app.divisions.scope import scope_under
from app.forgetting.of_files import WITH_FILE
from app.forgetting.people import People
from app.households.models import Household, Placement
from app.jobs import operations as jobs
from app.jobs.models import OPEN, Job
from app.prints.asking import SLIPS
from app.slips.models import Slip
from app.visits.models import Visit

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def sharing(visit_ids: Collection[UUID]) -> frozenset[UUID]:
    """These visits, and all whose slip has the picture of one of them: it is kept once, and goes from each."""
    names = select(Slip.picture_sha256).where(Slip.visit_id.in_(visit_ids), Slip.picture_sha256.is_not(None))
    return frozenset([*visit_ids, *db.session.scalars(select(Slip.visit_id).where(Slip.picture_sha256.in_(names)))])


def copies_due(people: People) -> list[UUID]:
    """Packs that name one of these visits, and books of where its door stands or stood; each can be made again."""
    if not people.slips_elsewhere:
        return []
    places = _places(people.slips_elsewhere)
    files = select(Job.id, Job.kind, Job.state, Job.place).where(Job.kind.in_((EVIDENCE, SLIPS)), WITH_FILE)
    return [
        job_id
        for job_id, kind, state, place in db.session.execute(files).tuples().all()
        if (any(map(scope_under(place).has, places)) if kind == SLIPS else state in OPEN or _holds(job_id, people))
    ]


def _holds(job_id: UUID, people: People) -> bool:
    """A pack has the slip of each visit that it names, sealed or not, with its picture."""
    try:
        said = said_in(b"".join(jobs.pieces(job_id)))
    except (BadZipFile, KeyError):  # whatever it is, nobody can say that it has none
        return True
    return not people.slips_elsewhere.isdisjoint(map(UUID, _ID.findall(said)))


def _places(visit_ids: Collection[UUID]) -> set[str]:
    homes = select(Visit.household_id).where(Visit.id.in_(visit_ids))
    now = select(Household.division_code).where(Household.id.in_(homes))
    ever = select(Placement.division_code).where(Placement.household_id.in_(homes))
    return {*db.session.scalars(now), *db.session.scalars(ever)}
