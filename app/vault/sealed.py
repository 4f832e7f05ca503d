"""The column type of what is sealed: bytes in the database, text, JSON or bytes in the program.

A value opens only in its own row, so the database gives each one together with its row's key. What is written is
sealed in binding.py, which knows the row; a value that has not been there is refused.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal

from sqlalchemy import ColumnElement, Dialect, LargeBinary, TypeDecorator, Uuid, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.problems import Problem
from app.vault import refusals
from app.vault.ciphers import Unreadable, key_id_of
from app.vault.keyring import Keyring, keyring

Form = Literal["text", "json", "bytes"]
# Between a row's key and what is sealed: in no id, no SHA-256 and no number.
END_OF_ROW = "~"
# One for all: json.dumps makes a new one for each value.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Closed(str):
    """An empty text that is none."""

    __slots__ = ()


# Read in place of what does not open, by whoever goes on past it; told by `is`.
CLOSED = Closed()
_going_on: ContextVar[bool] = ContextVar("going_on", default=False)


@contextmanager
def going_on() -> Iterator[None]:
    """Read what does not open as CLOSED: one value that somebody spoilt must not end a look at all others. Of columns, never of records."""
    token = _going_on.set(True)
    try:
        yield
    finally:
        _going_on.reset(token)


class Ciphertext(bytes):
    """Bytes that were sealed for the row they are written to."""


class Sealed(TypeDecorator[Any]):
    """A sealed column. `place` is authenticated with every value, so it must not change when a table gets a new name."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str, form: Form = "text", index: str | None = None, kind: str | None = None) -> None:
        super().__init__()
        self.place, self.form = place, form
        # The column by which the value is found, and what sort of number that is.
        self.index, self.kind = index, kind
        self._place = place.encode() + END_OF_ROW.encode()

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        return _BesideItsRow(column, self)

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None or isinstance(value, Ciphertext):
            return value
        raise TypeError(
            f"{self.place} is sealed: write it by its row (insert or update with parameters), find it by its index"
        )

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        row, _, sealed = bytes(value).partition(b"~")
        try:
            return self.open(row, sealed)
        except (Problem, ValueError):
            if _going_on.get():
                return CLOSED
            raise

    def encode(self, value: Any) -> bytes:
        """The value as bytes, not sealed yet."""
        if self.form == "bytes":
            return bytes(value)
        text = _ENCODER.encode(value) if self.form == "json" else value
        return text.encode("utf-8", "surrogatepass")

    def open(self, row: bytes, sealed: bytes, ring: Keyring | None = None) -> Any:
        """The value that was sealed in this row; raises value_unreadable."""
        key = (ring or keyring()).get(key_id_of(sealed))
        try:
            if key is None:
                raise Unreadable
            plain = key.open(sealed, self._place + row)
        except Unreadable:
            raise refusals.value_unreadable(self.place) from None
        return self.decode(plain)

    def decode(self, plain: bytes) -> Any:
        """The value that these bytes are."""
        if self.form == "bytes":
            return plain
        text = plain.decode("utf-8", "surrogatepass")
        return json.loads(text) if self.form == "json" else text

    def place_in(self, row: str) -> bytes:
        """What a value is sealed to."""
        return self._place + row.encode()


def as_stored(column: InstrumentedAttribute[Any]) -> ColumnElement[bytes]:
    """A sealed column with its row's key, not opened yet: for very many, which are opened by opener_of."""
    stored: Any = column.__clause_element__()
    return type_coerce(_BesideItsRow(stored, stored.type), LargeBinary)


def opener_of(column: InstrumentedAttribute[Any]) -> Callable[[bytes | None], Any]:
    """Opens values of a column as they are stored, by keys that are looked for once."""
    type_, ring = column.type, keyring()
    assert isinstance(type_, Sealed)

    def opened(value: bytes | None) -> Any:
        if value is None:
            return None
        row, _, sealed = bytes(value).partition(b"~")
        return type_.open(row, sealed, ring)

    return opened


class _BesideItsRow(FunctionElement[Any]):
    """A sealed column and, before it, the key of the row that it stands in."""

    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], type_: Sealed) -> None:
        super().__init__(*column.table.primary_key, column)
        self.type = type_


@compiles(_BesideItsRow, "sqlite")
def _in_sqlite(element: _BesideItsRow, compiler: SQLCompiler, **options: Any) -> str:
    # `||` joins the bytes as they are and calls them text; the cast takes that back.
    *row, column = (compiler.process(part, **options) for part in element.clauses)
    keys = " || '|' || ".join(row)
    return f"CAST({keys} || '{END_OF_ROW}' || {column} AS BLOB)"


@compiles(_BesideItsRow, "postgresql")
def _in_postgresql(element: _BesideItsRow, compiler: SQLCompiler, **options: Any) -> str:
    *row, column = element.clauses
    keys = " || '|' || ".join(_as_text(part, compiler.process(part, **options)) for part in row)
    return f"(convert_to({keys} || '{END_OF_ROW}', 'UTF8') || {compiler.process(column, **options)})"


def _as_text(part: ColumnElement[Any], compiled: str) -> str:
    """As SQLite keeps ids: what was sealed in one kind of database opens in the other."""
    text = f"CAST({compiled} AS text)"
    return f"replace({text}, '-', '')" if isinstance(part.type, Uuid) else text
