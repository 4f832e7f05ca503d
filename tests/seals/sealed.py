"""Slips handed in and sealed, for tests."""

import sqlite3
from contextlib import closing

from sqlalchemy import select, text, update

from app.changes import GENESIS, Change, Counter, chain
from app.check import disagreements
from app.db import db
from app.seals import watch
from app.sync.sealing import CountyKey
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png


def knock(
    phone: Phone, county: County, way: str = "signed", door: str = "王一", picture: int = 1, **more: object
) -> str:
    """A visit with a slip given this way, handed in with its picture; answers its id."""
    image = png(picture)
    event = phone.slip(county.doors[door], way, image, **more)
    (verdict,) = phone.verdicts(event, blobs=() if way == "refused" else (image,))
    assert verdict["status"] == "created", verdict
    return str(event["id"])


def doubted(worker: Person, county: County, picture: int, door: str = "王一") -> str:
    """One that waits for review, since its door lies in no grid of the worker's; answers its id."""
    image = png(picture)
    event = Phone(worker, county).slip(county.doors[door], "signed", image)
    (verdict,) = Phone(worker, county).verdicts(event, blobs=(image,))
    assert verdict["status"] == "needs_review", verdict
    return str(event["id"])


def seal(key: CountyKey) -> int:
    """As the server's watch does it; answers how many were sealed."""
    return watch.look(key, None)


def faults() -> list[str]:
    """What `flask check` says."""
    return list(disagreements())


def two_villages(alice: Person, bob: Person, county: County) -> list[str]:
    """Six slips handed in: four of 桥东村, two of 桥西村."""
    east, west = Phone(alice, county), Phone(bob, county)
    return [knock(east, county, picture=place) for place in (1, 2, 3, 4)] + [
        knock(west, county, door="赵三", picture=place) for place in (5, 6)
    ]


def hang_again() -> None:
    """Make the chain of changes follow from what stands in it now, as whoever writes to the database can."""
    so_far, last = GENESIS, 0
    for one in db.session.scalars(select(Change).order_by(Change.seq)):
        one.chain_hash = so_far = chain(so_far, one.kind, one.entity_id, one.digest)
        last = one.seq
    db.session.execute(update(Counter).values(value=last, chain_hash=so_far))
    db.session.commit()


def without_keys(statement: str) -> None:
    """Write as whoever has the database can, minding nothing that refers to it."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(db.engine.url.database))) as connection, connection:
            assert connection.execute(statement).rowcount
        return
    db.session.execute(text("SET LOCAL session_replication_role = replica"))
    db.session.execute(text(statement))
    db.session.commit()
