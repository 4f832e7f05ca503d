"""Finds a sealed number without opening any: by the index that the same number has under each key."""

from collections.abc import Collection

from sqlalchemy import ColumnElement

from app.db import Record, db, rows_of
from app.vault.binding import sealed_columns
from app.vault.keyring import keyring


def holds(record: type[Record], name: str, number: str) -> ColumnElement[bool]:
    """Whether a sealed column holds exactly this number."""
    return holds_one_of(record, name, [number])


def holds_one_of(record: type[Record], name: str, numbers: Collection[str]) -> ColumnElement[bool]:
    """Whether it holds one of these; while keys are changed, under the old one or the new."""
    table = rows_of(record)
    sealed = sealed_columns(table)[name]
    assert sealed.index
    assert sealed.kind
    keys = keyring().all(db.session.connection())
    return table.c[sealed.index].in_([key.index(sealed.kind, number) for key in keys for number in numbers])
