"""A picture or a photo whose bytes were taken away is named wherever its slip is shown, and the slip is certified nowhere."""

from typing import Any
from uuid import UUID

import pytest

from app.sync.sealing import CountyKey
from tests.cases.desk import ID_NUMBER, PHONE, after, ago, taken
from tests.cases.test_evidence import made as pack_made
from tests.cases.test_evidence import opened
from tests.county import EAST, EAST_1, County, register
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone, png, sha256
from tests.prints.printed import inside, slip_of, text_of
from tests.prints.villages import made
from tests.seals.sealed import faults, knock, seal, without_keys
from tests.seals.test_taken_out import PHOTOS

LOST = "签名或照片的文件不见了"


def take(sha256: str, *, bringer: bool = False) -> None:
    """Whoever has the database need not mind what refers to what."""
    for table in ("blob_bringer", "blob") if bringer else ("blob",):
        without_keys(f"DELETE FROM {table} WHERE sha256 = '{sha256}'")


@pytest.fixture
def home(county: County) -> UUID:
    county.doors["孙五"] = register("孙五", EAST_1, "桥东村5号", phone=PHONE, id_number=ID_NUMBER)
    return county.doors["孙五"]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("bringer", [False, True])
@pytest.mark.parametrize("way", ["signed", "mark", "paper"])
def test_a_slips_picture(alice: Person, carol: Person, county: County, county_key: CountyKey, way: str, bringer: bool):
    visit = knock(Phone(alice, county), county, way, door="孙五", slip={"paper_code": ""} if way == "paper" else {})
    seal(county_key)
    assert faults() == []
    take(sha256(png(1)), bringer=bringer)

    assert f"seal {EAST} · 1: the bytes of its picture are gone" in faults()
    assert carol.get(f"/visits/{visit}/seal").json["faults"] == [LOST]
    pdf = slip_of(carol, visit)
    paper = text_of(pdf)
    assert paper.startswith(f"与封存时不一致，共1处{LOST}")
    assert not [word for word in ("没有改动过，是在所写的", "还在服务器上", "没有照片") if word in paper]
    assert inside(pdf)["picture"] is None
    assert "有1份与封存时不一致" in text_of(made(carol)[1])
    assert LOST in pack(carol, county)


def pack(carol: Person, county: County) -> str:
    """The paper of a case's evidence, which calls no slip right here."""
    with after(days=1):
        case = taken(carol, number="A1", phone=PHONE, id_number=ID_NUMBER, happened_from=ago(hours=3))
        match: dict[str, Any] = {"household_id": str(county.doors["孙五"])}
        assert carol.put_json(f"/cases/{case['id']}/match", **match).status_code == 200
        paper = "".join(texts(opened(carol, pack_made(carol, case["id"]))["evidence.pdf"]))
    assert "核对通过" not in paper
    assert "有1份核对未通过" in paper
    return paper


def test_a_photo_of_its_visit(alice: Person, carol: Person, county: County, county_key: CountyKey):
    visit = knock(Phone(alice, county), county, photos=PHOTOS)
    alice.put(f"/blobs/{PHOTOS[0]}", png(7))
    seal(county_key)
    # The second has not come yet, which is nobody's fault.
    assert faults() == []
    take(PHOTOS[0])

    assert f"seal {EAST} · 1: of the photos of its visit 1 are gone" in faults()
    assert f"blob {PHOTOS[0]}: somebody brought it, and it is gone" in faults()
    assert carol.get(f"/visits/{visit}/seal").json["faults"] == ["走访照片有 1 张的文件不见了"]
    assert text_of(slip_of(carol, visit)).startswith("与封存时不一致，共1处")


def test_one_that_was_not_sealed_yet(alice: Person, carol: Person, county: County):
    visit = knock(Phone(alice, county), county, "mark")
    take(sha256(png(1)))

    assert faults() == [f"blob {sha256(png(1))}: somebody brought it, and it is gone"]
    assert "图片的文件不见了，没有印在这里" in text_of(slip_of(carol, visit))
