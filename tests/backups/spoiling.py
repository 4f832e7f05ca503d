"""Spoils backups: a byte here and there, or content that was changed and closed again as if written so."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import NullPool, create_engine, make_url, text

from app.backups import postgres, postgres_tools
from app.backups.sealed import appearing, unseal
from app.db import is_sqlite


def flip(backup: Path, place: float) -> None:
    """Turn one byte over, that far into the file."""
    data = bytearray(backup.read_bytes())
    data[int((len(data) - 1) * place)] ^= 0x55
    backup.write_bytes(bytes(data))


def rewritten(backup: Path, *statements: str) -> Path:
    """The same backup after these statements, with a sum that is right."""
    raw, target = backup.with_suffix(".raw"), backup.with_suffix(".rewritten")
    unseal(backup, raw)
    with appearing(target) as part:
        (_rewrite_file if is_sqlite() else _rewrite_dump)(raw, part, statements)
    return target


def _rewrite_file(raw: Path, part: Path, statements: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(raw)) as copy:
        for statement in statements:
            copy.execute(statement)
        copy.commit()
    shutil.copy(raw, part)


def _rewrite_dump(raw: Path, part: Path, statements: tuple[str, ...]) -> None:
    with postgres.drill(raw) as url:
        engine = create_engine(url, poolclass=NullPool)
        with engine.begin() as copy:
            # As a vandal would: past the foreign keys.
            copy.execute(text("SET session_replication_role = replica"))
            for statement in statements:
                copy.execute(text(statement))
        with engine.connect() as copy:
            moment = copy.scalar(text("SELECT pg_export_snapshot()"))
            postgres_tools.dump(make_url(url), part, moment)
