"""Puts a county back to how it was, between requests that change it."""

import threading
from typing import Any

from sqlalchemy import insert, select

from app.db import Base, db

# The log only ever goes on; nobody's rights follow from it.
_GOES_ON = {"audit_entry", "audit_head", "audit_root"}


class Kept:
    """Every row of the county as it is now."""

    def __init__(self) -> None:
        db.session.rollback()
        tables = [table for table in Base.metadata.sorted_tables if table.name not in _GOES_ON]
        self._rows: list[tuple[Any, list[dict[str, Any]]]] = [
            (table, [dict(row._mapping) for row in db.session.execute(select(table))]) for table in tables
        ]

    def put_back(self) -> None:
        """As it was, once the server's own threads have done with what was begun."""
        for thread in threading.enumerate():
            if thread.name.startswith("roster-"):
                thread.join()
        db.session.rollback()
        for table, _ in reversed(self._rows):
            db.session.execute(table.delete())
        for table, rows in self._rows:
            if rows:
                db.session.execute(insert(table), rows)
        db.session.commit()
        db.session.info["noted"] = []
