"""A village's slips as one file: every complete one once, in order of address, as a job, for a reason, and on the record."""

import io
import json
import re
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import event, select

from app.campaigns.models import Campaign
from app.db import db
from app.exports.models import Export
from app.jobs import background
from app.prints import book
from app.seals.models import SlipSeal
from app.slips import qr
from app.slips.models import Slip
from app.sync.sealing import CountyKey
from tests.audit.reading import told_of
from tests.county import EAST, EAST_1, TOWN, WEST, County
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.prints.printed import codes
from tests.prints.villages import homes, made, pictures, sign
from tests.seals.sealed import knock, seal

pytestmark = pytest.mark.one_database


def test_every_complete_slip_stands_in_it_once_by_address(
    alice: Person, bob: Person, carol: Person, county: County, county_key: CountyKey
):
    names = homes(county, 2 * book.PART + 3)
    phone = Phone(alice, county)
    sign(phone, county, *reversed(names))
    sign(Phone(bob, county), county, "赵三")
    phone.verdicts(phone.taught(county.doors["王一"], png(3)))  # its signature never comes
    seal(county_key)

    job, pdf = made(carol)
    first, *rest = texts(pdf)

    assert (job["of"], job["done"]) == (len(names), len(names))
    assert [re.findall("户主[0-9]{2}户，", page) for page in rest] == [[f"{name}户，"] for name in names]
    assert "赵三" not in "".join(rest)
    assert "王一户" not in "".join(rest)
    assert f"本人签字{len(names)}001" in first
    assert f"合计{len(names)}001" in first


def test_each_has_its_own_code(alice: Person, carol: Person, county: County, county_key: CountyKey):
    visits = sign(Phone(alice, county), county, *homes(county, 5))
    seal(county_key)

    _, *found = codes(made(carol)[1])

    assert [str(qr.read(code).id) for code in found] == visits
    sealed = {str(one.visit_id): one.leaf for one in db.session.scalars(select(SlipSeal))}
    assert [qr.read(code).leaf.hex() for code in found] == [sealed[visit] for visit in visits]


def test_each_counts_its_own_pages_and_is_found_by_its_name(
    alice: Person, carol: Person, county: County, county_key: CountyKey
):
    phone, (short, long) = Phone(alice, county), homes(county, 2)
    sign(phone, county, short)
    words = "\n".join(f"第{n}条" for n in range(90))
    knock(phone, county, door=long, picture=next(pictures), slip={"text": words, "text_sha256": sha256(words)})
    seal(county_key)

    pdf = made(carol)[1]

    numbered = [re.search("第(.)页，共(.)页$", page) for page in texts(pdf)]
    assert [found.groups() if found else None for found in numbered] == [
        *[("1", "1"), ("1", "1")],
        *[(str(n), "3") for n in (1, 2, 3)],
    ]
    (part,) = [item for item in PdfReader(io.BytesIO(pdf)).outline if isinstance(item, list)]
    assert [str(item.title) for item in part] == [
        f"城关镇桥东村桥东村9组{n}号　{name}" for n, name in ((1, short), (2, long))
    ]


def test_one_withdrawn_is_in_it_and_counted_apart(alice: Person, carol: Person, county: County, county_key: CountyKey):
    first, _ = sign(Phone(alice, county), county, *homes(county, 2))
    seal(county_key)
    carol.post(f"/visits/{first}/withdraw", reason="走错了门")

    about, one, other = texts(made(carol)[1])

    assert "本人签字2100" in about
    assert ("这次走访已撤回" in one, "这次走访已撤回" in other) == (True, False)


def test_all_are_looked_at_anew_and_the_first_page_says_how_many_are_not_as_they_were_sealed(
    alice: Person, carol: Person, county: County, county_key: CountyKey
):
    visits = sign(Phone(alice, county), county, *homes(county, 3))
    seal(county_key)
    about, *_ = texts(made(carol)[1])
    assert "已封存的都与封存时一致" in about

    db.session.get_one(Slip, UUID(visits[1])).signer_name = "张三"
    db.session.commit()
    about, *sheets = texts(made(carol)[1])

    assert "有1份与封存时不一致" in about
    assert ["签收人与封存时不同" in sheet for sheet in sheets] == [False, True, False]


def test_a_grid_has_its_own_and_a_town_is_too_much(alice: Person, carol: Person, county: County):
    sign(Phone(alice, county), county, *homes(county, 2))

    assert len(texts(made(carol, EAST_1)[1])) == 3
    assert len(texts(made(carol, WEST)[1])) == 1
    for place in (TOWN, None):
        refused = carol.post("/printed-slips/jobs", content="slips", scope=place, reason="case")
        assert (refused.status_code, refused.json["code"]) == (422, "slips_of_one_village")


def test_slips_leave_for_a_reason_and_on_the_record(alice: Person, carol: Person, erin: Person, county: County):
    sign(Phone(alice, county), county, *homes(county, 3))

    refused = carol.post("/printed-slips/jobs", content="slips", scope=EAST)
    assert (refused.status_code, refused.json["code"]) == (422, "export_reason_missing")
    entries = told_of(erin, lambda: made(carol))

    export = db.session.scalars(select(Export)).one()
    assert (export.content, export.rows, export.reason, export.format) == ("slips", 3, "inspection", "pdf")
    assert len(export.sha256 or "") == 64
    assert [entry["action"] for entry in entries] == ["make_slip_file", "export_slips", "take_file"]
    told = json.dumps(entries, ensure_ascii=False)
    assert "告知单 3 份" in told
    assert not re.search("户主[0-9]", told)


def test_more_than_a_day_allows_is_asked_for_and_approved(
    app: Flask, alice: Person, carol: Person, erin: Person, county: County
):
    sign(Phone(alice, county), county, *homes(county, 3))
    allowed, app.config["EXPORT_ROWS_A_DAY"] = app.config["EXPORT_ROWS_A_DAY"], 2
    said = {"content": "slips", "scope": EAST, "reason": "inspection"}
    try:
        refused = carol.post("/printed-slips/jobs", **said)
        shown = carol.get("/printed-slips/allowance", **said).json
        asked = carol.post("/printed-slips/requests", **said, why="交市里检查").json
        assert erin.post(f"/export-requests/{asked['id']}/approve").status_code == 200
        job, _ = made(carol)
    finally:
        app.config["EXPORT_ROWS_A_DAY"] = allowed

    assert (refused.status_code, refused.json["code"]) == (403, "export_over_allowance")
    assert (shown["rows"], shown["is_within"]) == (3, False)
    assert (asked["content"], asked["rows"]) == ("slips", 3)
    assert job["done"] == 3


def test_an_approval_is_for_the_audience_that_was_chosen(
    app: Flask, carol: Person, erin: Person, county: County, monkeypatch: pytest.MonkeyPatch
):
    homes(county, 3)
    monkeypatch.setitem(app.config, "EXPORT_ROWS_A_DAY", 2)
    said = {"content": "blank_slips", "scope": EAST, "state": "uncovered"}
    asked = carol.post("/printed-slips/requests", **said, audience="elderly", why="老年人专场").json
    assert asked["audience"] == "elderly"
    assert erin.post(f"/export-requests/{asked['id']}/approve").status_code == 200

    for other in (None, "family"):
        refused = carol.post("/printed-slips/jobs", **said, audience=other)
        assert (refused.status_code, refused.json["code"]) == (403, "export_over_allowance")
    job, pdf = made(carol, content="blank_slips", state="uncovered", audience="elderly")

    assert job["done"] == job["of"] == asked["rows"]
    assert all("告知单（老年人）" in page for page in texts(pdf) if "本户编码" in page)


def test_it_can_be_cancelled_and_its_number_is_free_again(
    alice: Person, carol: Person, county: County, monkeypatch: pytest.MonkeyPatch
):
    sign(Phone(alice, county), county, *homes(county, 3))
    monkeypatch.setattr(background, "call", lambda: None)
    job = carol.post("/printed-slips/jobs", content="slips", scope=EAST, reason="case").json

    assert carol.delete(f"/jobs/{job['id']}").json["state"] == "cancelled"
    assert db.session.scalars(select(Export)).all() == []


def test_a_part_takes_as_many_queries_however_many_are_in_it(
    alice: Person, carol: Person, county: County, county_key: CountyKey
):
    names = homes(county, 20)
    sign(Phone(alice, county), county, *names[:4])
    few = _queries(carol)
    sign(Phone(alice, county), county, *names[4:])
    seal(county_key)

    assert _queries(carol) <= few + 2  # how far it is may be said once more


def _queries(person: Person) -> int:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "FROM visit JOIN slip" in statement or "FROM slip JOIN visit" in statement:
            asked.append(statement)

    event.listen(db.engine, "after_cursor_execute", note)
    try:
        made(person)
    finally:
        event.remove(db.engine, "after_cursor_execute", note)
    return len(asked)


def test_another_campaigns_are_not_in_it(alice: Person, carol: Person, county: County):
    sign(Phone(alice, county), county, *homes(county, 1))
    (campaign,) = db.session.scalars(select(Campaign.id))

    assert len(texts(made(carol, campaign=str(campaign))[1])) == 2
    assert (
        carol.get("/printed-slips/allowance", content="slips", scope=EAST, campaign=str(UUID(int=1))).status_code == 404
    )


def test_nobody_prints_another_towns(charlie: Person, county: County):
    refused = charlie.post("/printed-slips/jobs", content="slips", scope=EAST, reason="case")

    assert refused.status_code == 404
