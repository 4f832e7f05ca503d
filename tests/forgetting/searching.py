"""Looks for marks wherever the product keeps or shows anything: tables opened, files, answers, what leaves and what phones fetch."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.backups import postgres_tools
from app.db import Base, database_file, db, is_sqlite
from tests.county import COUNTY, EAST
from tests.forgetting.marked import MARKS
from tests.jobs.waiting import made, wait_for
from tests.paper.reading import texts
from tests.person import Person
from tests.vault.thief import finds, ways, with_unpacked

_WRITTEN = [(str(mark), written) for mark in MARKS for written in ways(mark).values()]


def in_text(text: str | bytes) -> list[str]:
    """Which marks stand in it, however they are written."""
    data = text.encode() if isinstance(text, str) else text
    return sorted({mark for mark, written in _WRITTEN if written in data})


def in_tables() -> list[str]:
    """Every column of every table, opened: table.column: mark."""
    db.session.rollback()
    found = set()
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            for name, value in row._mapping.items():
                if value is not None:
                    found |= {f"{table.name}.{name}: {mark}" for mark in in_text(_plain(value))}
    return sorted(found)


def _plain(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value + b"".join(_unzipped(value))
    return (json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)).encode()


def _unzipped(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            yield from (book.read(name) for name in book.namelist())


def in_files(app: Flask, folder: Path) -> list[str]:
    """The database's own files, a new backup, and all that lies in a folder: as a thief searches, packed or written otherwise."""
    backup = app.test_cli_runner().invoke(args=["backup", str(folder / "county.backup")])
    assert backup.exit_code == 0, backup.output
    db.session.remove()
    db.engine.dispose()
    files = [file for file in folder.rglob("*") if file.is_file()]
    if is_sqlite():
        files += [file for file in database_file().parent.iterdir() if file.is_file()]
    else:
        with postgres_tools._login(db.engine.url) as login:
            dumped = postgres_tools._run([postgres_tools._tool("pg_dump"), f"--file={folder / 'dump.sql'}", login])
        assert dumped.returncode == 0
        files.append(folder / "dump.sql")
    return finds(files, MARKS)


def in_answers(home: str, people: list[Person], walkers: list[Person]) -> list[str]:
    """Everything that the office can look at or take away, as everybody, and all that phones fetch."""
    found = []
    for person in people:
        for path, query in _looks(home, person):
            answer = person.get(path, **query)
            found += [f"{person.username} {path}: {mark}" for mark in in_text(_said(answer))]
        for words in MARKS:
            if isinstance(words, str):
                sought = person.post("/households/search", q=words)
                found += [f"{person.username} finds {words}" for _ in sought.json.get("items", [])]
        revealed = person.post(f"/households/{home}/reveal", reason="case")
        found += [f"{person.username} reveal: {mark}" for mark in in_text(_said(revealed))]
        for ending in ("xlsx", "csv", "pdf"):
            body = {"scope": EAST, "format": ending}
            job = made(person, **body, **({} if ending == "pdf" else {"state": "covered"}))
            found += [f"{person.username} job: {m}" for m in in_text(_said(person.get(f"/jobs/{job['id']}/file")))]
        job = person.post("/printed-slips/jobs", content="slips", scope=EAST, reason="case")
        done = wait_for(person, job.json["id"])
        assert done["state"] == "done", done
        printed = _said(person.get(f"/jobs/{done['id']}/file"))
        found += [f"{person.username} printed slips: {mark}" for mark in in_text(printed)]
    for walker in walkers:
        for path in ("/sync/snapshot", "/sync/pull?since=0&limit=500"):
            answer = walker.get(path)
            assert answer.status_code == 200, answer.text
            found += [f"{walker.username} {path}: {mark}" for mark in in_text(answer.data)]
    return sorted(set(found))


_LISTS = (
    *("aside", "exclusions", "check-rounds", "cases", "rosters", "jobs", "exports", "export-requests"),
    *("kept-ledgers", "forgettings", "audit"),
)


def _looks(home: str, person: Person) -> Iterator[tuple[str, dict[str, Any]]]:
    every = {"limit": 500}
    lists = ("/households", "/aside", "/devices", "/ledgers/visits", "/ledgers/households")
    yield from ((path, every) for path in lists)
    yield from (
        ("/exclusions", {"state": state, **every}) for state in ("requested", "approved", "refused", "withdrawn")
    )
    yield from _of_home(home, person)
    yield from _of_lists(home, person)
    for state in ("uncovered", "covered", "excluded"):
        for ending in ("xlsx", "csv"):
            yield f"/exports/uncovered.{ending}", {"state": state, "phones": "masked"}
            if person.username in ("carol", "frank"):
                yield f"/exports/uncovered.{ending}", {"state": state, "phones": "full", "reason": "call_ahead"}
    for ledger in ("visits", "households", "villages", "progress", "weekly", "monthly"):
        yield from ((f"/ledgers/{ledger}.{ending}", {}) for ending in ("xlsx", "pdf"))
    yield from ((path, {}) for path in ("/exports/walk.pdf", "/audit.csv"))
    yield "/map/divisions", {"scope": COUNTY}


def _of_home(home: str, person: Person) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((f"/households/{home}{end}", {}) for end in ("", "/blank-slip.pdf"))
    for visit in (person.get(f"/households/{home}").json or {}).get("visits", []):
        yield from ((f"/visits/{visit['id']}/{what}", {}) for what in ("slip.pdf", "signature"))


def _of_lists(home: str, person: Person) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every list, and everything in it, in every way that it can be looked at."""
    ends = ("", "/rows", ".xlsx", "/file", "/bad.xlsx", "/homes", f"/homes/{home}")
    for part in _LISTS:
        yield f"/{part}", {}
        listed = person.get(f"/{part}")
        items = listed.json["items"] if listed.status_code == 200 else []
        yield from ((f"/{part}/{one.get('id') or one.get('number')}{end}", {}) for one in items for end in ends)


def _said(answer: TestResponse) -> bytes:
    data = answer.data
    if data.startswith(b"%PDF"):
        # Its words, and whatever is attached to it.
        return "".join(texts(data)).encode() + b"".join(part for _, part in with_unpacked(data))
    return data + b"".join(_unzipped(data))
