"""What was forgotten, carried over a restore: an older backup knows the people again, and is told to forget them again."""

from typing import Any

from sqlalchemy import delete, select

from app.db import Record, db, insert_rows, rows_of
from app.forgetting.models import Forgetting, ForgottenPicture

_KEPT: tuple[type[Record], ...] = (Forgetting, ForgottenPicture)
Rows = dict[str, list[dict[str, Any]]]


def present() -> Rows:
    """All of it, read before the county is replaced."""
    return {
        table.__tablename__: [dict(row._mapping) for row in db.session.execute(select(rows_of(table)))]
        for table in _KEPT
    }


def carry_over(rows: Rows | None) -> None:
    """Let exactly this have been decided; what the restored county has not done yet is to be done (sweeping.py)."""
    if rows is None:
        return
    done = set(db.session.scalars(select(Forgetting.id).where(Forgetting.is_done)))
    for table in _KEPT:
        db.session.execute(delete(table))
    decided = [row | {"is_done": row["is_done"] and row["id"] in done} for row in rows[Forgetting.__tablename__]]
    insert_rows(Forgetting, decided)
    insert_rows(ForgottenPicture, rows[ForgottenPicture.__tablename__])
