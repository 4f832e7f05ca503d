"""The very rows that the phones' visits became, through nothing but the driver: the same tables, indexes and safety."""

import sqlite3
from pathlib import Path
from time import perf_counter

# What a signed visit becomes, parents before children.
TABLES = ("blob", "event", "visit", "slip", "cover", "standing", "change")
BATCH = 50


def insert_again(county: Path, copy: Path, visits: int) -> float:
    """Visits a second, in transactions of fifty visits' rows."""
    source, target = sqlite3.connect(county), sqlite3.connect(copy, isolation_level=None)
    target.execute("PRAGMA journal_mode=WAL")
    target.execute("PRAGMA synchronous=FULL")
    for (statement,) in source.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY instr('table index trigger', type)"
    ):
        target.execute(statement)
    rows = {
        table: source.execute(f"SELECT * FROM {table} ORDER BY rowid DESC LIMIT {visits}").fetchall()
        for table in TABLES
    }
    inserts = {table: f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[table][0]))})" for table in TABLES}
    start = perf_counter()
    for first in range(0, visits, BATCH):
        target.execute("BEGIN IMMEDIATE")
        for table in TABLES:
            target.executemany(inserts[table], rows[table][first : first + BATCH])
        target.execute("COMMIT")
    return visits / (perf_counter() - start)
