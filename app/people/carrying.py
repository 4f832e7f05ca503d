"""Who may come in as it stands today, carried over a restore: accounts, sign-ins, passwords, authenticators, phones.

A backup remembers an older door: without this, somebody who left would come back with it, an authenticator enrolled
since would be forgotten, and a phone that was ended would be let in. An account made since comes along with its id:
by another one its phone would not find what it recorded.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select

from app.changes import hash_at
from app.db import Record, db, insert_rows, rows_of
from app.people.models import KnownBrowser, PhoneKey, RecoveryCode, SecondStep, SignIn, User

# In this order, since a sign-in names the key of its phone.
_KEPT: tuple[type[Record], ...] = (PhoneKey, SignIn, SecondStep, RecoveryCode, KnownBrowser)
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Access:
    """The present state of every door."""

    county: str | None  # the hash of its first change, by which counties are told apart
    accounts: Rows
    tables: dict[str, Rows]


@dataclass(frozen=True)
class Let:
    """How many accounts were made since the backup and came along, and the user names of those that did not."""

    made: int
    left: list[str]


def present() -> Access:
    """Read it, before the county is replaced."""
    return Access(hash_at(1), _all(User), {table.__tablename__: _all(table) for table in _KEPT})


def carry_over(access: Access) -> Let:
    """Let exactly these doors be open, but for accounts whose name is another's by now, or of another county."""
    made = _made_since(access)
    insert_rows(User, made)
    there = set(db.session.scalars(select(User.id)))
    _bring_up_to_date([row for row in access.accounts if row["id"] in there])
    for table in reversed(_KEPT):
        db.session.execute(delete(table))
    for table in _KEPT:
        insert_rows(table, [row for row in access.tables[table.__tablename__] if row["user_id"] in there])
    left = [row["username"] for row in access.accounts if row["id"] not in there and row["is_active"]]
    return Let(len(made), sorted(left))


def _made_since(access: Access) -> Rows:
    if access.county is None or access.county != hash_at(1):
        return []
    there = db.session.execute(select(User.id, User.username)).all()
    ids, names = {row.id for row in there}, {row.username for row in there}
    return [row for row in access.accounts if row["id"] not in ids and row["username"] not in names]


def _bring_up_to_date(accounts: Rows) -> None:
    values: dict[str, Any] = {
        column: bindparam(f"new_{column}") for column in ("password_hash", "is_active", "is_demo")
    }
    same = rows_of(User).update().where(rows_of(User).c.id == bindparam("of"))
    if known := [{"of": row["id"], **{f"new_{c}": row[c] for c in values}} for row in accounts]:
        db.session.connection().execute(same.values(**values), known)


def _all(table: type[Record]) -> Rows:
    return [dict(row._mapping) for row in db.session.execute(select(rows_of(table)))]
