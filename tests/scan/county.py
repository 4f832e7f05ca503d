"""The small county of the tests, served by a process of its own, for a scanner to do its worst."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import requests
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.db import db
from app.sync import sealing
from config import Config
from tests.asking import ask
from tests.county import EAST, EAST_1, TOWN, County, build
from tests.faults.served import serving
from tests.person import PASSWORD, Person
from tests.phone import Phone, png, sha256
from tests.rosters.desk import HEADER, Import, door, workbook


@dataclass(frozen=True)
class Target:
    """Where it is, and the tokens of who may do the most: on the desk, and on a phone."""

    address: str
    desk: str
    phone: str
    known: dict[str, list[str]]  # what there is, by the name that addresses and bodies have for it


@contextmanager
def served() -> Iterator[Target]:
    """The county as `make run` serves it, for as long as the context lasts."""
    with TemporaryDirectory(prefix="qiaomen-scan-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/county.db"
        app = create_app(type("Scanned", (Config,), {"SQLALCHEMY_DATABASE_URI": url}))
        with app.app_context():
            upgrade()
            known = _furnished(app, build())
            db.engine.dispose()
        sealing.make_file(folder / "rescue.key")
        with serving(url, folder) as port:
            address = f"http://127.0.0.1:{port}"
            yield Target(address, _token(address, "erin"), _token(address, "alice"), known)


def _furnished(app: Flask, county: County) -> dict[str, list[str]]:
    """One of everything that can be asked for, and the ids of all."""
    alice, carol, frank = (Person(app, name) for name in ("alice", "carol", "frank"))
    phone = Phone(alice, county)
    visit = phone.taught(county.doors["王一"])
    phone.verdicts(visit, blobs=(png(),))
    phone.verdicts({"id": "01900000-0000-7000-8000-00000000aaaa", "device_seq": 9, "body": "{}"})
    exclusion = ask(alice, county.doors["李二"]).json["id"]
    roster = Import(frank, workbook(HEADER, door("周九", "桥东村9号")), EAST)
    return {
        "household_id": [str(one) for one in county.doors.values()],
        "user_id": [user["id"] for user in carol.get("/users").json["items"]],
        "visit_id": [visit["id"]],
        "item_id": [item["id"] for item in carol.get("/aside").json["items"]],
        "exclusion_id": [exclusion],
        "roster_id": [roster.path.rsplit("/", 1)[1]],
        "sha256": [sha256(png())],
        "code": [TOWN, EAST, EAST_1],
    }


def _token(address: str, username: str) -> str:
    credentials = {"username": username, "password": PASSWORD}
    answer = requests.post(f"{address}/api/v1/session", json=credentials, timeout=20)
    answer.raise_for_status()
    return str(answer.json()["token"])
