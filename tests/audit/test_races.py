"""Eight threads at once: one line, no number missing, none twice, each chained to the one before."""

from flask import Flask

from app.audit import log
from app.audit.chain import faults
from app.check import disagreements
from app.db import db
from tests.audit.reading import whole_log
from tests.county import County
from tests.person import Person
from tests.phone import Phone, png
from tests.races import at_once

THREADS, ROUNDS = 8, 6


def test_the_log_stays_one_line_under_eight_threads(app: Flask, county: County):
    carol, charlie = Person(app, "carol"), Person(app, "charlie")
    phones = [Phone(Person(app, name), county) for name in ("alice", "frank", "bob", "alice")]
    erin = Person(app, "erin")
    before = erin.get("/audit").json["total"]

    def knock(phone: Phone, number: int) -> None:
        for place in range(ROUNDS):
            phone.verdicts(phone.taught(county.doors["王一"], png(number * 50 + place)), blobs=(png(number),))

    def read(person: Person, path: str) -> None:
        for _ in range(ROUNDS):
            person.get(path)

    at_once(
        *(lambda n=n, phone=phone: knock(phone, n) for n, phone in enumerate(phones)),
        lambda: read(carol, "/households"),
        lambda: read(carol, "/exports/uncovered.csv"),
        lambda: read(charlie, "/households"),
        lambda: read(charlie, f"/households/{county.doors['王一']}"),
    )

    left = [entry for entry in whole_log(erin) if entry["seq"] > before]
    assert len(left) == THREADS * ROUNDS
    assert [entry["seq"] for entry in left] == list(range(before + 1, before + 1 + THREADS * ROUNDS))
    db.session.rollback()
    assert list(faults(log.every(), log.end())) == []
    assert list(disagreements()) == []
