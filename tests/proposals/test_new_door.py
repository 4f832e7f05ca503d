"""A door that the roster lacks: proposed on a phone, visited at once, confirmed or refused by somebody else at a desk."""

import uuid
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app import clock
from app.check import disagreements
from app.db import db
from app.households.models import Cover, Household, Proposal
from app.slips.models import Slip
from app.sync.models import Event, Quarantine
from app.visits.models import Visit
from tests.county import EAST_1, EAST_2, HILL_1, County, register
from tests.person import Person
from tests.phone import Phone, png
from tests.proposals.telling import AT, new_door


@pytest.fixture
def door() -> str:
    return str(uuid.uuid4())


def waiting(desk: Person, **query: Any) -> list[dict[str, Any]]:
    answer = desk.get("/proposals", **query)
    assert answer.status_code == 200, answer.text
    return answer.json["items"]


def confirm(desk: Person, proposal_id: str) -> dict[str, Any]:
    answer = desk.post(f"/proposals/{proposal_id}/confirm")
    assert answer.status_code == 200, answer.text
    return answer.json


def refuse(desk: Person, proposal_id: str, reason: str = "是出租屋，不单列") -> None:
    assert desk.post(f"/proposals/{proposal_id}/refuse", reason=reason).status_code == 200


def told(phone: Phone, kind: str, since: int = 0) -> dict[str, Any]:
    """What a phone that reads from the beginning is told last of each thing of a kind."""
    items = phone.person.get("/sync/pull", since=since, limit=2000).json["items"]
    return {item["id"]: item["data"] for item in items if item["kind"] == kind}


def test_nothing_counts_before_it_is_confirmed_and_then_all_of_it_does(phone: Phone, carol: Person, door: str):
    before = carol.get("/coverage").json["total"]
    proposed, visit = new_door(phone, door, position=AT, phone="139 0000 1234"), phone.taught(door, png(1))

    verdicts = phone.verdicts(proposed, visit, blobs=(png(1),))

    assert [(v["status"], v["code"]) for v in verdicts] == [("created", None), ("quarantined", "door_unconfirmed")]
    assert carol.get("/coverage").json["total"] == before
    assert carol.get(f"/households/{door}").status_code == 404
    assert carol.get("/proposals", limit=0).json == {
        "items": [],
        "total": 1,
        "next": None,
        "counts": {"waiting": 1, "confirmed": 0, "refused": 0},
    }
    (aside,) = carol.get("/aside").json["items"]
    assert (aside["is_proposed"], aside["householder"], aside["address"]) == (True, "孙新", "桥东村1组15号")
    (listed,) = waiting(carol)
    assert (listed["householder"], listed["phone"], listed["village_name"]) == ("孙新", "139****1234", "桥东村")
    assert listed["visits_waiting"] == 1

    confirm(carol, proposed["id"])

    after = carol.get("/coverage").json["total"]
    assert (after["registered"], after["covered"]) == (before["registered"] + 1, before["covered"] + 1)
    shown = carol.get(f"/households/{door}").json
    assert (shown["householder"], shown["address"], shown["state"]) == ("孙新", "桥东村1组15号", "covered")
    assert shown["lat"] == pytest.approx(30.952341)
    assert not carol.get("/aside").json["items"]
    assert not list(disagreements())


def test_in_one_batch_the_door_goes_first_whatever_its_id(phone: Phone, door: str):
    visit, proposed = phone.visit(door), new_door(phone, door)

    verdicts = phone.verdicts(visit, proposed)

    assert [v["code"] for v in verdicts] == ["door_unconfirmed", None]


def test_the_visit_is_the_one_that_the_phone_signed(phone: Phone, carol: Person, door: str):
    proposed, visit = new_door(phone, door), phone.slip(door, "signed", png(2))
    phone.verdicts(proposed, visit, blobs=(png(2),))

    confirm(carol, proposed["id"])

    event = db.session.get_one(Event, uuid.UUID(visit["id"]))
    assert (event.body, event.device_seq, event.type) == (visit["body"], visit["device_seq"], "visit")
    assert db.session.get_one(Slip, uuid.UUID(visit["id"])).completed_at is not None
    (again,) = phone.verdicts(visit)
    assert (again["status"], again["receipt"]) == ("duplicate", event.receipt)
    decision = told(phone, "verdict")[visit["id"]]
    assert (decision["status"], decision["receipt"]) == ("accepted", event.receipt)


def test_a_doubtful_slip_is_no_more_accepted_for_having_a_door(phone: Phone, carol: Person, county: County, door: str):
    """Its photo stands for another household already: its worker hears that it counts when the office has said so, and not before."""
    assert phone.verdicts(phone.slip(county.doors["李二"], "mark", png(7)), blobs=(png(7),))[0]["status"] == "created"
    proposed, visit = new_door(phone, door, position=AT), phone.slip(door, "mark", png(7))
    phone.verdicts(proposed, visit)

    confirm(carol, proposed["id"])

    assert told(phone, "verdict").get(visit["id"]) is None
    assert carol.get(f"/households/{door}").json["state"] == "uncovered"
    (again,) = phone.verdicts(visit)
    assert (again["status"], again["code"]) == ("needs_review", "photo_of_another")
    (listed,) = carol.get("/aside").json["items"]
    assert carol.post(f"/aside/{listed['id']}/accept").status_code == 204
    assert told(phone, "verdict")[visit["id"]]["status"] == "accepted"
    assert carol.get(f"/households/{door}").json["state"] == "covered"


def test_it_counts_from_the_day_on_which_it_came_and_days_before_stay(
    phone: Phone, carol: Person, door: str, monkeypatch
):
    proposed, visit = new_door(phone, door), phone.taught(door, png(1))
    phone.verdicts(proposed, visit, blobs=(png(1),))
    came_on, before = clock.today(), carol.get("/coverage").json["total"]
    later = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)

    confirm(carol, proposed["id"])

    made = db.session.get_one(Visit, uuid.UUID(visit["id"]))
    assert clock.day_of(made.received_at) == came_on == clock.day_of(made.visited_at)
    assert db.session.get_one(Cover, made.id).from_on == came_on
    assert carol.get("/coverage", on=came_on.isoformat()).json["total"] == before
    assert carol.get("/coverage").json["total"]["covered"] == before["covered"] + 1


def test_refused_it_says_why_and_what_was_done_there_is_kept(phone: Phone, carol: Person, door: str):
    proposed, early, late = new_door(phone, door), phone.visit(door), phone.visit(door)
    phone.verdicts(proposed, early)

    refuse(carol, proposed["id"])

    (verdict,) = phone.verdicts(late)
    assert (verdict["status"], verdict["code"]) == ("quarantined", "door_refused")
    assert "是出租屋" in verdict["message"]
    kept = carol.get("/aside").json["items"]
    assert {one["code"] for one in kept} == {"door_refused"}
    assert len(kept) == 2
    told_of = told(phone, "proposal")[proposed["id"]]
    assert (told_of["state"], told_of["refusal"], told_of["door"]) == ("refused", "是出租屋，不单列", None)
    # The office may still say at which door it was.
    there = phone.county.doors["王一"]
    accepted = carol.post(f"/aside/{kept[0]['id']}/accept", household_id=str(there))
    assert accepted.status_code == 204, accepted.text


def test_its_worker_hears_of_it_with_the_door_until_it_is_decided(phone: Phone, carol: Person, bob: Person, door: str):
    proposed = new_door(phone, door)
    phone.verdicts(proposed)

    snapshot = phone.person.get("/sync/snapshot").json["items"]

    (mine,) = (item["data"] for item in snapshot if item["kind"] == "proposal")
    assert (mine["state"], mine["household_id"], mine["door"]["householder"]) == ("waiting", door, "孙新")
    assert not [item for item in bob.get("/sync/snapshot").json["items"] if item["kind"] == "proposal"]

    confirm(carol, proposed["id"])

    assert told(phone, "proposal")[proposed["id"]]["state"] == "confirmed"
    assert told(phone, "household")[door]["householder"] == "孙新"


def test_nobody_decides_on_their_own_or_twice_or_elsewhere(
    phone: Phone, carol: Person, charlie: Person, dora: Person, door: str
):
    proposed = new_door(phone, door)
    phone.verdicts(proposed)
    path = f"/proposals/{proposed['id']}"

    assert charlie.post(f"{path}/confirm").status_code == 404
    assert dora.post(f"{path}/confirm").status_code == 403
    refuse(carol, proposed["id"])
    assert carol.post(f"{path}/confirm").json["code"] == "proposal_already_decided"
    assert not waiting(charlie, state="refused")
    assert [one["refusal"] for one in waiting(dora, state="refused")] == ["是出租屋，不单列"]
    row = db.session.get_one(Proposal, uuid.UUID(proposed["id"]))
    assert row.state == "refused"


def test_what_may_be_the_same_stands_beside_it(phone: Phone, carol: Person, door: str):
    register("孙 新", EAST_2, "桥东村9组9号")
    register("周八", EAST_1, "桥东村1组15号", phone="13900001234")
    register("孙新", HILL_1, "山前村9号")
    phone.verdicts(new_door(phone, door, phone="13900001234"))

    (listed,) = waiting(carol)

    assert {(one["householder"], tuple(one["same"])) for one in listed["alike"]} == {("周八", ("address", "phone"))}


def test_one_that_is_on_the_register_word_for_word_cannot_be_confirmed(phone: Phone, carol: Person, door: str):
    proposed = new_door(phone, door, householder="王一", address="桥东村1组1号")
    phone.verdicts(proposed)

    answer = carol.post(f"/proposals/{proposed['id']}/confirm")

    assert answer.json["code"] == "door_on_register"
    assert [one["same"] for one in waiting(carol)[0]["alike"]] == [["address", "name"]]


ORDERS = [
    order
    for order in permutations(("proposal", "visit", "again", "withdrawal", "confirm"))
    if order.index("proposal") < order.index("confirm") and order.index("visit") < order.index("withdrawal")
]


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_in_whatever_order_it_comes_it_ends_the_same(phone: Phone, carol: Person, door: str, order: tuple[str, ...]):
    proposed, first, second = new_door(phone, door), phone.taught(door, png(1)), phone.taught(door, png(2))
    body = {
        "visit_id": first["id"],
        "household_id": door,
        "reason": "wrong_outcome",
        "device_time": clock.now().isoformat(),
    }
    body |= {"mono_ms": 900_000, "boot_id": "boot-1", "clock_anchor": None}
    steps: dict[str, Any] = {
        "proposal": lambda: phone.verdicts(proposed),
        "visit": lambda: phone.verdicts(first, second, blobs=(png(1), png(2))),
        "again": lambda: phone.verdicts(proposed, first, second),
        "withdrawal": lambda: phone.verdicts({**phone.event(body), "type": "withdrawal"}),
        "confirm": lambda: confirm(carol, proposed["id"]),
    }

    for step in order:
        steps[step]()

    household_id = uuid.UUID(door)
    visits = db.session.scalars(select(Visit).where(Visit.household_id == household_id)).all()
    assert {(str(one.id), one.status, one.withdrawn_on is not None) for one in visits} == {
        (first["id"], "accepted", True),
        (second["id"], "accepted", False),
    }
    covers = db.session.execute(select(Cover.visit_id, Cover.from_on).where(Cover.household_id == household_id)).all()
    assert {(str(visit), on) for visit, on in covers} == {(first["id"], clock.today()), (second["id"], clock.today())}
    assert carol.get(f"/households/{door}").json["state"] == "covered"
    assert not carol.get("/aside").json["items"]
    assert not db.session.scalars(select(Quarantine).where(Quarantine.resolution.is_(None))).all()
    assert not list(disagreements())


@given(kinds=st.lists(st.sampled_from(("family", "merchant", "enterprise")), min_size=1, max_size=8))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_number_of_proposals_moves_a_figure(phone: Phone, carol: Person, kinds: list[str]):
    before = carol.get("/coverage", by="grid").json
    doors = [str(uuid.uuid4()) for _ in kinds]
    events = [new_door(phone, door, door_kind=kind) for door, kind in zip(doors, kinds, strict=True)]

    verdicts = phone.verdicts(*events, *(phone.taught(door, png(3)) for door in doors), blobs=(png(3),))

    assert [v["status"] for v in verdicts] == ["created"] * len(kinds) + ["quarantined"] * len(kinds)
    assert carol.get("/coverage", by="grid").json == before
    assert not db.session.scalars(select(Household.id).where(Household.id.in_(map(uuid.UUID, doors)))).all()
