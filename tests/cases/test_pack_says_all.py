"""The pack is for good: its conclusion has every paper slip's photo read, and a refusal stands in it with its reason and witness."""

import json
from uuid import UUID

from flask import Flask

from app.changes import writing
from app.sync.sealing import CountyKey
from tests.cases.desk import after, ago, known, taken
from tests.cases.test_evidence import made, opened
from tests.cases.test_paper_slips import UNSURE, given
from tests.county import COUNTY, County, hire
from tests.forgetting.orders import forget
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, png
from tests.prints.printed import photo, scans
from tests.prints.test_blank import sheet_of
from tests.seals.sealed import seal


def pack(carol: Person, home: UUID, name: str) -> tuple[dict, str]:
    """What the pack of a case of the last hours says, for machines and on paper."""
    case = taken(carol, victim=name, happened_from=ago(hours=3))
    assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(home)).status_code == 200
    files = opened(carol, made(carol, case["id"]))
    return json.loads(files["evidence.json"])["home"], "".join(texts(files["evidence.pdf"]))


def test_a_photo_that_nobody_has_read_yet_is_read_for_it(county: County, alice: Person, carol: Person):
    home = county.doors["王一"]
    (page,) = scans(sheet_of(carol, county.doors["李二"]))
    given(Phone(alice, county), home, photo(page))
    with after(days=1):
        said, printed = pack(carol, home, "王一")

    assert said["sentence"] == UNSURE
    assert [mark["mark"] for mark in said["visits"][0]["marks"]] == ["paper_other"]
    assert UNSURE in printed
    assert "还没有读" not in printed


def test_a_refusal_stands_in_it_with_why_and_before_whom(
    county: County, alice: Person, carol: Person, county_key: CountyKey
):
    home = county.doors["王一"]
    phone = Phone(alice, county)
    event = phone.slip(home, "refused", b"", slip={"reason": "说自己不会上当"}, witness="老周", **known())
    assert phone.verdicts(event)[0]["status"] == "created"
    seal(county_key)
    with after(days=1):
        said, printed = pack(carol, home, "王一")

    assert said["visits"][0]["slip"]["reason"] == "说自己不会上当"
    assert "已当面说明，拒绝签字；原因：说自己不会上当；见证人：老周；" in printed


def test_who_could_not_write_as_well_and_of_the_forgotten_no_reason(
    app: Flask, county: County, alice: Person, carol: Person, erin: Person, county_key: CountyKey
):
    home = county.doors["王一"]
    phone = Phone(alice, county)
    event = phone.slip(home, "mark", png(5), slip={"reason": "不识字"}, witness="老周", **known())
    assert phone.verdicts(event, blobs=(png(5),))[0]["status"] == "created"
    seal(county_key)
    with after(days=1):
        _, printed = pack(carol, home, "王一")
        assert "原因：不识字；见证人：老周；" in printed
        with writing():
            hire("gina", "admin", COUNTY)
        forget(erin, Person(app, "gina"), home)

        said, printed = pack(carol, home, "王一")

    assert said["visits"][0]["slip"]["reason"] is None
    assert "不识字" not in printed
    assert "老周" not in printed
    assert "原因：" not in printed
