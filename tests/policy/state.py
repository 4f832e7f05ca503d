"""Puts a county back to how it was, between requests that change it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, event, insert, select, update

from app.db import Base, db
from tests import background

# The log only ever goes on; nobody's rights follow from it.
_GOES_ON = {"audit_entry", "audit_head", "audit_root"}
_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')

Rows = dict[tuple[Any, ...], dict[str, Any]]


class Kept:
    """Every row of the county as it was, and which tables were written since."""

    def __init__(self) -> None:
        db.session.rollback()
        self._tables = [table for table in Base.metadata.sorted_tables if table.name not in _GOES_ON]
        self._rows = {table.name: _rows(table) for table in self._tables}
        self._written: set[str] = set()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Notice what is written meanwhile."""

        def notice(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if found := _WRITES.match(statement):
                self._written.add(found[1])

        event.listen(db.engine, "before_cursor_execute", notice)
        yield
        event.remove(db.engine, "before_cursor_execute", notice)

    def put_back(self) -> None:
        """As it was, once the server's own threads have done with what was begun."""
        background.wait()
        db.session.rollback()
        written = [table for table in self._tables if table.name in self._written]
        now = {table.name: _rows(table) for table in written}
        # First what points elsewhere by now, then what is new, then what is gone.
        for table in written:
            self._change_back(table, now[table.name])
        for table in reversed(written):
            for key in now[table.name].keys() - self._rows[table.name].keys():
                db.session.execute(delete(table).where(_is(table, key)))
        for table in written:
            if gone := [row for key, row in self._rows[table.name].items() if key not in now[table.name]]:
                db.session.execute(insert(table), gone)
        db.session.commit()
        db.session.info["noted"] = []
        self._written.clear()

    def _change_back(self, table: Table, now: Rows) -> None:
        for key, row in self._rows[table.name].items():
            if now.get(key, row) != row:
                # By its row: what is sealed opens there only.
                named = {f"{table.name}_{column.name}": column for column in table.primary_key}
                same = and_(*(column == bindparam(name, type_=column.type) for name, column in named.items()))
                db.session.connection().execute(update(table).where(same), dict(zip(named, key, strict=True)) | row)


def _rows(table: Table) -> Rows:
    keys = [column.name for column in table.primary_key]
    found = (dict(row._mapping) for row in db.session.execute(select(table)))
    return {tuple(row[key] for key in keys): row for row in found}


def _is(table: Table, key: tuple[Any, ...]) -> Any:
    return and_(*(column == value for column, value in zip(table.primary_key, key, strict=True)))
