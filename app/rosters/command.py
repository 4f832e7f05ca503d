"""A roster taken in by command line, with its progress."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from uuid import UUID

from app.bodies import MB
from app.changes import writing
from app.db import db
from app.divisions.scope import scope_under
from app.rosters import formats, jobs, operations, refusals, work
from app.rosters.models import VERDICTS, Roster


@dataclass(frozen=True)
class Progress:
    """How far an import is."""

    roster_id: UUID
    state: str
    done: int
    total: int
    counts: dict[str, int]
    message: str


def import_roster(path: Path, scope_code: str, kind: str = "family") -> Iterator[Progress]:
    """Read a file and take its new and changed doors; merges are left for somebody to decide.

    Yields its progress; the last one says how it ended. The operator of the server may import anywhere.
    """
    if path.stat().st_size > formats.MAX_MB * MB:
        raise refusals.roster_too_large(formats.MAX_MB)
    data = path.read_bytes()
    formats.kind_of(data)
    with writing():
        roster = operations.start_roster(None, path.name, operations.code_of(scope_under(scope_code)), kind)
        roster_id = roster.id
    yield from _watch(work.start(jobs.read, roster_id, data), roster_id)
    if _progress(roster_id).state == "ready":
        with writing():
            operations.begin_commit(db.session.get_one(Roster, roster_id), [])
        yield from _watch(work.start(jobs.commit, roster_id, [], []), roster_id)


def _watch(thread: Thread, roster_id: UUID) -> Iterator[Progress]:
    while thread.is_alive():
        thread.join(0.5)
        yield _progress(roster_id)


def _progress(roster_id: UUID) -> Progress:
    db.session.rollback()
    roster = db.session.get_one(Roster, roster_id, populate_existing=True)
    counts = {verdict: roster.counts[verdict] for verdict in VERDICTS if verdict in roster.counts}
    return Progress(roster_id, roster.state, roster.progress_done, roster.progress_total, counts, roster.message)
