"""A clean county for every test, on the database that TEST_DATABASE names, and its people."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.audit.models import AuditHead
from app.changes import Counter
from app.db import Base, db
from app.sync.sealing import CountyKey, make_file
from app.vault.models import DataKey
from config import Config
from tests import background
from tests.county import County, build
from tests.person import Person
from tests.phone import Phone
from tests.postgres import running_postgres


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another database than the first only what asks for one is another test: the rest was run already."""
    if os.environ.get("TEST_DATABASE", "sqlite") == "sqlite":
        return
    again: dict[bool, list[pytest.Item]] = {True: [], False: []}
    for item in items:
        asks = "database_url" in getattr(item, "fixturenames", ())
        again[asks and item.get_closest_marker("one_database") is None].append(item)
    config.hook.pytest_deselected(items=again[False])
    items[:] = again[True]


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """SQLite in a file, or a PostgreSQL server of our own that stops when the tests do.

    Not in pytest's own folder, which another run of the tests may sweep away meanwhile.
    """
    with TemporaryDirectory(prefix="qiaomen-") as folder:
        if os.environ.get("TEST_DATABASE", "sqlite") == "sqlite":
            yield f"sqlite:///{folder}/county.db"
        else:
            with running_postgres(Path(folder)) as url:
                yield url


@pytest.fixture(scope="session")
def empty_app(database_url: str) -> Iterator[Flask]:
    """The server on a database that the migrations have just made."""

    class TestConfig(Config):
        SQLALCHEMY_DATABASE_URI = database_url
        TESTING = True
        PROPAGATE_EXCEPTIONS = False

    app = create_app(TestConfig)
    with app.app_context():
        upgrade()
        yield app
        db.engine.dispose()


@pytest.fixture
def app(empty_app: Flask) -> Iterator[Flask]:
    """The server with nothing in its tables."""
    # As if the server had just been started: what it wrote of refusals lately is in its memory.
    empty_app.extensions.pop("refusals", None)
    with empty_app.app_context():
        empty_tables()
        yield empty_app
        db.session.remove()


@pytest.fixture
def county(app: Flask) -> County:
    """A small county with its people, a campaign and a few doors; tests/county.py says who is who."""
    return build()


@pytest.fixture
def county_key(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CountyKey:
    """The county's key, in a file that the server knows of."""
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "county-key.pem")
    return make_file(tmp_path / "county-key.pem")


def _person(app: Flask, county: County, name: str) -> Person:
    return Person(app, county.users[name])


@pytest.fixture
def alice(app: Flask, county: County) -> Person:
    """Walks the first grid of 桥东村."""
    return _person(app, county, "alice")


@pytest.fixture
def bob(app: Flask, county: County) -> Person:
    """Walks the only grid of 桥西村, in the same town."""
    return _person(app, county, "bob")


@pytest.fixture
def carol(app: Flask, county: County) -> Person:
    """The police station of 城关镇, which holds both villages."""
    return _person(app, county, "carol")


@pytest.fixture
def charlie(app: Flask, county: County) -> Person:
    """The police station of 山前乡, who should see nothing of 城关镇."""
    return _person(app, county, "charlie")


@pytest.fixture
def dora(app: Flask, county: County) -> Person:
    """The county's supervisor."""
    return _person(app, county, "dora")


@pytest.fixture
def erin(app: Flask, county: County) -> Person:
    """The county's administrator."""
    return _person(app, county, "erin")


@pytest.fixture
def frank(app: Flask, county: County) -> Person:
    """The cadre of 桥东村."""
    return _person(app, county, "frank")


@pytest.fixture
def phone(alice: Person, county: County) -> Phone:
    """Alice's, with nothing on it yet."""
    return Phone(alice, county)


def empty_tables() -> None:
    """Take everything out of every table but the keys, and start the change number again.

    Not before the server's own threads have done with what an earlier test began: they still write.
    """
    db.session.rollback()  # what they may be waiting for
    background.wait()
    for table in reversed(Base.metadata.sorted_tables):
        if table is not DataKey.__table__:
            db.session.execute(table.delete())
    db.session.execute(Counter.__table__.insert().values(id=1, value=0))
    db.session.execute(AuditHead.__table__.insert().values(id=1))
    db.session.commit()
    db.session.info["noted"] = []
