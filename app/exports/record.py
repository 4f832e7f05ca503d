"""The record of every file that left: numbered before it is written, finished before it leaves."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, or_, select

from app import clock
from app.db import db, hold_names, insert_rows, rows_of
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.exports.models import MARKED, NAMES_HOMES, Export
from app.exports.stamp import Stamp
from app.jobs.models import OPEN, Job
from app.people.actor import Actor
from app.people.models import User

# Longer than any file takes; one of which nothing was heard since was never written.
WRITING = timedelta(minutes=30)


@dataclass(frozen=True)
class Content:
    """What a file holds, as far as it can be said before it is written."""

    content: str
    format: str
    scope: str
    campaign_id: UUID | None = None
    kind: str | None = None
    state: str | None = None
    on: date | None = None
    phones: bool = False
    reason: str = ""
    rows: int = 0
    request_id: UUID | None = None
    part: str | None = None
    excluded_for: str | None = None
    attempts: str | None = None
    worker: UUID | None = None


def hold() -> None:
    """One export at a time is numbered and held against an allowance."""
    hold_names(["exports"])


def begin(actor: Actor, content: Content) -> Export:
    """Give a file its number and its seed, before it is written."""
    hold()
    export = Export(
        number=(db.session.scalar(select(func.max(Export.number))) or 0) + 1,
        made_by=actor.id,
        username=actor.username,
        name=actor.name,
        role=actor.role,
        made_at=clock.now(),
        seed=secrets.token_bytes(32),
        **vars(content),
    )
    db.session.add(export)
    db.session.flush()
    return export


def stamp_of(export: Export) -> Stamp:
    """What is printed on it."""
    phones = export.phones if export.content in MARKED else None
    return Stamp(export.number, export.name, export.username, export.role, export.made_at, phones, export.reason)


def finish(number: int, rows: int, sha256: str) -> None:
    """It is written whole: now it may leave."""
    export = db.session.get_one(Export, number, populate_existing=True)
    export.rows, export.sha256 = rows, sha256


def get(number: int) -> Export:
    """A file by its number."""
    return db.session.get_one(Export, number, populate_existing=True)


def drop(number: int) -> None:
    """It was not written, and never left."""
    db.session.execute(delete(Export).where(Export.number == number, Export.sha256.is_(None)))


def taken_today(user_id: UUID) -> int:
    """How many doors somebody took away today without an approval; what is being written counts, while it may be."""
    in_the_making = select(Job.number).where(Job.number.is_not(None), Job.state.in_(OPEN))
    is_written = or_(
        Export.sha256.is_not(None), Export.made_at > clock.now() - WRITING, Export.number.in_(in_the_making)
    )
    mine = (
        Export.made_by == user_id,
        Export.made_at >= clock.start_of(clock.today()),
        Export.content.in_(NAMES_HOMES),
        is_written,
    )
    counted = select(func.coalesce(func.sum(Export.rows), 0)).where(*mine, Export.request_id.is_(None))
    return db.session.scalar(counted) or 0


def page(scope: Scope, before: int | None, limit: int) -> tuple[Sequence[Row[Any]], int]:
    """The newest files about a scope that left, and how many there are in all."""
    left = (Export.sha256.is_not(None), scope.holds(Export.scope))
    query = _listed().where(*left)
    if before is not None:
        query = query.where(Export.number < before)
    total = db.session.scalar(select(func.count()).select_from(Export).where(*left)) or 0
    return db.session.execute(query.order_by(Export.number.desc()).limit(limit)).all(), total


def by_numbers(numbers: Sequence[int], scope: Scope) -> dict[int, Row[Any]]:
    """Those of these numbers that there are, about a scope."""
    rows = db.session.execute(_listed().where(Export.number.in_(numbers), scope.holds(Export.scope))).all()
    return {row.number: row for row in rows}


def by_bytes(sha256: str) -> int | None:
    """The file with exactly these bytes."""
    return db.session.scalar(select(Export.number).where(Export.sha256 == sha256))


def seeds(scope: Scope) -> list[tuple[int, bytes]]:
    """Of every file about a scope with a fingerprint."""
    marked = (Export.content.in_(MARKED), Export.sha256.is_not(None), scope.holds(Export.scope))
    query = select(Export.number, Export.seed).where(*marked)
    return [(number, seed) for number, seed in db.session.execute(query)]


def every() -> list[dict[str, Any]]:
    """All of it, to be carried over a restore."""
    export = rows_of(Export)
    query = select(export).order_by(export.c.number)
    return [dict(row) for row in db.session.execute(query).mappings()]


def carry_on(exports: list[dict[str, Any]]) -> None:
    """Let the record go on with what another had beyond this one's end."""
    last = db.session.scalar(select(func.max(Export.number))) or 0
    insert_rows(Export, [export for export in exports if export["number"] > last])


def _listed() -> Any:
    columns = [column for column in rows_of(Export).c if column.name != "seed"]
    return (
        select(*columns, Division.name.label("scope_name"), User.name.label("worker_name"))
        .outerjoin(Division, Division.code == Export.scope)
        .outerjoin(User, User.id == Export.worker)
    )
