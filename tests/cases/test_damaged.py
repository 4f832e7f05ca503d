"""One damaged value hides itself and nothing else."""

import json
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from app.db import db
from app.sync.sealing import CountyKey
from tests.cases.desk import PHONE, after, ago, knock, taken
from tests.cases.test_evidence import made, opened
from tests.county import EAST_1, County, register
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone
from tests.seals.sealed import seal


def damage(table: str, column: str, where: str) -> None:
    """Turn one bit of one value over, past the program."""
    db.session.rollback()
    (value,) = db.session.execute(text(f'SELECT {column} FROM "{table}" WHERE {where}')).scalars()
    changed = bytes(value)[:-1] + bytes([value[-1] ^ 1])
    db.session.execute(text(f'UPDATE "{table}" SET {column} = :changed WHERE {where}'), {"changed": changed})
    db.session.commit()
    db.session.remove()


@pytest.mark.parametrize(
    ("column", "unreadable", "victim"),
    [("note", [], "孙五"), ("victim", ["受害人"], "（打不开）"), ("phone", ["电话"], "孙五")],
)
def test_the_list_shows_the_other_cases_and_says_which_cannot_be_read(
    carol: Person, column: str, unreadable: list[str], victim: str
):
    hurt = taken(carol, number="A1", phone=PHONE, note="某某")
    taken(carol, number="A2", victim="赵三", phone="13900000001")
    damage("case", column, "number = 'A1'")

    for answer in (carol.get("/cases"), carol.post("/cases/search", q="A")):
        assert answer.status_code == 200, answer.text
        told = {one["number"]: one for one in answer.json["items"]}
        assert (told["A1"]["unreadable"], told["A1"]["victim"]) == (unreadable, victim)
        assert (told["A2"]["unreadable"], told["A2"]["victim"], told["A2"]["phone"]) == ([], "赵三", "139****0001")
    alone = carol.get(f"/cases/{hurt['id']}")
    assert (alone.status_code, alone.json["code"], "案件 A1 " in alone.json["message"]) == (
        500,
        "case_unreadable",
        True,
    )
    # Whoever's name cannot be opened may be the one that is sought.
    found = carol.post("/cases/search", q="赵三").json["items"]
    assert [one["number"] for one in found if not one["unreadable"]] == ["A2"]


@pytest.fixture
def traced(county: County, alice: Person, carol: Person, county_key: CountyKey) -> tuple[dict[str, Any], UUID]:
    """A case of a home with two signed slips, a day later."""
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE)
    phone = Phone(alice, county)
    for name in ("孙五", "孙大"):
        knock(phone, home, slip={"signer_name": name})
    seal(county_key)
    with after(days=1):
        case = taken(carol, number="A1", phone=PHONE, happened_from=ago(hours=3))
        carol.put_json(f"/cases/{case['id']}/match", household_id=str(home))
    return case, home


@pytest.mark.parametrize("column", ["text", "strokes"])
def test_a_slip_that_cannot_be_read_is_named_and_the_others_are_there(
    traced: tuple[dict[str, Any], UUID], carol: Person, column: str
):
    case, home = traced
    damage("slip", column, "signer_name = '孙五'")

    with after(days=1):
        answer = carol.get(f"/cases/{case['id']}/homes/{home}")
        files = opened(carol, made(carol, case["id"]))
    assert answer.status_code == 200, answer.text
    slips = {visit["slip"]["signer_name"]: visit["slip"] for visit in answer.json["visits"]}
    assert ["打不开" in "".join(slips[name]["faults"]) for name in ("孙五", "孙大")] == [True, False]
    assert (slips["孙五"]["teaches_it"], "打不开" in slips["孙五"]["teaches_said"]) == (None, True)

    packed = {v["slip"]["signer_name"]: v["slip"] for v in json.loads(files["evidence.json"])["home"]["visits"]}
    assert (packed["孙五"]["files"], len(packed["孙大"]["files"])) == ([], 2)
    assert set(packed["孙大"]["files"]) == {name for name in files if name.startswith("slips/")}
    paper = "".join(texts(files["evidence.pdf"]))
    assert "有1份核对未通过" in paper
    assert "1份已封存的告知单核对通过" in paper


def test_a_picture_that_cannot_be_read_takes_only_its_own_slip_s_files(
    traced: tuple[dict[str, Any], UUID], carol: Person
):
    damage("blob", "data", "true")
    case, _ = traced

    with after(days=1):
        files = opened(carol, made(carol, case["id"]))
    assert "打不开" in "".join(texts(files["evidence.pdf"]))
    # Both were signed with the same picture.
    assert [name for name in files if name.startswith("slips/")] == []
