"""What a phone is told, and in what order."""

from datetime import timedelta

import time_machine

from app import clock
from tests.asking import ask
from tests.county import EAST_1, WEST_1, County, register
from tests.person import Person
from tests.phone import Phone, png


def doors(answer) -> list[str]:
    return [item["data"]["householder"] for item in answer.json["items"] if item["kind"] == "household"]


def test_the_first_pull_brings_my_doors_and_the_campaign(alice: Person, county: County):
    answer = alice.get("/sync/pull")

    assert doors(answer) == ["王一", "李二"]
    campaign = next(item["data"] for item in answer.json["items"] if item["kind"] == "campaign")
    assert campaign["template"]["id"] == str(county.template_id)
    assert answer.json["scope"] == [EAST_1]


def test_nothing_new_is_nothing_to_carry(alice: Person):
    cursor = alice.get("/sync/pull").json["next"]

    answer = alice.get("/sync/pull", since=cursor).json

    assert (answer["items"], answer["next"], answer["more"]) == ([], cursor, False)


def test_pages_miss_nothing_and_repeat_nothing(alice: Person):
    for number in range(9):
        register(f"户{number}", EAST_1, f"桥东村6组{number}号")

    seen, since, more = [], 0, True
    while more:
        answer = alice.get("/sync/pull", since=since, limit=4)
        seen += doors(answer)
        since, more = answer.json["next"], answer.json["more"]

    assert len(seen) == len(set(seen)) == 11


def test_a_colleagues_visit_reaches_my_phone(alice: Person, frank: Person, county: County):
    cursor = alice.get("/sync/pull").json["next"]
    phone = Phone(frank, county)
    phone.verdicts(phone.taught(county.doors["王一"]), blobs=(png(),))

    (item,) = alice.get("/sync/pull", since=cursor).json["items"]

    assert (item["data"]["state"], item["data"]["last_outcome"]) == ("covered", "taught")


def test_a_worker_learns_that_a_visit_was_taken_back_and_why(alice: Person, carol: Person, county: County):
    phone = Phone(alice, county)
    item = phone.taught(county.doors["王一"])
    (verdict,) = phone.verdicts(item, blobs=(png(),))
    cursor = alice.get("/sync/pull").json["next"]

    carol.post(f"/visits/{item['id']}/withdraw", reason="签错了户")

    told = {one["kind"]: one["data"] for one in alice.get("/sync/pull", since=cursor).json["items"]}
    assert told["household"]["state"] == "uncovered"
    assert told["verdict"] == {
        "id": item["id"],
        "status": "withdrawn",
        "raw_sha256": None,
        "receipt": verdict["receipt"],
        "withdrawn_on": clock.today().isoformat(),
        "reason": "签错了户",
        "by_name": "Carol",
    }


def test_whoever_lost_the_grid_meanwhile_learns_it_too(alice: Person, bob: Person, carol: Person, county: County):
    phone = Phone(alice, county)
    item = phone.taught(county.doors["王一"])
    phone.verdicts(item, blobs=(png(),))
    carol.put_json(f"/divisions/{EAST_1}/workers", worker_ids=[bob.id])
    cursors = {person: person.get("/sync/pull").json["next"] for person in (alice, bob)}

    carol.post(f"/visits/{item['id']}/withdraw", reason="签错了户")

    kinds = {p: [one["kind"] for one in p.get("/sync/pull", since=since).json["items"]] for p, since in cursors.items()}
    assert kinds == {alice: ["verdict"], bob: ["household"]}


def test_a_quiet_scope_still_moves_its_cursor(bob: Person, alice: Person, county: County):
    cursor = bob.get("/sync/pull").json["next"]
    phone = Phone(alice, county)
    phone.verdicts(phone.visit(county.doors["王一"]))

    answer = bob.get("/sync/pull", since=cursor).json

    assert answer["items"] == []
    assert answer["next"] > cursor


def test_a_new_grid_shows_in_the_scope_and_its_doors_come_from_the_start(alice: Person, erin: Person):
    erin.put(f"/divisions/{WEST_1}/workers/{alice.id}")

    answer = alice.get("/sync/pull")

    assert answer.json["scope"] == [EAST_1, WEST_1]
    assert doors(answer) == ["王一", "李二", "赵三"]


def test_an_exclusion_says_when_it_runs_out(alice: Person, frank: Person, carol: Person, county: County):
    asked = ask(frank, county.doors["王一"], expires_on=clock.today()).json
    carol.post(f"/exclusions/{asked['id']}/approve")

    assert _state(alice, "王一") == ("excluded", (clock.today() + timedelta(days=1)).isoformat())
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert _state(alice, "王一") == ("uncovered", None)


def _state(person: Person, householder: str) -> tuple[str, str | None]:
    items = person.get("/sync/pull").json["items"]
    doors = (item["data"] for item in items if item["kind"] == "household")
    return next((d["state"], d["state_until"]) for d in doors if d["householder"] == householder)
