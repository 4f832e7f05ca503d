"""What can be told of a sealed text without opening it."""

from sqlalchemy import ColumnElement, LargeBinary, func, type_coerce

from app.db import Record, rows_of
from app.vault.ciphers import OVERHEAD


def says_something(record: type[Record], name: str) -> ColumnElement[bool]:
    """Whether a sealed text has a letter in it."""
    return func.length(type_coerce(rows_of(record).c[name], LargeBinary)) > OVERHEAD
