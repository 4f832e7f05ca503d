"""Blank slips: one for each door, with the household's code; and what its photograph says when it comes back."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from app import clock
from app.campaigns.models import NoticeTemplate
from app.campaigns.notice import Wording
from app.campaigns.operations import current_template
from app.campaigns.templates import word
from app.changes import writing
from app.db import db
from app.households.models import Placement
from app.households.standing import restand
from app.prints import blank
from app.slips.paper_code import code_of, shown
from tests.audit.reading import told_of
from tests.county import EAST, EAST_1, WEST, County, register
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.prints.printed import codes, photo, scans
from tests.prints.test_village import made

pytestmark = pytest.mark.one_database


def sheet_of(person: Person, household_id: UUID) -> bytes:
    with person.get(f"/households/{household_id}/blank-slip.pdf") as answer:
        assert answer.status_code == 200, answer.text
        return answer.data


def handed_in(phone: Phone, door: UUID, picture: bytes, code: str = "") -> str:
    """A visit with a paper slip that was photographed."""
    event = phone.slip(door, "paper", picture, slip={"paper_code": code})
    (verdict,) = phone.verdicts(event, blobs=(picture,))
    assert verdict["status"] == "created", verdict
    return str(event["id"])


def test_it_has_the_words_the_household_and_room_to_sign(carol: Person, county: County):
    door = county.doors["王一"]

    (page,) = texts(sheet_of(carol, door))

    assert "王一户（桥东村桥东村1组1号）：" in page
    assert "讲解日期：＿＿＿＿年＿＿月＿＿日" in page
    for room in ("签收人签名", "手印", "见证人签名", "走访人签名", "与户主关系"):
        assert room in page
    assert page.count("".join(shown(code_of(door)).split())) == 2
    assert "{" not in page


def test_its_code_is_the_households_and_names_nobody(carol: Person, county: County):
    door = county.doors["王一"]

    (found,) = codes(sheet_of(carol, door))

    assert blank.read(found) == (door, current_template(county.campaign_id).id)
    assert len(found) == 56


@pytest.mark.parametrize("text", ["", "QM1:", "QM1:" + "A" * 51, "QM1:" + "1" * 52, "https://example.com/"])
def test_any_other_code_is_none(text: str):
    assert blank.read(text) is None


def test_a_village_has_one_for_each_door_or_for_those_not_reached(
    alice: Person, carol: Person, erin: Person, county: County
):
    shop = register("孙掌柜", EAST_1, "桥东村7号", kind="merchant", title="小卖部")
    phone = Phone(alice, county)
    phone.verdicts(phone.slip(county.doors["王一"], "refused"), phone.taught(county.doors["李二"]), blobs=())

    job, every = made(carol, content="blank_slips")
    left = made(carol, content="blank_slips", state="uncovered")[1]
    entries = told_of(erin, lambda: made(carol, content="blank_slips", scope=WEST))

    assert job["of"] == len(texts(every)) == 3
    assert {blank.read(code)[0] for code in codes(every)} == {county.doors["王一"], county.doors["李二"], shop}
    assert len(texts(left)) == 3  # a refusal and a slip that is not whole cover nobody
    assert "孙掌柜（桥东村桥东村7号）：" in "".join(texts(every))
    assert "告知单（商户）第1版" in "".join(texts(every))
    assert [entry["action"] for entry in entries] == ["make_slip_file", "export_blank_slips", "take_file"]


def test_whom_the_words_speak_to_may_be_chosen(carol: Person, county: County):
    door, elderly = county.doors["王一"], "告知单（老年人）第1版"
    register("孙掌柜", EAST_1, "桥东村7号", kind="merchant", title="小卖部")

    with carol.get(f"/households/{door}/blank-slip.pdf", audience="elderly") as answer:
        one = answer.data
    every = texts(made(carol, content="blank_slips", audience="elderly")[1])

    assert elderly in "".join(texts(one))
    assert len(every) == 3
    assert all(elderly in page for page in every)
    (code,) = codes(one)
    (template,) = db.session.scalars(select(NoticeTemplate.id).where(NoticeTemplate.audience == "elderly"))
    assert blank.read(code) == (door, template)
    assert carol.get(f"/households/{door}/blank-slip.pdf", audience="everybody").status_code == 422


def test_a_door_that_is_covered_needs_none(alice: Person, carol: Person, county: County):
    phone = Phone(alice, county)
    event = phone.taught(county.doors["王一"])
    phone.verdicts(event, blobs=(png(),))

    left = made(carol, content="blank_slips", state="uncovered")[1]

    assert [blank.read(code)[0] for code in codes(left)] == [county.doors["李二"]]


@pytest.mark.parametrize(
    ("whose", "typed", "picture", "code"),
    [
        ("王一", "王一", "agrees", "agrees"),
        ("王一", "", "agrees", "none"),
        ("李二", "李二", "other", "other"),
        ("", "王一", "unreadable", "agrees"),
    ],
)
def test_its_photograph_is_matched(
    alice: Person, carol: Person, county: County, whose: str, typed: str, picture: str, code: str
):
    (page,) = scans(sheet_of(carol, county.doors[whose or "王一"]))
    said = code_of(county.doors[typed]) if typed else ""
    visit = handed_in(Phone(alice, county), county.doors["王一"], photo(page, blot=not whose), said)

    match = carol.get(f"/visits/{visit}/paper").json

    assert (match["picture"], match["typed"]) == (picture, code)
    assert match["other_address"] == ("桥东村1组12号" if picture == "other" else None)
    assert match["other_id"] == (str(county.doors["李二"]) if picture == "other" else None)
    assert match["other_words"] is None
    assert match["note"]


def test_a_code_that_was_mistyped_is_kept_and_shown(alice: Person, carol: Person, county: County):
    visit = handed_in(Phone(alice, county), county.doors["王一"], png(), "AAAABBBBC")

    match = carol.get(f"/visits/{visit}/paper").json

    assert match["typed"] == "unreadable"
    assert "填写的编码 AAAA BBBB C 不对" in match["note"]


def test_another_households_is_not_named_to_who_may_not_see_it(
    bob: Person, frank: Person, carol: Person, alice: Person, county: County
):
    """Frank answers for 桥东村; the sheet is of 桥西村."""
    (page,) = scans(sheet_of(carol, county.doors["赵三"]))
    visit = handed_in(Phone(alice, county), county.doors["王一"], photo(page))

    told = {name: person.get(f"/visits/{visit}/paper").json for name, person in (("frank", frank), ("carol", carol))}

    assert {name: (one["picture"], one["other_address"], one["other_id"]) for name, one in told.items()} == {
        "frank": ("other", None, None),
        "carol": ("other", "桥西村2号", str(county.doors["赵三"])),
    }


def test_older_words_on_paper_are_told(alice: Person, carol: Person, county: County):
    (page,) = scans(sheet_of(carol, county.doors["王一"]))
    with writing():
        newer = word(county.campaign_id, "family", Wording("新告知单", "{householder}：请拨打 96110、110。", ()))
    picture, text = photo(page), "王一：请拨打 96110、110。"
    told = {"template_id": str(newer.id), "text": text, "text_sha256": sha256(text)}
    phone = Phone(alice, county)
    event = phone.slip(county.doors["王一"], "paper", picture, slip=told)
    phone.verdicts(event, blobs=(picture,))

    match = carol.get(f"/visits/{event['id']}/paper").json

    assert match["picture"] == "agrees"
    assert match["other_words"].endswith("家庭第 1 版")
    assert f"纸上是{match['other_words']}的文字，与手机上的不同" in match["note"]


def test_it_keeps_nothing_from_counting(alice: Person, carol: Person, county: County):
    (page,) = scans(sheet_of(carol, county.doors["李二"]))
    handed_in(Phone(alice, county), county.doors["王一"], photo(page))

    states = {door["householder"]: door["state"] for door in carol.get("/households", scope=EAST).json["items"]}

    assert states == {"王一": "covered", "李二": "uncovered"}


def test_one_that_is_off_the_register_gets_none(carol: Person, county: County):
    gone = register("迁走的", EAST_1, "桥东村8号", registered_on=clock.today() - timedelta(days=9))
    with writing():
        db.session.execute(update(Placement).where(Placement.household_id == gone).values(until_on=clock.today()))
        restand([gone])

    refused = carol.get(f"/households/{gone}/blank-slip.pdf")

    assert (refused.status_code, refused.json["code"]) == (409, "no_blank_slip")
