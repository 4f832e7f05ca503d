"""What was handed in and not counted: the office sees it, whole lists of it, and nothing from elsewhere."""

import json

import pytest

from tests.county import EAST, TOWN, WEST, County
from tests.person import Person
from tests.phone import Phone


def unreadable(phone: Phone, **body: object) -> dict:
    return phone.event(json.dumps(body))


def test_a_visit_outside_the_grids_is_seen_by_the_station_of_the_door(
    phone: Phone, carol: Person, charlie: Person, county: County
):
    item = phone.visit(county.doors["赵三"], "refused", witness="村干部")
    (verdict,) = phone.verdicts(item)

    page = carol.get("/aside").json

    (seen,) = page["items"]
    received_at = seen.pop("received_at")
    assert received_at.endswith("+00:00")
    assert seen == {
        "id": item["id"],
        "kind": "needs_review",
        "worker_name": "Alice",
        "code": "outside_grids",
        "message": verdict["message"],
        "household_id": str(county.doors["赵三"]),
        "householder": "赵三",
        "address": "桥西村2号",
        "village_name": "桥西村",
        "outcome": "refused",
        "receipt": verdict["receipt"],
        "asks_exclusion": False,
        "is_proposed": False,
        "device_seq": 1,
    }
    assert (page["total"], page["next"]) == (1, None)
    assert charlie.get("/aside").json == {"items": [], "total": 0, "next": None}


@pytest.mark.parametrize(
    "raw", [{"id": "no good"}, {"id": "x", "body": 5}, {"body": "[]"}, {"body": '{"household_id": 5}'}]
)
def test_what_cannot_be_read_is_seen_without_its_content(phone: Phone, carol: Person, charlie: Person, raw: dict):
    (verdict,) = phone.verdicts(raw)

    (seen,) = carol.get("/aside").json["items"]

    assert (seen["kind"], seen["code"], seen["worker_name"]) == ("quarantined", "unreadable_event", "Alice")
    assert {seen[name] for name in ("household_id", "householder", "address", "village_name")} == {None}
    assert (seen["outcome"], seen["receipt"]) == (None, verdict["receipt"])
    assert "raw" not in seen
    assert charlie.get("/aside").json["total"] == 0


def test_the_door_is_named_where_the_body_names_it(phone: Phone, carol: Person, county: County):
    phone.verdicts(unreadable(phone, household_id=str(county.doors["王一"]), outcome="vacant", note="13800001234"))

    answer = carol.get("/aside")

    (seen,) = answer.json["items"]
    assert (seen["householder"], seen["village_name"], seen["outcome"]) == ("王一", "桥东村", "vacant")
    assert "13800001234" not in answer.text


def test_what_names_a_door_lies_where_the_door_stands_and_not_where_its_author_belongs(
    phone: Phone, carol: Person, charlie: Person, dora: Person, county: County
):
    phone.verdicts(unreadable(phone, household_id=str(county.doors["钱四"]), outcome="vacant"))

    assert carol.get("/aside").json["total"] == 0
    for person in (charlie, dora):
        (seen,) = person.get("/aside").json["items"]
        assert (seen["householder"], seen["address"], seen["village_name"]) == ("钱四", "山前村3号", "山前村")
        assert (person.get(f"/aside/{seen['id']}").json["raw"] != "") is True
    for path in ("", "/signature"):
        assert carol.get(f"/aside/{seen['id']}{path}").json["code"] == "not_found"
    assert carol.post(f"/aside/{seen['id']}/refuse", reason="不").status_code == 404
    assert charlie.post(f"/aside/{seen['id']}/refuse", reason="走错了门").status_code == 204


def test_a_door_that_nobody_knows_says_nothing_of_where_it_lies(phone: Phone, carol: Person, charlie: Person):
    phone.verdicts(unreadable(phone, household_id="00000000-0000-7000-8000-000000000000", outcome="vacant"))

    assert [person.get("/aside").json["total"] for person in (carol, charlie)] == [1, 0]


def test_what_counts_and_what_was_taken_back_is_not_there(phone: Phone, carol: Person, county: County):
    outside = phone.visit(county.doors["赵三"])
    phone.verdicts(phone.visit(county.doors["王一"]), outside)
    assert carol.get("/aside").json["total"] == 1

    carol.post(f"/visits/{outside['id']}/withdraw", reason="走错了门")

    assert carol.get("/aside").json["total"] == 0


def test_it_can_be_narrowed_to_a_village(phone: Phone, carol: Person, county: County):
    phone.verdicts(phone.visit(county.doors["赵三"]))

    assert [carol.get("/aside", scope=village).json["total"] for village in (WEST, EAST)] == [1, 0]


def test_pages_add_up(phone: Phone, carol: Person, county: County):
    for _ in range(2):
        phone.verdicts(*(phone.visit(county.doors["赵三"]) for _ in range(3)), {"id": f"a{phone.seq}"}, {"id": "b"})
    whole = carol.get("/aside").json
    pages, after = [], None

    while not pages or after is not None:
        page = carol.get("/aside", limit=2, after=after).json
        assert page["total"] == 9  # the second "b" is the first one again
        pages.append(page["items"])
        after = page["next"]

    assert [item for page in pages for item in page] == whole["items"]
    assert [len(page) for page in pages] == [2, 2, 2, 2, 1]
    times = [item["received_at"] for item in whole["items"]]
    assert times == sorted(times, reverse=True)


def test_a_last_page_that_is_full_says_that_it_is_the_last(phone: Phone, carol: Person, county: County):
    phone.verdicts(*(phone.visit(county.doors["赵三"]) for _ in range(2)))

    assert carol.get("/aside", limit=2).json["next"] is None


@pytest.mark.parametrize("after", ["x", "a_b", "2026-01-01T00:00:00_x", "1_2_3"])
def test_a_place_that_is_none_is_refused(carol: Person, after: str):
    assert carol.get("/aside", after=after).status_code == 422


def test_a_worker_is_not_let_in(alice: Person):
    assert alice.get("/aside").status_code == 403


def test_a_scope_elsewhere_does_not_exist(charlie: Person):
    assert charlie.get("/aside", scope=TOWN).status_code == 404
