"""The part of files that are kept a while: rosters as they were uploaded, and lists that were made in the background."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from app.cases.evidence_jobs import EVIDENCE
from app.db import db
from app.divisions.scope import scope_under
from app.forgetting.people import People
from app.jobs import operations as jobs
from app.jobs.models import OPEN, Job, JobPiece
from app.rosters import operations as rosters
from app.rosters.models import Roster, RosterRow

_STREAMED = {"yield_per": 1000}
# Jobs with a file that is still here, or that may yet have one.
WITH_FILE = or_(Job.id.in_(select(JobPiece.job_id)), Job.state.in_(OPEN))


def rosters_due(people: People) -> list[UUID]:
    """Rosters with a row that has one of their numbers, or that names them and may be about where they live.

    They go whole, though they were not taken yet: whoever brings one again leaves these people out.
    """
    return sorted(set(_that_name(people)))


def _that_name(people: People) -> Iterator[UUID]:
    near = {roster.id for roster in db.session.scalars(select(Roster)) if may_be_about(people, roster.scope)}
    rows = select(RosterRow.roster_id, RosterRow.householder, RosterRow.cells, RosterRow.door)
    for roster_id, householder, cells, door in db.session.execute(rows, execution_options=_STREAMED):
        said = [householder or "", *cells, *words_in(door)]
        if names_one(said, people, is_near=roster_id in near):
            yield roster_id


def names_one(said: Iterable[str], people: People, *, is_near: bool) -> bool:
    """Whether one of these texts has a number of theirs or, of what may be about where they live, a name."""
    return any(people.are_named_in(text) if is_near else people.have_number_in(text) for text in said)


def words_in(door: Any) -> Iterator[str]:
    """Every text in what a row became, however deep."""
    if isinstance(door, str):
        yield door
    elif isinstance(door, dict | list):
        for part in door.values() if isinstance(door, dict) else door:
            yield from words_in(part)


def may_be_about(people: People, division: str) -> bool:
    """Whether a place holds where the door stands or stood."""
    return any(scope_under(division).has(code) for code in people.stood_in)


def erase_rosters(_people: People, ids: Sequence[UUID]) -> None:
    """With all their rows."""
    rosters.forget(ids)


def being_worked_on(people: People) -> bool:
    """Whether a roster that may be about the door is being read or taken: it would bring them back."""
    open_ = db.session.scalars(select(Roster).where(Roster.state.in_(("reading", "committing"))))
    return any(may_be_about(people, one.scope) and not rosters.is_dead(one) for one in open_)


def jobs_due(people: People) -> list[UUID]:
    """Files that list the homes of a place where the door stands or stood; they can be made again.

    What else a file may be of than its place, its own domain knows (of_packs.py).
    """
    found = db.session.execute(select(Job.id, Job.place).where(Job.kind != EVIDENCE, WITH_FILE))
    return [job_id for job_id, place in found if may_be_about(people, place)]


def erase_jobs(_people: People, ids: Sequence[UUID]) -> None:
    """Cancel those that are not done, and remove the files of those that are."""
    for job in db.session.scalars(select(Job).where(Job.id.in_(ids))):
        jobs.end(job)
