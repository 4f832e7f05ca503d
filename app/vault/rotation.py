"""Seals everything anew under a new key, while the county works: in small transactions, one table after the other.

Killed at any point it goes on where it stopped, since every value names its key. The old key goes when nothing is
sealed with it any more, and nobody can come who still would.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Row,
    RowMapping,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    text,
    type_coerce,
    update,
)

from app.db import db, is_sqlite
from app.vault.binding import row_key, sealed_columns
from app.vault.ciphers import HEAD_BYTES, Key, Unreadable, key_id_of
from app.vault.keyring import keyring
from app.vault.models import DataKey
from app.vault.refusals import value_unreadable
from app.vault.sealed import Sealed
from app.vault.verification import sealed_tables

# Rows a transaction: whoever pushes meanwhile waits for one of these at most. Pictures are larger than anything else.
_ROWS, _PICTURES = 500, 25


@dataclass(frozen=True)
class Batch:
    """Rows of a table that are still sealed with another key."""

    table: Table
    rows: Sequence[Row[Any]]


def is_unfinished() -> bool:
    """Whether a former rotation was stopped before its end."""
    return db.session.scalar(select(DataKey.id).where(DataKey.retired_at.is_not(None)).limit(1)) is not None


def begin(cipher: str) -> None:
    """Make the new key, with which everybody seals from here on; inside the caller's transaction."""
    keyring().make(db.session.connection(), cipher)


def left() -> dict[str, int]:
    """How many rows of each table are still to be sealed anew."""
    head = _current_head()
    counts = {t.name: select(func.count()).select_from(t).where(_is_old(t, head)) for t in sealed_tables()}
    return {name: db.session.scalar(count) or 0 for name, count in counts.items()}


def batches() -> Iterator[Batch]:
    """What is still to be sealed anew, in the order of each table's keys."""
    head = _current_head()
    for table in sealed_tables():
        keys = list(table.primary_key)
        query = select(*keys, *_as_stored(table)).where(_is_old(table, head)).order_by(*keys)
        query = query.limit(_PICTURES if any(c.form == "bytes" for c in sealed_columns(table).values()) else _ROWS)
        found = db.session.execute(query).all()
        while found:
            db.session.rollback()
            yield Batch(table, found)
            found = db.session.execute(query.where(_after(keys, found[-1]))).all()


def seal_anew(batch: Batch) -> None:
    """Seal these rows with the new key, but for those that somebody changed meanwhile; inside the caller's transaction."""
    connection = db.session.connection()
    key = keyring().current(connection)
    by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in batch.rows:
        values = row._mapping
        old = tuple(n for n in sealed_columns(batch.table) if values[n] and bytes(values[n][:HEAD_BYTES]) != key.head)
        by_columns[old].append(_anew(batch.table, old, values, key))
    for names, rows in by_columns.items():
        connection.execute(_exchange(batch.table, names), rows)


def _anew(table: Table, names: tuple[str, ...], values: RowMapping, key: Key) -> dict[str, Any]:
    """One row's parameters of the statement below."""
    row = {f"row_{column.key}": values[column.key] for column in table.primary_key}
    where = row_key(list(row.values()))
    for name in names:
        type_, old = sealed_columns(table)[name], bytes(values[name])
        plain = _plain(type_, where, old)
        row |= {f"old_{name}": old, f"new_{name}": key.seal(plain, type_.place_in(where))}
        if type_.index:
            row[f"new_{type_.index}"] = key.index(type_.kind or "", plain.decode())
    return row


@cache
def _exchange(table: Table, names: tuple[str, ...]) -> Update:
    """Put new values in the place of the old ones, where the old ones still stand."""
    same = [column == bindparam(f"row_{column.key}", type_=column.type) for column in table.primary_key]
    same += [type_coerce(table.c[n], LargeBinary) == bindparam(f"old_{n}", type_=LargeBinary) for n in names]
    indexes = [index for n in names if (index := sealed_columns(table)[n].index)]
    new = {n: bindparam(f"new_{n}", type_=LargeBinary) for n in (*names, *indexes)}
    return update(table).where(*same).values(new)


def _plain(type_: Sealed, where: str, old: bytes) -> bytes:
    key = keyring().get(key_id_of(old))
    try:
        if key is None:
            raise Unreadable
        return key.open(old, type_.place_in(where))
    except Unreadable:
        raise value_unreadable(f"{type_.place}~{where}") from None


def moment() -> datetime | None:
    """Now, by PostgreSQL's clock; None on SQLite, where whoever writes does so alone."""
    return None if is_sqlite() else db.session.scalar(text("SELECT clock_timestamp()"))


def still_running(since: datetime | None) -> int:
    """How many transactions began before a moment: they may seal with the key that was theirs then."""
    if since is None:
        return 0
    older = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND xact_start < :since"
    )
    count = db.session.scalar(older, {"since": since})
    db.session.rollback()
    return count or 0


def drop_old_keys() -> bool:
    """Drop the retired keys, unless something is still sealed with one; inside the caller's transaction."""
    if any(left().values()):
        return False
    db.session.execute(delete(DataKey).where(DataKey.retired_at.is_not(None)))
    return True


def _current_head() -> bytes:
    return keyring().current(db.session.connection()).head


def _as_stored(table: Table) -> list[ColumnElement[bytes]]:
    return [type_coerce(table.c[name], LargeBinary).label(name) for name in sealed_columns(table)]


def _is_old(table: Table, head: bytes) -> ColumnElement[bool]:
    stored = (type_coerce(table.c[name], LargeBinary) for name in sealed_columns(table))
    return or_(*(func.substr(column, 1, HEAD_BYTES, type_=LargeBinary) != head for column in stored))


def _after(keys: list[Any], last: Row[Any]) -> ColumnElement[bool]:
    """Rows that come after this one in the order of a key of one or two columns."""
    first, *second = keys
    told = last._mapping
    beyond = first > told[first.key]
    return or_(beyond, and_(first == told[first.key], second[0] > told[second[0].key])) if second else beyond
