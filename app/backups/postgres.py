"""A county in PostgreSQL: dumped, tried out and put back with PostgreSQL's own tools."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.exc import ProgrammingError

from app.backups import postgres_tools, refusals
from app.backups.sealed import appearing
from app.changes import Head, head
from app.db import db, read_one_moment

FIRST_BYTES = b"PGDMP"
# Held by the connection that made a drill, until it goes, however it goes.
_HOLD = text("SELECT pg_advisory_lock(hashtextextended(:name, 0))")
_IS_FREE = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
_LEFT = text("SELECT datname FROM pg_database WHERE datname LIKE :ours")


def write(target: Path) -> Head:
    """Dump the county into a file; writers go on meanwhile. Answers what the dump holds."""
    with appearing(target) as part:
        # The dump and the number are read in one and the same moment.
        read_one_moment()
        held = head()
        moment = db.session.scalars(text("SELECT pg_export_snapshot()")).one()
        postgres_tools.dump(db.engine.url, part, moment)
        db.session.rollback()
    return held


@contextmanager
def drill(copy: Path) -> Iterator[str]:
    """The URL of a database that holds what this dump holds, for as long as the context lasts."""
    name = f"{_ours()}{secrets.token_hex(6)}"
    url = db.engine.url.set(database=name)
    with create_engine(db.engine.url, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as server:
        _sweep(server)
        server.execute(_HOLD, {"name": name})
        try:
            # nosemgrep: sql-in-pieces - a database's name takes no parameter; this one is ours, of random letters
            server.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
        except ProgrammingError as error:
            raise refusals.drill_not_allowed(url.username or "") from error
        try:
            postgres_tools.fill(url, copy)
            yield url.render_as_string(hide_password=False)
        finally:
            _drop(server, name)


def _ours() -> str:
    """How this county's drills are called: another's on the same server are under way perhaps, and its locks not for us to see."""
    county = hashlib.sha256((db.engine.url.database or "").encode()).hexdigest()
    return f"qiaomen_drill_{county[:8]}_"


def _sweep(server: Connection) -> None:
    """Drop what killed processes left: nobody holds its name any more."""
    for name in server.scalars(_LEFT, {"ours": f"{_ours()}%"}).all():
        if server.scalars(_IS_FREE, {"name": name}).one():
            _drop(server, name)


def _drop(server: Connection, name: str) -> None:
    # nosemgrep: sql-in-pieces - the name of a drill, which has but letters and digits
    server.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def is_there() -> bool:
    """There is always a database, if only an empty one: the county's account cannot make it."""
    return True


def replace(copy: Path, name: str, beside: Path) -> Path:
    """Put what the dump holds in the county's place, in one transaction; answers where the present county is kept."""
    kept = beside / f"county.{name}"
    with appearing(kept) as part:
        # Whatever is left of it: it may be damaged, which is why it is replaced.
        postgres_tools.dump(db.engine.url, part)
    postgres_tools.refill(db.engine.url, copy)
    return kept
