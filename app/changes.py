"""One write transaction, the county's change number that it issues last, and the chain that hangs on it."""

import fcntl
import hashlib
import os
import secrets
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import BigInteger, Index, String, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from app.audit import operations as audit
from app.db import Record, database_file, db, insert_rows, open_beside, rows_of

# Threads of one process wait for each other here, processes at the file beside the database.
_thread_turn = threading.Lock()
# What the first change of a county is chained to.
GENESIS = "0" * 64


class Counter(Record):
    """The county's change number: one row, whose lock makes number order = commit order."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(BigInteger)
    chain_hash: Mapped[str] = mapped_column(String(64), default=GENESIS)  # of the newest change
    backed_up: Mapped[int] = mapped_column(BigInteger, default=0)  # a verified backup holds all up to here


class Change(Record):
    """Something a phone may have to hear of: which thing changed, where it stands, whom it concerns."""

    __table_args__ = (
        Index(None, "division_code", "seq"),
        Index(None, "audience_id", "seq"),
        Index(None, "kind", "entity_id"),
    )

    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str]
    entity_id: Mapped[str]
    division_code: Mapped[str]  # empty when it concerns no place
    audience_id: Mapped[uuid.UUID | None]  # the one person it concerns, wherever they walk
    digest: Mapped[str] = mapped_column(String(64))  # of what happened
    chain_hash: Mapped[str] = mapped_column(String(64))


_counter = rows_of(Counter)
_COUNT_ON = (
    update(_counter)
    .where(_counter.c.id == 1)
    .values(value=_counter.c.value + bindparam("more"))
    .returning(_counter.c.value, _counter.c.chain_hash)
)
_CHAIN_ON = update(_counter).where(_counter.c.id == 1).values(chain_hash=bindparam("hash"))
_STATE = select(Counter.value, Counter.chain_hash, Counter.backed_up).where(Counter.id == 1)
_HASH_AT = select(Change.chain_hash).where(Change.seq == bindparam("number"))


@dataclass(frozen=True)
class Noted:
    """A change that will be numbered when the transaction ends."""

    kind: str
    entity_id: str
    division_code: str
    audience_id: uuid.UUID | None
    digest: str

    def chained_to(self, before: str) -> str:
        """The hash of this change and of all that came before it."""
        return chain(before, self.kind, self.entity_id, self.digest)


@dataclass(frozen=True)
class Head:
    """A place in the county's history: a change number and the hash of everything up to it."""

    seq: int
    hash: str


@contextmanager
def writing() -> Iterator[None]:
    """A write transaction: everything inside is committed together, or nothing is.

    Takes SQLite's write lock at the start, since a read that later wants to write is refused
    if somebody else wrote in between. What is due to the audit log is written with it, or nothing is.
    """
    with _one_writer(database_file()):
        db.session.rollback()
        db.session.info["noted"] = []
        audit.begin()
        db.session.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})
        try:
            yield
            issue()
            audit.issue()
            db.session.commit()
            audit.settle(committed=True)
        except BaseException:
            db.session.rollback()
            audit.settle(committed=False)
            raise


def is_free() -> bool:
    """Whether nobody is writing right now: for what may as well be written with the next request.

    A glance and no promise. What decides to write because of it waits its turn like everybody else.
    """
    database = database_file()
    if database is None:
        return True
    if _thread_turn.locked():
        return False
    turn = _open_turn(database)
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(turn)
    return True


@contextmanager
def _one_writer(database: Path | None) -> Iterator[None]:
    """Wait in line for SQLite, which takes one writer at a time; its own way of waiting is to sleep and try again.

    That leaves the line standing while nobody writes, and some waiters a second or more behind. The kernel wakes
    the next one at once, and lets go for whoever is killed.
    """
    if database is None:
        yield
        return
    with _thread_turn:
        turn = _open_turn(database)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield
        finally:
            os.close(turn)


def _open_turn(database: Path) -> int:
    """The file to wait at; whoever may read it may wait."""
    return open_beside(database, database.with_name(f"{database.name}-turn"), os.O_RDONLY, 0o644)


@contextmanager
def savepoint() -> Iterator[None]:
    """Part of a write transaction that may fail alone, with all it noted."""
    noted = db.session.info["noted"]
    mark = len(noted)
    try:
        with db.session.begin_nested():
            yield
    except BaseException:
        del noted[mark:]
        raise


def note(
    kind: str,
    entity_id: uuid.UUID | str,
    division_code: str,
    *,
    audience_id: uuid.UUID | None = None,
    digest: str | None = None,
) -> int:
    """Say that a thing changed; answers its place among the numbers that issue() will give.

    `digest` is the SHA-256 of what happened where that has a form of its own, as events have. Anything
    else gets a random one: what matters is that two histories never agree by chance.
    """
    noted: list[Noted] = db.session.info["noted"]
    noted.append(Noted(kind, str(entity_id), division_code, audience_id, digest or secrets.token_hex(32)))
    return len(noted) - 1


def issue() -> range:
    """Number what was noted so far, and chain it; the last statements before a commit.

    The counter's row stays locked from here to the commit, so nobody can see number n + 1
    before n: a gap-free cursor on SQLite and PostgreSQL alike. Sequences are not (33 % of rows
    missed by a polling reader when measured on PostgreSQL 15).
    """
    noted: list[Noted] = db.session.info["noted"]
    if not noted:
        return range(0)
    db.session.flush()
    last, chain_hash = db.session.connection().execute(_COUNT_ON, {"more": len(noted)}).one()
    numbers = range(last - len(noted) + 1, last + 1)
    rows = []
    for seq, change in zip(numbers, noted, strict=True):
        chain_hash = change.chained_to(chain_hash)
        rows.append({"seq": seq, **vars(change), "chain_hash": chain_hash})
    insert_rows(Change, rows)
    db.session.connection().execute(_CHAIN_ON, {"hash": chain_hash})
    noted.clear()
    return numbers


def chain(before: str, kind: str, entity_id: str, digest: str) -> str:
    """The hash that a change adds to the chain."""
    return hashlib.sha256(f"{before}|{kind}|{entity_id}|{digest}".encode()).hexdigest()


def latest() -> int:
    """The newest change number; nothing the server shows is younger."""
    return head().seq


def head() -> Head:
    """The newest place in the county's history."""
    return state()[0]


def hash_at(seq: int) -> str | None:
    """The chain's hash at a number; None when there is no such number."""
    if seq == 0:
        return GENESIS
    return db.session.execute(_HASH_AT, {"number": seq}).scalar_one_or_none()


def follows(before: Head) -> bool:
    """Whether our history comes by this place: not so after a restore from an older backup."""
    return hash_at(before.seq) == before.hash


def backed_up() -> int:
    """The number up to which a verified backup holds everything."""
    return state()[1]


def state() -> tuple[Head, int]:
    """Both of these at one moment."""
    value, chain_hash, backed_up = db.session.execute(_STATE).one()
    return Head(value, chain_hash), backed_up


def raise_backed_up(seq: int) -> None:
    """A verified backup holds everything up to this number. Never lowered: phones have acted on it."""
    db.session.execute(update(Counter).where(Counter.id == 1, Counter.backed_up < seq).values(backed_up=seq))
