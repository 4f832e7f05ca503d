"""A county of an older release is sealed where it stands, and nothing that was in clear stays behind."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import LargeBinary, inspect, select, text, type_coerce

from app.check import disagreements
from app.db import database_file, db, is_sqlite
from app.problems import Problem
from app.vault.binding import sealed_columns
from app.vault.models import DataKey
from app.vault.verification import sealed_tables
from tests.vault.counties import SECRETS, another_county, content, fill

BEFORE = "20261126e"


def stored() -> bytes:
    """All the bytes of the database as they lie on the disk, its free pages too; no log of PostgreSQL's."""
    db.session.remove()
    if is_sqlite():
        file = database_file()
        db.engine.dispose()
        return b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as server:
        server.execute(text("CHECKPOINT"))
        folder = Path(server.scalar(text("SHOW data_directory")))
        number = server.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    return b"".join(part.read_bytes() for part in (folder / "base" / str(number)).iterdir() if part.is_file())


def found_in(data: bytes) -> set[str]:
    return {secret for secret in SECRETS if secret.encode() in data}


def schema() -> dict[str, object]:
    """Every table's columns, keys, indexes and checks."""
    look = inspect(db.engine)
    return {
        table: (
            sorted((c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(table)),
            sorted(_words(index) for index in look.get_indexes(table)),
            sorted((check["name"] or "", check["sqltext"]) for check in look.get_check_constraints(table)),
            sorted(str(sorted(key.items(), key=str)) for key in look.get_foreign_keys(table)),
            sorted(str(unique) for unique in look.get_unique_constraints(table)),
        )
        for table in look.get_table_names()
    }


def _words(index: Any) -> str:
    return str({**index, "dialect_options": {k: str(v) for k, v in index.get("dialect_options", {}).items()}})


def test_it_is_sealed_in_place_and_leaves_nothing_in_clear(app: Flask, database_url: str, tmp_path: Path):
    with another_county(database_url, tmp_path) as other:
        fill(other)
        before, tables = content(), schema()
        assert list(disagreements()) == []
        assert found_in(stored()) == set()

        downgrade(revision=BEFORE)
        # As the older release had it, and so the thief.
        assert found_in(stored()) == set(SECRETS)
        known = inspect(db.engine).get_multi_columns()
        upgrade()

        assert found_in(stored()) == set()
        assert _as_known(content(), known) == _as_known(before, known)
        assert schema() == tables
        assert list(disagreements()) == []


def _as_known(content: dict[str, list[dict[str, Any]]], known: Any) -> dict[str, list[str]]:
    """What the older release had a place for, too."""
    columns = {table: {column["name"] for column in found} for (_, table), found in known.items()}
    return {
        table: sorted(repr({name: value for name, value in row.items() if name in columns[table]}) for row in rows)
        for table, rows in content.items()
        if table in columns
    }


def test_every_kind_of_value_was_there_to_be_sealed(app: Flask, database_url: str, tmp_path: Path):
    with another_county(database_url, tmp_path) as other:
        fill(other)

        empty = {
            f"{table.name}.{name}"
            for table in sealed_tables()
            for name in sealed_columns(table)
            if not db.session.scalars(
                select(type_coerce(table.c[name], LargeBinary)).where(table.c[name].is_not(None)).limit(1)
            ).all()
        }

        # Nobody here lives in somebody else's household, and no file is being kept (tests/jobs looks at those).
        # Nor was anything restored (tests/seals).
        assert empty == {
            *("resident.phone", "resident.id_number", "job_piece.data"),
            *("slip_seal.awaits", "check_answer.note"),
            *("proposal.householder", "proposal.phone", "proposal.note"),
        }


def test_without_its_key_an_older_county_is_left_as_it_is(app: Flask, database_url: str, tmp_path: Path):
    with another_county(database_url, tmp_path) as other:
        fill(other)
        downgrade(revision=BEFORE)
        other.config["DATA_KEY_FILE"] = tmp_path / "gone.key"
        digest = hashlib.sha256(stored()).hexdigest() if is_sqlite() else ""

        with pytest.raises(Problem) as refused:
            upgrade()

        assert refused.value.code == "data_key_missing"
        assert not inspect(db.engine).has_table(DataKey.__tablename__)
        assert not digest or hashlib.sha256(stored()).hexdigest() == digest


def test_make_run_makes_the_key_of_an_older_county_and_seals_it(app: Flask, database_url: str, tmp_path: Path):
    with another_county(database_url, tmp_path, RESCUE_KEY_FILE=tmp_path / "county.pem") as other:
        fill(other)
        downgrade(revision=BEFORE)
        other.config["DATA_KEY_FILE"] = tmp_path / "instance" / "data.key"

        prepared = other.test_cli_runner().invoke(args=["prepare", "--url", "http://127.0.0.1:8000"])

        assert prepared.exit_code == 0, prepared.output
        assert (tmp_path / "instance" / "data.key").stat().st_mode & 0o777 == 0o400
        assert found_in(stored()) == set()
        assert list(disagreements()) == []
