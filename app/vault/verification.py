"""Opens everything that is sealed, and says what does not open (`flask check`)."""

from collections.abc import Iterator

from sqlalchemy import LargeBinary, Table, select, type_coerce

from app.db import Base, db
from app.problems import Problem
from app.vault.binding import row_key, sealed_columns
from app.vault.ciphers import key_id_of
from app.vault.keyring import keyring
from app.vault.sealed import Sealed

_AT_ONCE = 200


def sealed_tables() -> list[Table]:
    """Every table with sealed columns."""
    return [table for table in Base.metadata.sorted_tables if sealed_columns(table)]


def disagreements() -> Iterator[str]:
    """One line for each value that does not open in its place, or is found by another number than it is."""
    for table in sealed_tables():
        columns = sealed_columns(table)
        as_stored = (type_coerce(table.c[name], LargeBinary).label(name) for name in columns)
        found_by = (table.c[type_.index] for type_ in columns.values() if type_.index)
        query = select(*table.primary_key, *as_stored, *found_by).execution_options(yield_per=_AT_ONCE)
        for row in db.session.execute(query):
            values = row._mapping
            where = row_key([values[column.key] for column in table.primary_key])
            for name, type_ in columns.items():
                index = values[type_.index] if type_.index else None
                if wrong := _fault(type_, where, values[name], index):
                    yield f"{table.name} {where}: {name} {wrong}"


def _fault(type_: Sealed, where: str, sealed: bytes | str | None, index: bytes | None) -> str | None:
    if sealed is None:
        return None if index is None else "is found by a number and is not there"
    # SQLite keeps text in a column of bytes, if somebody puts it there.
    stored = sealed.encode() if isinstance(sealed, str) else bytes(sealed)
    try:
        value = type_.open(where.encode(), stored)
    except (Problem, ValueError):
        return "does not open: it was changed, or brought from another place"
    key = keyring().get(key_id_of(stored))
    if type_.index and key and index != key.index(type_.kind or "", value):
        return "is found by another number"
    return None
