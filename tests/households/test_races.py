"""Two people in the office at the same moment."""

from app.check import disagreements
from app.db import db
from tests.asking import ask
from tests.county import EAST_1, County, register
from tests.person import Person
from tests.phone import Phone, png
from tests.races import at_once

ROUNDS = 8


def _ask(person: Person, door) -> dict:
    return ask(person, door)


def test_one_of_two_decisions_holds(alice: Person, carol: Person, erin: Person, county: County):
    for number in range(ROUNDS):
        asked = _ask(alice, register(f"户{number}", EAST_1, f"桥东村7组{number}号")).json["id"]

        answers = at_once(
            lambda asked=asked: carol.post(f"/exclusions/{asked}/approve"),
            lambda asked=asked: erin.post(f"/exclusions/{asked}/refuse", reason="有人住"),
        )

        assert sorted(answer.status_code for answer in answers) == [200, 409]
    db.session.rollback()
    assert list(disagreements()) == []


def test_one_of_two_requests_for_a_door_is_taken(alice: Person, frank: Person, county: County):
    for number in range(ROUNDS):
        door = register(f"户{number}", EAST_1, f"桥东村7组{number}号")

        answers = at_once(lambda door=door: _ask(alice, door), lambda door=door: _ask(frank, door))

        assert sorted(answer.status_code for answer in answers) == [201, 409]


def test_one_of_two_withdrawals_holds(alice: Person, carol: Person, erin: Person, county: County):
    phone = Phone(alice, county)
    for _ in range(ROUNDS):
        item = phone.taught(county.doors["王一"])
        phone.verdicts(item, blobs=(png(),))
        path = f"/visits/{item['id']}/withdraw"

        answers = at_once(
            lambda path=path: carol.post(path, reason="签错了户", reaches_back=True),
            lambda path=path: erin.post(path, reason="签错了户", reaches_back=False),
        )

        assert sorted(answer.status_code for answer in answers) == [200, 409]
    db.session.rollback()
    assert list(disagreements()) == []
