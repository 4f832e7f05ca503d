"""Who may call what, in stories: what is out of scope does not exist. Every cell of the table is in tests/policy."""

import pytest
from flask import Flask
from sqlalchemy import update

from app.changes import writing
from app.db import db
from app.households.models import Resident
from app.people.models import User
from tests.asking import ask
from tests.county import COUNTY, EAST, EAST_1, HILL_1, TOWN, County, anything_for, register
from tests.person import Person
from tests.phone import Phone, png

pytestmark = pytest.mark.one_database

# Served by flask-smorest itself, and public by design.
OPEN = {"api-docs.openapi_json"}


def test_no_guarded_route_answers_without_an_account(app: Flask, county: County):
    guarded = [rule for rule in app.url_map.iter_rules() if not _is_open(app, rule.endpoint)]
    assert len(guarded) > 50
    client = app.test_client()

    for rule in guarded:
        url = rule.build({name: anything_for(name) for name in rule.arguments})[1]
        for method in rule.methods - {"OPTIONS", "HEAD"} or {"HEAD"}:
            assert client.open(url, method=method).status_code == 401, (method, url)


@pytest.mark.parametrize(
    "path",
    [
        "/households?scope={town}",
        "/households/{door}",
        "/divisions/{grid}",
        "/divisions?parent={town}",
        "/coverage?scope={town}",
        "/map/divisions?scope={town}",
        "/exports/uncovered.csv?scope={town}",
        "/exports/uncovered.xlsx?scope={town}",
        "/exclusions?scope={town}",
    ],
)
def test_what_is_out_of_scope_does_not_exist(charlie: Person, county: County, path: str):
    answer = charlie.get(path.format(town=TOWN, grid=EAST_1, door=county.doors["王一"]))

    assert answer.status_code == 404


def test_lists_hold_nothing_from_elsewhere(charlie: Person, alice: Person):
    assert [door["householder"] for door in charlie.get("/households").json["items"]] == ["钱四"]
    assert [door["householder"] for door in alice.get("/households").json["items"]] == ["王一", "李二"]
    assert charlie.get("/coverage").json["total"]["registered"] == 1


def test_a_door_elsewhere_can_be_neither_excluded_nor_moved(charlie: Person, county: County):
    door = str(county.doors["王一"])

    asked = ask(charlie, door)
    moved = charlie.post("/households/move", household_ids=[door], to_code=HILL_1)

    assert asked.status_code == moved.status_code == 404


@pytest.mark.parametrize(
    ("name", "path", "allowed"),
    [
        ("dora", "/exclusions/{exclusion}/approve", False),  # a supervisor reads and takes lists away
        ("frank", "/exclusions/{exclusion}/approve", False),  # a village does not decide on its own rate
        ("carol", "/exclusions/{exclusion}/approve", True),
        ("frank", "/visits/{visit}/withdraw", False),
        ("carol", "/visits/{visit}/withdraw", True),
        ("dora", "/households/move", False),
    ],
)
def test_who_decides(app: Flask, alice: Person, county: County, name: str, path: str, allowed: bool):
    door = str(county.doors["王一"])
    asked = ask(alice, door)
    phone = Phone(alice, county)
    item = phone.visit(door)
    phone.verdicts(item)

    answer = Person(app, name).post(
        path.format(exclusion=asked.json["id"], visit=item["id"]), **({"reason": "签错了户"} if "visit" in path else {})
    )

    assert answer.status_code == (200 if allowed else 403)


def test_the_official_number_is_not_set_by_the_village_itself(frank: Person, carol: Person):
    assert frank.patch(f"/divisions/{EAST}", official_households=5).json["code"] == "not_allowed"
    assert carol.patch(f"/divisions/{EAST}", official_households=5).json["official_households"] == 5


def test_nor_shown_where_only_a_part_of_the_village_is_in_view(alice: Person, frank: Person, carol: Person):
    carol.patch(f"/divisions/{EAST}", official_households=5)

    def shown(person: Person) -> list[int | None]:
        return [d["official_households"] for d in person.get("/divisions", parent=TOWN).json["items"]]

    assert (shown(alice), shown(frank), shown(carol)) == ([None], [5], [5, None])


def test_a_list_asked_for_the_county_bears_the_name_of_what_it_holds(charlie: Person, erin: Person):
    titles = [person.get("/exports/uncovered.csv", scope=COUNTY).text.splitlines()[0] for person in (charlie, erin)]

    assert ["山前乡" in titles[0], "清溪县" in titles[0], "清溪县" in titles[1]] == [True, False, True]


def test_a_supervisor_asks_for_no_exclusion(dora: Person, county: County):
    door = str(county.doors["王一"])
    asked = ask(dora, door)

    assert asked.json["code"] == "not_allowed"


def test_nothing_elsewhere_can_be_decided_or_looked_at(alice: Person, charlie: Person, county: County):
    door = str(county.doors["王一"])
    asked = ask(alice, door)
    phone = Phone(alice, county)
    item = phone.taught(door)
    phone.verdicts(item, blobs=(png(),))

    answers = [
        charlie.post(f"/exclusions/{asked.json['id']}/approve"),
        charlie.post(f"/exclusions/{asked.json['id']}/refuse", reason="不"),
        charlie.post(f"/exclusions/{asked.json['id']}/end"),
        charlie.post(f"/visits/{item['id']}/withdraw", reason="签错了户"),
        charlie.get(f"/visits/{item['id']}/signature"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5


def test_the_list_of_accounts_ends_at_my_border(charlie: Person, carol: Person):
    assert [user["username"] for user in charlie.get("/users").json["items"]] == ["charlie"]
    assert "alice" in [user["username"] for user in carol.get("/users").json["items"]]


def test_an_account_that_is_closed_is_out_at_once(alice: Person):
    with writing():
        db.session.execute(update(User).where(User.username == "alice").values(is_active=False))

    assert alice.get("/session").json["code"] == "signed_out"


def test_numbers_are_masked_on_the_page_of_a_door(carol: Person, dora: Person, county: County):
    door = register("孙五", EAST_1, "桥东村9号", phone="13800001234", id_number="110101199003077758")
    with writing():
        db.session.add(
            Resident(household_id=door, name="孙六", relation="子", phone="13900005678", id_number="110101201003077751")
        )

    for person in (carol, dora):
        text = person.get(f"/households/{door}").text
        assert "110101********7758" in text
        assert "110101********7751" in text
        assert "199003" not in text
        assert "138****1234" in text
        assert "139****5678" in text
        assert not {phone for phone in ("13800001234", "13900005678") if phone in text}


def test_a_worker_gets_no_office_pages(alice: Person):
    assert alice.get("/exports/uncovered.csv").json["code"] == "not_allowed"


def test_who_only_counts_sees_no_whole_telephone_number(dora: Person, carol: Person, county: County):
    register("孙五", EAST_1, "桥东村1组20号", phone="13800001234")

    def seen(person: Person) -> set[str]:
        return {door["phone"] for door in person.get("/households").json["items"] if door["phone"]}

    assert seen(carol) == seen(dora) == {"138****1234"}
    assert "13800001234" not in dora.get("/exports/uncovered.csv").text


def _is_open(app: Flask, endpoint: str) -> bool:
    return endpoint in OPEN or app.view_functions[endpoint].is_open
