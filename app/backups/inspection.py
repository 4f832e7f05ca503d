"""Looks at a restored copy as the county itself is looked at: its number, its chain, `flask check` in a process apart."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, Select, String, column, create_engine, func, inspect, select, table
from sqlalchemy.exc import DatabaseError

from app.audit.chain import Place
from app.audit.models import AuditHead
from app.backups import refusals
from app.changes import Change, Counter, Head
from app.db import db
from app.seals.models import SlipRoot, SlipSeal
from app.sync.models import Event, Quarantine
from app.vault.keyring import Keyring
from app.vault.models import DataKey
from config import ROOT, environment_for

# How far a database's tables have come; Alembic keeps it.
_REVISION = select(column("version_num", String)).select_from(table("alembic_version"))


def head_in(url: str) -> Head:
    """What a copy holds; raises not_a_backup when it is no county's."""
    return Head(*_first(url, select(Counter.value, Counter.chain_hash).where(Counter.id == 1)))


def hash_in(url: str, seq: int) -> str | None:
    """The hash of a copy's change with this number, by which counties and histories are told apart; None where there is none."""
    with _reading(url) as copy:
        return copy.scalar(select(Change.chain_hash).where(Change.seq == seq))


def audit_end_in(url: str) -> Place:
    """Where a copy's audit log ends."""
    return Place(*_first(url, select(AuditHead.value, AuditHead.chain_hash).where(AuditHead.id == 1)))


def seals_end_in(url: str) -> tuple[int, int]:
    """The newest `sealed_ms` of a copy and the number of its newest root; 0 where there is none."""
    with _reading(url) as copy:
        # A copy of an older release has none.
        if not inspect(copy).has_table(SlipSeal.__tablename__):
            return 0, 0
        newest = copy.scalar(select(func.max(SlipSeal.sealed_ms)))
        return newest or 0, copy.scalar(select(func.max(SlipRoot.number))) or 0


def must_open(url: str) -> None:
    """What a copy holds opens with the key in our file, which is in no backup.

    Raises data_key_missing, data_key_wrong and what else can be wrong with the file.
    """
    with _reading(url) as copy:
        # A copy of an older release has nothing sealed in it.
        if inspect(copy).has_table(DataKey.__tablename__):
            Keyring().open_all(copy)


def must_hold_all_of_ours(url: str, seq: int) -> None:
    """Every event and every quarantined item that we have up to a number is in the copy, as phones sent it.

    This is what lets them forget. Raises backup_damaged.
    """
    events = select(Event.receipt, Event.body_sha256).order_by(Event.receipt, Event.id)
    asides = select(Quarantine.receipt, Quarantine.raw_sha256).order_by(Quarantine.receipt, Quarantine.id)
    with _reading(url) as copy:
        for query in (events.where(Event.receipt <= seq), asides.where(Quarantine.receipt <= seq)):
            number = _first_difference(query.execution_options(yield_per=10_000), copy)
            if number is not None:
                raise refusals.backup_damaged([f"第 {number} 号：与现在的数据库不一致，缺少或被改动过。"])


def _first_difference(query: Select[Any], copy: Connection) -> int | None:
    with db.session.execute(query) as ours, copy.execute(query) as theirs:
        pairs = zip_longest(ours, theirs)
        return next(((mine or found).receipt for mine, found in pairs if mine != found), None)


def check(url: str) -> None:
    """Bring a copy up to today's tables, then derive again all that can be derived.

    Raises backup_of_newer_program, backup_damaged with a line for each thing that is wrong.
    """
    # Checking may take minutes, and nothing of ours need be held open meanwhile.
    db.session.rollback()
    if _first(url, _REVISION)[0] != ScriptDirectory(str(ROOT / "migrations")).get_current_head():
        upgraded = _flask(url, "db", "upgrade")
        if "Can't locate revision" in upgraded.stdout + upgraded.stderr:
            raise refusals.backup_of_newer_program()
        _must_have_gone_well(upgraded)
    _must_have_gone_well(_flask(url, "check"))


def _must_have_gone_well(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        raise refusals.backup_damaged([*done.stdout.splitlines(), *done.stderr.splitlines()[-1:]])


def _flask(url: str, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        cwd=ROOT,
        # A copy of some days ago has not the days since; their roots are held against the county's own database.
        env={**environment_for(url), "SLIP_ROOTS": ""},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def _first(url: str, query: Select[Any]) -> Any:
    with _reading(url) as copy:
        row = copy.execute(query).first()
    if row is None:
        raise refusals.not_a_backup()
    return row


@contextmanager
def _reading(url: str) -> Iterator[Connection]:
    try:
        with create_engine(url, poolclass=NullPool).connect() as copy:
            yield copy
    except DatabaseError as error:
        raise refusals.not_a_backup() from error
