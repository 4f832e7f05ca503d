"""Somebody takes the database, its log, a backup, the server's logs and its temporary files, and not the key.

A thousand ID numbers, telephones and signatures went in through the front door. They share what they begin
with, so that one search finds any of them, in whatever form.
"""

import base64
import gzip
import io
import logging
import os
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from app import clock
from app.backups import postgres_tools
from app.check import disagreements
from app.db import database_file, db, is_sqlite
from app.households.identity import check_digit
from tests.asking import evidence
from tests.county import EAST, EAST_1, County, register
from tests.people.browser import Browser, enrol, hire
from tests.person import Person
from tests.phone import Phone, sha256
from tests.rosters.desk import HEADER, Import, door, workbook
from tests.vault.thief import finds, ways

SEEDS, BATCH = 1000, 50
# What all ID numbers, telephones, further telephones, strokes and signatures begin with. Long, since a dump holds digests by
# the thousand: among three million hexadecimal digits some seven of one's choice stand by chance in one run of ninety.
ID_NUMBERS, PHONES, FURTHER, STROKES, SIGNATURES = "3418251937", "13975310", "13579130", "[713579,", b"signature-of-"
NUMBERS = (ID_NUMBERS, PHONES, FURTHER, STROKES, SIGNATURES)
NAMES = "赫连"


def id_number(n: int) -> str:
    seventeen = f"{ID_NUMBERS}01{n // 100 + 1:02}{n % 100 + 11:03}"
    return seventeen + check_digit(seventeen)


def signature(n: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + SIGNATURES + str(n).encode() + os.urandom(60)


@pytest.fixture
def loot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with all that a thief takes beside the database: the server's log, temporary files, backups."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    # More than a server in production says.
    handler, root = logging.FileHandler(tmp_path / "server.log"), logging.getLogger()
    monkeypatch.setattr(root, "level", logging.INFO)
    root.addHandler(handler)
    yield tmp_path
    root.removeHandler(handler)
    handler.close()


def fill(app: Flask, county: County, alice: Person, frank: Person, carol: Person) -> None:
    """All of it through the front door, what is wrong and what is refused too."""
    rows = [_row(n) for n in range(SEEDS)]
    bad = [_row(n, 身份证号=id_number(n)[:-1] + "?", 联系电话=f"{PHONES}{n:03};{FURTHER}") for n in range(20)]
    Import(frank, workbook(HEADER, *rows, *bad), EAST).commit().bad_rows()
    # An address that changes, and a file that is no roster.
    Import(frank, workbook(HEADER, _row(3, 联系电话=f"{FURTHER}999")), EAST).commit()
    frank.upload("/rosters", file=(io.BytesIO(f"{NAMES}{PHONES}000".encode()), "x.xlsx"), scope=EAST)
    _hand_in(county, alice)
    asked = {
        "household_id": str(county.doors["李二"]),
        "reason": "away",
        **evidence("away"),
        "evidence": f"电话{PHONES}001",
        "witness": f"{NAMES}{PHONES}002",
        "expires_on": "x",
    }
    assert carol.post("/exclusions", **asked).status_code == 422
    asked["expires_on"] = str(clock.today() + timedelta(days=9))
    assert carol.post("/exclusions", **asked).status_code == 201
    for path in (
        "/households",
        "/exports/uncovered.xlsx",
        "/exports/uncovered.csv",
        "/ledgers/progress.xlsx",
        "/aside",
    ):
        carol.get(path).close()
    carol.post("/households/search", q=f"{PHONES}007")
    assert carol.post("/households/search", q=id_number(SEEDS - 1)).json["total"] == 1
    shown = carol.post("/households/search", q=id_number(7)).json["items"][0]
    assert carol.post(f"/households/{shown['id']}/reveal", reason="case").json["id_number"] == id_number(7)
    hire("otto")
    enrol(Browser(app), "otto")


def _row(n: int, **more: str) -> tuple[str, ...]:
    columns = {"身份证号": id_number(n), "联系电话": f"{PHONES}{n:03}、{FURTHER}{n:03}", "网格": "第一网格", **more}
    return door(f"{NAMES}{n}", f"桥东村7组{n + 1}号", **columns)


def _hand_in(county: County, alice: Person) -> None:
    phone, target = Phone(alice, county), county.doors["王一"]
    for start in range(0, SEEDS, BATCH):
        blobs = tuple(signature(n) for n in range(start, start + BATCH))
        slips = [
            {"strokes": [[[713579, start + n + 9 * t, t * 16] for t in range(6)]], "signer_name": f"{NAMES}{n}"}
            for n in range(BATCH)
        ]
        items = [phone.taught(target, blob, slip=slip) for blob, slip in zip(blobs, slips, strict=True)]
        assert {one["status"] for one in phone.verdicts(*items, blobs=blobs)} == {"created"}
    wrong = [
        phone.visit(target, outcome="dreamt", note=f"{PHONES}{n:03}", slip={"strokes": [[713579, n]]})
        for n in range(20)
    ]
    assert {one["status"] for one in phone.verdicts(*wrong)} == {"quarantined"}
    phone.push({"id": f"{NAMES}", "body": f"{PHONES}003"})
    photo = signature(9999) * 500
    piece = {"Upload-Offset": "0", "Upload-Length": str(2 * len(photo))}
    assert alice.patch_bytes(f"/blobs/{sha256(photo)}", photo[:60_000], piece).status_code == 204


def take(app: Flask, loot: Path) -> list[Path]:
    """The files that a thief gets away with."""
    run = app.test_cli_runner()
    backup = str(loot / "county.backup")
    for command in (["backup", backup], ["verify-backup", backup], ["audit-root", "--to", str(loot / "roots")]):
        done = run.invoke(args=command)
        assert done.exit_code == 0, done.output
    db.session.remove()
    # Closing a file that SQLite holds open would free its locks, and another process could then take the log away.
    db.engine.dispose()
    if is_sqlite():
        database = [file for file in database_file().parent.iterdir() if file.is_file()]
    else:
        # A dump as text has every row's values in the open, and bytes in hex.
        with postgres_tools._login(db.engine.url) as login:
            dumped = postgres_tools._run([postgres_tools._tool("pg_dump"), f"--file={loot / 'dump.sql'}", login])
        assert dumped.returncode == 0
        database = []
    return [*database, *(file for file in loot.rglob("*") if file.is_file() and file.suffix != ".pem")]


def test_a_thief_finds_no_number_and_no_signature(
    app: Flask, county: County, alice: Person, frank: Person, carol: Person, loot: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", loot / "county.pem")
    app.test_cli_runner().invoke(args=["make-key"])
    fill(app, county, alice, frank, carol)
    assert list(disagreements()) == []

    files = take(app, loot)

    assert {"county.backup", "server.log"} < {file.name for file in files}
    assert sum(file.stat().st_size for file in files) > 3_000_000
    assert finds(files, NUMBERS) == []
    # Names are in the database, for anybody to search; and nowhere else.
    beside = [file for file in files if file.name == "server.log" or file.parent.name in ("tmp", "roots")]
    assert finds(beside, [NAMES]) == []
    assert any("as it is" in line for line in finds(set(files) - set(beside), [NAMES]))


def test_the_search_finds_what_is_planted(app: Flask, county: County, loot: Path):
    """In every form, and in the very files that are searched above."""
    for number, (way, written) in enumerate(ways(PHONES + "001").items()):
        (loot / f"{number}.bin").write_bytes(os.urandom(5000) + written + os.urandom(5000))
        assert finds([loot / f"{number}.bin"], [PHONES + "001"]) == [f"{number}.bin: {PHONES}001 ({way})"]
    for shift in range(3):
        planted = loot / f"shift{shift}"
        planted.write_bytes(base64.b64encode(b"#" * shift + f"{PHONES}001-and-more".encode()))
        assert finds([planted], [PHONES]) == [f"shift{shift}: {PHONES} (base64+{shift})"]
    (loot / "it.gz").write_bytes(os.urandom(99) + gzip.compress(f"the telephone is {PHONES}002".encode()))
    with zipfile.ZipFile(loot / "it.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("sheet.xml", f"<c>{id_number(5)}</c>" * 9)
    packed = finds([loot / "it.gz", loot / "it.xlsx"], NUMBERS)
    assert packed == [f"it.gz: {PHONES} (unpacked, as it is)", f"it.xlsx: {ID_NUMBERS} (unpacked, as it is)"]

    logging.getLogger("app").warning("lost: %s", f"{STROKES} 7")
    register(f"{NAMES}九", EAST_1, "桥东村9号", title=f"电话{PHONES}009", door_code=id_number(9))
    found = {line.split(":")[1].split(" (")[0].strip() for line in finds(take_database(app, loot), NUMBERS)}

    assert found >= {PHONES, ID_NUMBERS, STROKES}


def take_database(app: Flask, loot: Path) -> list[Path]:
    app.config["RESCUE_KEY_FILE"], kept = loot / "county.pem", app.config["RESCUE_KEY_FILE"]
    try:
        app.test_cli_runner().invoke(args=["make-key"])
        return take(app, loot)
    finally:
        app.config["RESCUE_KEY_FILE"] = kept


def test_a_refused_row_is_not_quoted(app: Flask, county: County):
    register(f"{NAMES}九", EAST_1, "桥东村9号")

    with pytest.raises(Exception, match=r"(?i)unique") as refused:
        register(f"{NAMES}九", EAST_1, "桥东村9号")

    assert NAMES not in str(refused.value)
    assert NAMES not in str(refused.value.__cause__)
