"""A list narrowed to one grid worker's doors."""

from uuid import uuid4

from flask import Flask

from tests.county import County
from tests.person import Person


def test_a_worker_elsewhere_is_as_one_that_is_not_there(app: Flask, county: County, alice: Person):
    carol, charlie = Person(app, "carol"), Person(app, "charlie")

    own = carol.get("/exports/uncovered.csv", worker=alice.id)
    assert own.status_code == 200
    assert alice.get("/session").json["user"]["name"] in own.text.splitlines()[0]
    elsewhere = charlie.get("/exports/uncovered.csv", worker=alice.id)
    assert elsewhere.status_code == 404
    assert elsewhere.json == charlie.get("/exports/uncovered.csv", worker=str(uuid4())).json
