"""Who may come in as it stands today, carried over a restore: sign-ins, passwords, authenticators, phones, closed accounts.

A backup remembers an older door: without this, somebody who left would come back with it, and an
authenticator enrolled since would be forgotten; a phone that was ended would be let in.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select

from app.db import Record, db, insert_rows, rows_of
from app.people.models import KnownBrowser, PhoneKey, RecoveryCode, SecondStep, SignIn, User

# In this order, since a sign-in names the key of its phone.
_KEPT: tuple[type[Record], ...] = (PhoneKey, SignIn, SecondStep, RecoveryCode, KnownBrowser)
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Access:
    """The present state of every door."""

    accounts: Rows
    tables: dict[str, Rows]


def present() -> Access:
    """Read it, before the county is replaced."""
    accounts = select(User.id, User.password_hash, User.is_active, User.is_demo)
    return Access(
        [dict(row._mapping) for row in db.session.execute(accounts)],
        {
            table.__tablename__: [dict(row._mapping) for row in db.session.execute(select(rows_of(table)))]
            for table in _KEPT
        },
    )


def carry_over(access: Access) -> int:
    """Let exactly these doors be open, of accounts that there are; answers how many sign-ins have none."""
    there = set(db.session.scalars(select(User.id)))
    same = rows_of(User).update().where(rows_of(User).c.id == bindparam("of"))
    values: dict[str, Any] = {
        column: bindparam(f"new_{column}") for column in ("password_hash", "is_active", "is_demo")
    }
    known = [{"of": row["id"], **{f"new_{c}": row[c] for c in values}} for row in access.accounts if row["id"] in there]
    if known:
        db.session.connection().execute(same.values(**values), known)
    for table in reversed(_KEPT):
        db.session.execute(delete(table))
    for table in _KEPT:
        insert_rows(table, [row for row in access.tables[table.__tablename__] if row["user_id"] in there])
    return sum(row["user_id"] not in there for row in access.tables[SignIn.__tablename__])
