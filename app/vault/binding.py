"""Seals what is written to sealed columns, by the row it is written to, and notes what it is found by.

Here and not in the type, which sees a value and not its row. Every INSERT and UPDATE passes here, the mapper's too:
nobody has to remember it, and what does not pass is refused by the type.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, Insert, Table, Update, event
from sqlalchemy.engine import Connection

from app.db import before_rows
from app.vault.ciphers import Key
from app.vault.keyring import keyring
from app.vault.sealed import Ciphertext, Sealed

Row = dict[str, Any]


@event.listens_for(Engine, "before_execute", retval=True)
def _seal(connection: Connection, statement: Any, rows: Any, row: Any, _options: Any) -> tuple[Any, Any, Any]:
    if isinstance(statement, Insert | Update) and isinstance(statement.table, Table):
        sealed = sealed_columns(statement.table)
        first = row or (rows[0] if rows else {})
        if any(name in first for name in sealed):
            key, prefix = keyring().current(connection), _prefix(statement)
            rows = [_sealed(each, statement.table, sealed, key, prefix) for each in rows]
            row = _sealed(row, statement.table, sealed, key, prefix) if row else row
    return statement, rows, row


def _seal_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> Sequence[Row]:
    """The same of rows that are inserted past SQLAlchemy."""
    sealed = sealed_columns(table)
    if not any(name in rows[0] for name in sealed):
        return rows
    key = keyring().current(connection)
    return [_sealed(each, table, sealed, key, "") for each in rows]


before_rows.append(_seal_rows)


@cache
def sealed_columns(table: Table) -> dict[str, Sealed]:
    """The sealed columns of a table, by name."""
    return {column.key: column.type for column in table.c if isinstance(column.type, Sealed)}


def row_key(values: list[object]) -> str:
    """A row's key as the database tells it beside a sealed column."""
    return "|".join(value.hex if isinstance(value, UUID) else str(value) for value in values)


def _prefix(statement: Insert | Update) -> str:
    """The mapper names the row that it updates by the table and the column, since the column may be set as well."""
    return f"{statement.table}_" if isinstance(statement, Update) else ""


def _sealed(row: Mapping[str, Any], table: Table, columns: dict[str, Sealed], key: Key, prefix: str) -> Row:
    done = dict(row)
    where = row_key([_key_value(done, column, prefix) for column in table.primary_key])
    for name, type_ in columns.items():
        value = done.get(name)
        if name not in done or isinstance(value, Ciphertext):
            continue
        if value is not None:
            done[name] = Ciphertext(key.seal(type_.encode(value), type_.place_in(where)))
        if type_.index:
            done[type_.index] = None if value is None else key.index(type_.kind or "", value)
    return done


def _key_value(row: Row, column: Any, prefix: str) -> object:
    """A row's own key; made now where its column would make it a moment later."""
    name = prefix + column.key
    if name not in row and not prefix and column.default is not None:
        row[name] = column.default.arg(None)
    return row[name]
