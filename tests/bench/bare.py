"""The same rows through nothing but the driver, the reader or the writer."""

import os
import sqlite3
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.bench.figures import seconds
from tests.bench.work import BATCH, SIGNATURE_BYTES


def _database(path: Path) -> sqlite3.Connection:
    """As safe as ours: WAL, synchronous=FULL."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def imported(roster: Path, folder: Path) -> float:
    """Read the workbook and insert its rows into one table."""
    database = _database(folder / "bare-import.db")
    database.execute("CREATE TABLE household (a, b, c, d, e, f, g)")

    def take() -> None:
        rows = CalamineWorkbook.from_path(str(roster)).get_sheet_by_index(0).to_python()
        database.execute("BEGIN IMMEDIATE")
        database.executemany("INSERT INTO household VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        database.execute("COMMIT")

    return seconds(take)


def imported_whole(roster: Path, county: Path, folder: Path) -> float:
    """Read the workbook and insert all the rows that its import left, into the same tables with the same indexes."""
    ours, database = sqlite3.connect(county), _database(folder / "bare-whole.db")
    tables = {}
    for name in ("household", "placement", "standing", "change", "roster_row"):
        for (statement,) in ours.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (name,)
        ):
            database.execute(statement)
        tables[name] = ours.execute(f"SELECT * FROM {name}").fetchall()

    def take() -> None:
        CalamineWorkbook.from_path(str(roster)).get_sheet_by_index(0).to_python()
        database.execute("BEGIN IMMEDIATE")
        for name, rows in tables.items():
            database.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        database.execute("COMMIT")

    return seconds(take)


def pushed(visits: int, folder: Path) -> float:
    """Insert as many events, visits, slips and signatures, in transactions of fifty."""
    database = _database(folder / "bare-push.db")
    for name in ("event", "visit", "slip", "blob"):
        database.execute(f"CREATE TABLE {name} (id TEXT PRIMARY KEY, body)")
    signatures = [os.urandom(SIGNATURE_BYTES) for _ in range(visits)]

    def push() -> None:
        for start in range(0, visits, BATCH):
            batch = range(start, min(start + BATCH, visits))
            database.execute("BEGIN IMMEDIATE")
            for name in ("event", "visit", "slip"):
                database.executemany(f"INSERT INTO {name} VALUES (?, ?)", [(str(n), "x" * 900) for n in batch])
            database.executemany("INSERT INTO blob VALUES (?, ?)", [(str(n), signatures[n]) for n in batch])
            database.execute("COMMIT")

    return seconds(push)


def covered(county: Path) -> float:
    """The grouped count alone, over the product's own index."""
    database = sqlite3.connect(county)
    (campaign,) = database.execute("SELECT id FROM campaign").fetchone()
    query = (
        "SELECT division_code, state, count(*) FROM standing WHERE campaign_id = ? AND from_on <= date('now', '+1 day')"
        " AND until_on > date('now', '+1 day') GROUP BY division_code, state"
    )
    return seconds(lambda: database.execute(query, (campaign,)).fetchall(), times=9)


def exported(county: Path, folder: Path) -> float:
    """The same number of rows and columns from one table into the same writer."""
    database = sqlite3.connect(county)
    query = (
        "SELECT h.division_code, h.address, h.householder, h.title, h.kind, h.phone, h.door_code, h.residents_count,"
        " h.note, h.registered_on, h.initials, s.state, h.address_key FROM household h"
        " JOIN standing s ON s.household_id = h.id WHERE s.state = 'uncovered' ORDER BY h.division_code, h.address_key"
    )

    def write() -> None:
        with xlsxwriter.Workbook(str(folder / "bare.xlsx"), {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(database.execute(query)):
                sheet.write_row(number, 0, row)

    return seconds(write)
