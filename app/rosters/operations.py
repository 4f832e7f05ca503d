"""The life of a roster: uploaded, read, looked through, committed or failed."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update

from app import clock, problems
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.households.masking import mask_numbers
from app.people.actor import Actor
from app.people.models import User
from app.rosters import refusals
from app.rosters.models import VERDICTS, Roster, RosterRow

# Rosters hold names and ID numbers; what was of use has long been committed.
KEPT_FOR = timedelta(days=30)
_SILENCE = timedelta(seconds=60)


def code_of(scope: Scope) -> str:
    """The one division that a scope is: office accounts answer for exactly one."""
    return scope.prefixes[0].ljust(12, "0")


def start_roster(created_by: UUID | None, file_name: str, scope_code: str, kind: str) -> Roster:
    """Note that a file is being read; rosters long done with are thrown away."""
    forget(list(db.session.scalars(select(Roster.id).where(Roster.created_at < clock.now() - KEPT_FOR))))
    division = db.session.get(Division, scope_code)
    if division is None:
        raise problems.unknown_division(scope_code)
    now = clock.now()
    roster = Roster(
        file_name=mask_numbers(file_name[-200:]),
        scope=scope_code,
        kind=kind,
        created_by=created_by,
        created_at=now,
        alive_until=now + _SILENCE,
        labels=[],
        counts={},
    )
    db.session.add(roster)
    db.session.flush()
    return roster


def forget(ids: Sequence[UUID], _before: datetime | None = None) -> None:
    """Throw rosters away, with all their rows."""
    db.session.execute(delete(RosterRow).where(RosterRow.roster_id.in_(ids)))
    db.session.execute(delete(Roster).where(Roster.id.in_(ids)))


def get_roster(roster_id: UUID, scope: Scope) -> Roster:
    """The roster, or the problem that there is none in this scope."""
    roster = db.session.get(Roster, roster_id, populate_existing=True)
    if roster is None or not scope.has(roster.scope):
        raise problems.not_found("这份名册")
    return roster


def get_own_roster(roster_id: UUID, scope: Scope, actor: Actor) -> Roster:
    """The roster, if it is the actor's, where the table asks for that."""
    roster = get_roster(roster_id, scope)
    if not actor.grant.suits(is_own=is_own(roster, actor)):
        raise problems.not_found("这份名册")
    return roster


def is_own(roster: Roster, actor: Actor) -> bool:
    """Whether the actor brought it; what came by command line is the administrator's."""
    return roster.created_by == actor.id if roster.created_by else actor.role == "admin"


def scope_of(roster_id: UUID) -> str:
    """The division that a roster is about."""
    return db.session.execute(select(Roster.scope).where(Roster.id == roster_id)).scalar_one()


def uploader_name(roster: Roster) -> str | None:
    """Who brought it; nobody's name when it came by command line."""
    return db.session.scalar(select(User.name).where(User.id == roster.created_by))


def list_rosters(scope: Scope, before: UUID | None, limit: int) -> tuple[list[tuple[Roster, str | None]], int]:
    """One page of a scope's imports with who brought each, newest first, and how many there are in all."""
    inside = scope.holds(Roster.scope)
    total = db.session.execute(select(func.count()).select_from(Roster).where(inside)).scalar_one()
    page = select(Roster, User.name).outerjoin(User, User.id == Roster.created_by).where(inside)
    if before is not None:
        page = page.where(Roster.id < before)
    return list(db.session.execute(page.order_by(Roster.id.desc()).limit(limit)).tuples()), total


def rows_of(roster: Roster) -> int:
    """How many rows were read."""
    return sum(roster.counts.get(verdict, 0) for verdict in VERDICTS)


def list_rows(roster_id: UUID, verdict: str | None, after: int, limit: int) -> tuple[Sequence[RosterRow], int]:
    """One page of a roster's rows in the order of the file, and how many there are in all."""
    query = select(RosterRow).where(RosterRow.roster_id == roster_id)
    if verdict:
        query = query.where(RosterRow.verdict == verdict)
    total = db.session.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    page = query.where(RosterRow.row_no > after).order_by(RosterRow.row_no).limit(limit)
    return db.session.scalars(page).all(), total


def rows_left_out(roster_id: UUID) -> Iterable[tuple[str, list[str]]]:
    """Reason and cells of each row that did not go in: the bad ones, and merges that nobody decided."""
    return db.session.execute(
        select(RosterRow.reason, RosterRow.cells)
        .where(RosterRow.roster_id == roster_id)
        .where((RosterRow.verdict == "bad") | ((RosterRow.verdict == "merge") & ~RosterRow.taken))
        .order_by(RosterRow.row_no)
    ).tuples()


def begin_commit(roster: Roster, decided: Collection[int]) -> None:
    """Say that the roster goes in now; once only, and only with decisions about rows that need one."""
    open_rows = set(
        db.session.scalars(
            select(RosterRow.row_no).where(RosterRow.roster_id == roster.id, RosterRow.verdict == "merge")
        )
    )
    if unknown := sorted(set(decided) - open_rows):
        raise refusals.roster_rows_unknown(unknown)
    _move_on(roster.id, "ready", state="committing", progress_done=0)


def beat(roster_id: UUID, done: int, total: int, silence: timedelta = _SILENCE) -> None:
    """Say how far the work is, and by when it will have said more."""
    db.session.execute(
        update(Roster)
        .where(Roster.id == roster_id)
        .values(progress_done=done, progress_total=total, alive_until=clock.now() + silence)
    )


def finish_reading(
    roster_id: UUID, layout: dict[str, Any], labels: list[str], message: str, noticed: dict[str, int]
) -> None:
    """The preview is there, with what else was counted in it. Raises when the roster was given up in the meantime."""
    counted = {**dict.fromkeys(VERDICTS, 0), **noticed}
    grouped = select(RosterRow.verdict, func.count()).where(RosterRow.roster_id == roster_id)
    counted.update(db.session.execute(grouped.group_by(RosterRow.verdict)).tuples().all())
    _move_on(roster_id, "reading", state="ready", layout=layout, labels=labels, message=message, counts=counted)


def finish_commit(roster_id: UUID, message: str) -> None:
    """Everything is written. Raises, and so undoes it, when the roster was given up in the meantime."""
    _move_on(roster_id, "committing", state="committed", message=message, progress_done=Roster.progress_total)


def _move_on(roster_id: UUID, expected: str, **values: Any) -> None:
    moved = db.session.execute(
        update(Roster)
        .where(Roster.id == roster_id, Roster.state == expected)
        .values(alive_until=clock.now() + _SILENCE, **values)
        .returning(Roster.id)
    ).first()
    if moved is None:
        raise refusals.roster_not_ready()


def fail(roster_id: UUID, problem: problems.Problem) -> None:
    """Give a roster up, in words. Its rows are of no use then."""
    db.session.execute(delete(RosterRow).where(RosterRow.roster_id == roster_id))
    db.session.execute(
        update(Roster)
        .where(Roster.id == roster_id, Roster.state.in_(("reading", "committing")))
        .values(state="failed", code=problem.code, message=problem.message)
    )


def is_dead(roster: Roster) -> bool:
    """Whether its work stopped without a word, as when the server was restarted."""
    return roster.state in ("reading", "committing") and roster.alive_until < clock.now()
