"""Paper slips in the trace, the list and the pack: held against the code and the words on the sheet, doubted where another's."""

import json
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from app.campaigns.notice import Wording
from app.campaigns.templates import word
from app.changes import writing
from app.slips.ways import WAYS
from app.sync.sealing import CountyKey
from tests.cases.desk import after, ago, known, taken
from tests.cases.test_evidence import made, opened
from tests.cases.test_trace import marked, trace
from tests.county import County
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, sha256
from tests.prints.printed import photo, scans
from tests.prints.test_blank import sheet_of
from tests.prints.test_paper_slips import read
from tests.seals.sealed import seal

UNSURE = "无法判断（纸质告知单的编码是另一户的）"


def given(phone: Phone, door: UUID, picture: bytes, **slip: Any) -> None:
    """A visit with a paper slip, when its phone knew the hour."""
    event = phone.slip(door, "paper", picture, slip=slip, **known())
    (verdict,) = phone.verdicts(event, blobs=(picture,))
    assert verdict["status"] == "created", verdict


@pytest.mark.parametrize(
    ("whose", "mark", "sentence"),
    [
        ("王一", None, "案发前已上门宣传（签的是纸质告知单）"),
        ("李二", "paper_other", UNSURE),
        ("", "paper_unreadable", "案发前已上门宣传（签的是纸质告知单）"),
    ],
)
def test_the_code_on_the_sheet_is_asked(
    app: Flask, county: County, alice: Person, carol: Person, whose: str, mark: str | None, sentence: str
):
    home = county.doors["王一"]
    (page,) = scans(sheet_of(carol, county.doors[whose or "王一"]))
    given(Phone(alice, county), home, photo(page, blot=not whose))
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=12))
        # The trace looks at the photo itself, before any round has read it.
        for traced in (trace(carol, case, home), (read(app), trace(carol, case, home))[1]):
            assert traced["sentence"] == sentence
            assert marked(traced) == [[mark] if mark else []]
        carol.put_json(f"/cases/{case['id']}/match", household_id=str(home))
        assert [one["sentence"] for one in carol.get("/cases").json["items"]] == [sentence]


def test_the_pack_and_the_slip_in_it_say_the_same(
    app: Flask, county: County, alice: Person, carol: Person, county_key: CountyKey
):
    home = county.doors["王一"]
    (page,) = scans(sheet_of(carol, county.doors["李二"]))
    given(Phone(alice, county), home, photo(page))
    read(app)
    seal(county_key)
    with after(days=1):
        case = taken(carol, victim="王一", happened_from=ago(hours=12))
        carol.put_json(f"/cases/{case['id']}/match", household_id=str(home))
        pack = opened(carol, made(carol, case["id"]))

        said = json.loads(pack["evidence.json"])["home"]
        assert said["sentence"] == UNSURE
        (visit,) = said["visits"]
        note = "照片上的二维码是另一户的（桥东村1组12号），没有填写编码"
        assert visit["slip"]["paper_note"] == note
        report = "".join("".join(texts(pack["evidence.pdf"])).split())
        assert note in report
        assert UNSURE in report
        (slip,) = (data for name, data in pack.items() if name.startswith("slips/") and name.endswith(".pdf"))
        assert note in "".join("".join(texts(slip)).split())


def test_words_of_another_version_teach_nothing_for_sure(app: Flask, county: County, alice: Person, carol: Person):
    home = county.doors["王一"]
    (page,) = scans(sheet_of(carol, home))
    with writing():
        newer = word(
            county.campaign_id, "family", Wording("新告知单", "{householder}：请提防虚假贷款。96110、110。", ("loan",))
        )
    text = f"王一：请提防虚假贷款。96110、110。\n\n{WAYS['paper'].closing}"
    told = {"template_id": str(newer.id), "text": text, "text_sha256": sha256(text)}
    given(Phone(alice, county), home, photo(page), **told)
    read(app)
    with after(days=1):
        case = taken(carol, victim="王一", fraud="loan", happened_from=ago(hours=12))

        (visit,) = trace(carol, case, home)["visits"]

        assert (visit["slip"]["teaches_it"], visit["slip"]["teaches_said"]) == (
            None,
            "不能确定：纸上印的是另一版的文字",
        )
        assert "家庭第 1 版的文字，与手机上的不同" in visit["slip"]["paper_note"]
