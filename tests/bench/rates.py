"""Coverage of one county, through HTTP and beside its bare cost."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from app import clock
from app.db import db, is_sqlite
from app.divisions.models import Division
from tests.bench.figures import Measured, by_turns
from tests.person import Person

TURNS = 11
_BARE = "SELECT village, count(*), count(covered_on) FROM bare {} GROUP BY village"
# One row a household, and an index that holds all that is asked: the least that counting per village can take.
_MAKE_BARE = (
    "CREATE TABLE bare AS SELECT substr(h.division_code, 1, 12) AS village, c.from_on AS covered_on \
    FROM household h LEFT JOIN cover c ON c.household_id = h.id",
    "CREATE INDEX ix_bare ON bare (village, covered_on)",
)


def make_bare() -> None:
    """The table of the bare query, beside the county's own."""
    for statement in _MAKE_BARE:
        db.session.connection().exec_driver_sql(statement)
    db.session.commit()
    if not is_sqlite():
        # As a server that runs does by itself: without it PostgreSQL looks at each row whether it may be seen.
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def coverage(app: Flask, desk: Person) -> list[Measured]:
    """The figures of 500 villages: counted, kept, and asked for again by whoever has them."""
    village = db.session.scalars(select(Division.code).where(Division.level == "village").limit(1)).one()
    before = (clock.today() - timedelta(days=14)).isoformat()
    tag = {"If-None-Match": desk.get("/coverage", by="village").headers["ETag"]}
    db.session.rollback()
    taken = by_turns(
        {
            "bare": lambda: _bare(""),
            "earlier": lambda: _anew(app, desk, by="village", on=before),
            "grids": lambda: _anew(app, desk, by="grid"),
            "village": lambda: _anew(app, desk, by="village", scope=village),
            "bare village": lambda: _bare(f"WHERE village = '{village}'"),
            "counted": lambda: _anew(app, desk, by="village"),
            "kept": lambda: _fetched(desk, by="village"),
            "unchanged": lambda: _unchanged(desk, tag),
            "nothing": lambda: desk.get("/session"),
        },
        TURNS,
        processor=is_sqlite(),
    )
    counted = taken["counted"]
    return [
        Measured("coverage of 500 villages, nothing kept", counted, taken["bare"], 1.5 * taken["bare"] + 10),
        Measured("the same, as of 14 days ago", taken["earlier"], counted, 2 * counted),
        Measured("the same, by 4,000 grids", taken["grids"], taken["bare"]),
        Measured("one village, nothing kept", taken["village"], taken["bare village"], 5),
        Measured("500 villages, kept by the process", taken["kept"], None, None),
        Measured("500 villages, nothing changed (304)", taken["unchanged"], None, 5),
        Measured("of each: sign-in, policy, audit (GET /session)", taken["nothing"]),
    ]


def _anew(app: Flask, desk: Person, **query: str) -> None:
    app.extensions.pop("coverage_answers", None)
    _fetched(desk, **query)


def _fetched(desk: Person, **query: str) -> None:
    assert desk.get("/coverage", **query).status_code == 200


def _unchanged(desk: Person, tag: dict[str, str]) -> None:
    assert desk.get("/coverage", by="village", headers=tag).status_code == 304


def _bare(where: str) -> None:
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute(_BARE.format(where))
    assert cursor.fetchall()
    connection.close()
