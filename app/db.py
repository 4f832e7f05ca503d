"""The database handle, column types and SQLite's manners: the one place that knows which database this is."""

import hashlib
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    Table,
    TypeDecorator,
    Uuid,
    bindparam,
    event,
    func,
    insert,
    text,
    type_coerce,
    update,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, ExceptionContext
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, registry
from uuid_utils.compat import uuid7

# Constraint names are part of the contract: migrations and http.py find them by name.
NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware on the Python side, naive UTC in the database (SQLite keeps no zone)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    # On the registry, not the class: Flask-SQLAlchemy 3.1 refuses a class that carries both
    # (pallets-eco/flask-sqlalchemy#1361).
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: UtcDateTime(),
            date: Date(),
            uuid.UUID: Uuid(),
            str: String(),
        },
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

if TYPE_CHECKING:

    class Record(Base):
        """A table of ours."""

        __abstract__ = True
        __tablename__: str

        def __init__(self, **columns: Any) -> None: ...

else:

    class Record(db.Model):
        """A table of ours."""

        __abstract__ = True


# What a list is of.
Item = TypeVar("Item")


def new_id() -> uuid.UUID:
    """A UUIDv7: made here for what the server creates, on the phone for what a worker records."""
    return uuid7()


def made_at(id_: uuid.UUID) -> datetime:
    """When such an id was made, to the millisecond."""
    return datetime.fromtimestamp((id_.int >> 80) / 1000, UTC)


def is_sqlite() -> bool:
    """Whether this county lives in a SQLite file (else in PostgreSQL)."""
    return db.engine.dialect.name == "sqlite"


@event.listens_for(Engine, "connect")
def _set_up_sqlite(connection: Any, _record: Any) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    # The driver's own BEGIN comes too late and breaks savepoints: an outer rollback would
    # leave a released savepoint standing. We say BEGIN ourselves, below.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=60000"):
        cursor.execute(f"PRAGMA {pragma}")  # nosemgrep: sql-in-pieces - the four words above
    cursor.close()


@event.listens_for(Engine, "handle_error")
def _tell_no_values(context: ExceptionContext) -> None:
    """PostgreSQL quotes the row that it refuses. What reaches a log must hold no name."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\nDETAIL")[0], *error.args[1:])


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))


def read_one_moment() -> None:
    """Let every read of this transaction see the same moment, as SQLite's do by themselves."""
    if not is_sqlite():
        db.session.rollback()
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def id_text(column: InstrumentedAttribute[uuid.UUID]) -> ColumnElement[str]:
    """An id as its 32 hex digits: a million of them as text cost a fifth of what they cost as UUIDs."""
    if is_sqlite():
        return type_coerce(column, String)
    return func.replace(sql_cast(column, String), "-", "")


def hold_names(names: Iterable[str]) -> None:
    """Hold these names until the transaction ends, so that nobody else acts on one of them meanwhile.

    For things that are named before they are stored, where there is no row to lock yet. SQLite has one
    writer anyway.
    """
    keys = sorted(int.from_bytes(hashlib.sha256(n.encode()).digest()[:8], signed=True) for n in set(names))
    if keys and not is_sqlite():
        each = text("SELECT pg_advisory_xact_lock(k) FROM unnest(CAST(:keys AS bigint[])) AS k")
        db.session.execute(each, {"keys": keys})


def insert_once(table: type[Record]) -> Any:
    """An INSERT that does nothing when a row with one of its unique keys is there already.

    Looking first and inserting then doubles a record when two requests race; this cannot.
    """
    return _insert_once(table, db.engine.dialect.name)


@cache
def _insert_once(table: type[Record], dialect: str) -> Any:
    make: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return make(table).on_conflict_do_nothing()


def some_at_a_time(items: Sequence[Item], most: int = 1000) -> Iterator[Sequence[Item]]:
    """All of them in rounds: a statement takes only so many parameters."""
    for start in range(0, len(items), most):
        yield items[start : start + most]


def rows_of(table: type[Record]) -> Table:
    """The bare table of a record, for statements past the ORM."""
    return cast("Table", table.__table__)


# What rows pass on their way into a table: app/vault seals there.
before_rows: list[Callable[[Connection, Table, Sequence[dict[str, Any]]], Sequence[dict[str, Any]]]] = []


def insert_rows(table: type[Record], rows: Sequence[dict[str, Any]]) -> None:
    """Insert plain rows, all with the same columns, in one statement, or none.

    Past the ORM and SQLAlchemy's own executemany, which handle each value of each row several times: a roster has a
    million. Here a column is made ready at a time.
    """
    if not rows:
        return
    connection = db.session.connection()
    for prepare in before_rows:
        rows = prepare(connection, rows_of(table), rows)
    ready = _insert_into(rows_of(table), tuple(rows[0]), connection.dialect)
    connection.exec_driver_sql(ready.sql, ready.parameters(rows))


def update_rows(table: type[Record], rows: Sequence[dict[str, Any]]) -> None:
    """Write new values into rows that are named by their keys; each by its own, since what is sealed opens there only."""
    t = rows_of(table)
    keys = {f"{t.name}_{column.name}": column for column in t.primary_key}
    same = [column == bindparam(name, type_=column.type) for name, column in keys.items()]
    named = [{name: row[column.name] for name, column in keys.items()} for row in rows]
    news = [{name: value for name, value in row.items() if name not in t.primary_key.columns} for row in rows]
    if rows:
        changed = [key | new for key, new in zip(named, news, strict=True)]
        db.session.connection().execute(update(t).where(*same), changed)


@dataclass(frozen=True)
class _Insert:
    """An INSERT as the driver takes it, and what makes of each column's values what it stores."""

    sql: str
    columns: dict[str, Callable[[Any], Any] | None]
    fills: dict[str, Callable[[], Any]]  # of columns that the rows leave out
    is_positional: bool

    def parameters(self, rows: Sequence[dict[str, Any]]) -> Any:
        ready = [self._column(name, process, rows) for name, process in self.columns.items()]
        tuples = list(zip(*ready, strict=True))
        return tuples if self.is_positional else [dict(zip(self.columns, one, strict=True)) for one in tuples]

    def _column(self, name: str, process: Callable[[Any], Any] | None, rows: Sequence[dict[str, Any]]) -> list[Any]:
        fill = self.fills.get(name)
        values = [fill() for _ in rows] if fill else [row[name] for row in rows]
        return values if process is None else list(map(process, values))


@cache
def _insert_into(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Insert:
    fills = {column.name: _fill(column.default) for column in table.c if column.default and column.name not in names}
    columns = [column for column in table.c if column.name in names or column.name in fills]
    compiled: Any = insert(table).compile(dialect=dialect, column_keys=[column.name for column in columns])
    processes = {column.name: column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns}
    order = compiled.positiontup or list(processes)
    return _Insert(compiled.string, {name: processes[name] for name in order}, fills, compiled.positional)


def _fill(default: Any) -> Callable[[], Any]:
    return (lambda: default.arg(None)) if default.is_callable else (lambda: default.arg)


def named_id(name: str) -> BindParameter[uuid.UUID]:
    """An id in a statement that is built once. With its type: a foreign key has none before its table is known."""
    return bindparam(name, type_=Uuid())


def among(column: InstrumentedAttribute[Any], name: str) -> ColumnElement[bool]:
    """`column IN (…)`, for a statement that is built once and gets its list by this name when it is executed.

    SQLAlchemy needs longer to build a statement than SQLite to run it; those of every push and pull stand ready.
    """
    return column.in_(bindparam(name, expanding=True))


def open_beside(database: Path | None, file: Path, flags: int, mode: int) -> int:
    """Open a file of ours, made where there is none; it is the database's owner's, also when a command of root's made it.

    Else the server, which is not root, would be locked out from then on.
    """
    handle = os.open(file, flags | os.O_CREAT | os.O_CLOEXEC, mode)
    if os.geteuid() == 0 and database and database.exists():
        owner = database.stat()
        os.fchown(handle, owner.st_uid, owner.st_gid)
    return handle


def overwrite_what_is_freed() -> None:
    """Let SQLite write zeros over what this connection removes from now on; it would leave it in free pages."""
    if is_sqlite():
        db.session.execute(text("PRAGMA secure_delete=ON"))


def database_file() -> Path | None:
    """The county's SQLite file; None where it lives in PostgreSQL, or in memory."""
    name = db.engine.url.database
    return Path(name) if is_sqlite() and name and name != ":memory:" else None
