"""A slip on paper: what was signed and all that is known of it, to be read, selected, scanned and verified."""

import json
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.changes import writing
from app.db import db
from app.exports.models import Export
from app.prints.sheet import SHOWS
from app.seals.disclosure import slip_file
from app.seals.models import SlipSeal
from app.slips import qr
from app.slips.ways import WAYS
from app.sync.sealing import CountyKey
from app.visits.models import Visit
from tests.audit.reading import told_of
from tests.county import COUNTY, EAST, County, hire
from tests.forgetting.orders import forget as erase
from tests.paper.reading import picture, texts
from tests.person import Person
from tests.phone import Phone, sha256
from tests.prints.printed import codes, inside, keys_of, slip_of, text_of
from tests.seals.sealed import knock, seal
from tests.slips import independent

pytestmark = pytest.mark.one_database

LINES = ["王一户：", "", "一、刷单返利都是骗局。", "二、  两个空格，𠮷䶮𫚖。", "以上已听清。2026年11月26日"]


def signed(phone: Phone, county: County, lines: list[str] = LINES, **more: object) -> str:
    text = "\n".join(lines)
    return knock(phone, county, slip={"text": text, "text_sha256": sha256(text), **more})


def test_the_very_words_come_out_line_by_line(phone: Phone, carol: Person, county: County, county_key: CountyKey):
    visit = signed(phone, county)
    seal(county_key)

    (page,) = texts(slip_of(carol, visit))

    assert "".join("".join(LINES).split()) in page


def test_it_says_who_when_where_and_what_it_shows(phone: Phone, carol: Person, county: County, county_key: CountyKey):
    visit = signed(phone, county, signer_relation="spouse", signer_name="王二嫂", way="adult")
    seal(county_key)

    text = text_of(slip_of(carol, visit))
    sealed = db.session.get_one(SlipSeal, UUID(visit))

    for said in ("签收人王二嫂（配偶）", "走访人Alice", "住户王一", "地址城关镇桥东村桥东村1组1号"):
        assert said in text
    assert "走访位置没有位置：手机没有允许定位" in text
    assert f"回执号{db.session.get_one(Visit, UUID(visit)).receipt}" in text
    assert f"封存号{EAST}第1份（桥东村）" in text
    assert f"密钥编号{sealed.key_id}" in text
    assert f"记录指纹{sealed.leaf[:16]}" in text
    assert f"这份告知单能证明什么{SHOWS.format('以上文字和笔迹', '自封存之后')}不能证明：是谁的手写的" in text
    assert "“可靠电子签名”" in text


def test_its_code_says_what_was_sealed(phone: Phone, carol: Person, county: County, county_key: CountyKey):
    visit = signed(phone, county)
    seal(county_key)

    (address,) = codes(slip_of(carol, visit))
    sealed = db.session.get_one(SlipSeal, UUID(visit))

    assert address.startswith("HTTP://LOCALHOST/S/")
    assert qr.read(address) == qr.Code(
        UUID(visit), EAST, 1, sealed.sealed_ms, bytes.fromhex(sealed.leaf), sealed.key_id, bytes.fromhex(sealed.seal)
    )


def test_its_file_is_inside(phone: Phone, carol: Person, county: County, county_key: CountyKey):
    visit = signed(phone, county)
    seal(county_key)

    whole = inside(slip_of(carol, visit))

    assert whole == json.loads(json.dumps(slip_file(UUID(visit))))
    assert whole["opened"]["text"] == "\n".join(LINES)


def test_its_pages_are_sealed(phone: Phone, carol: Person, county: County, county_key: CountyKey):
    visit = signed(phone, county)
    seal(county_key)
    pdf, keys = slip_of(carol, visit), keys_of(county_key)

    assert independent.verify_print(pdf, keys)
    dice = Random(3)
    for _ in range(200):
        changed = bytearray(pdf)
        changed[dice.randrange(len(pdf))] ^= 1 << dice.randrange(8)
        assert not independent.verify_print(bytes(changed), keys)


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("signed", "方式本人签字"),
        ("adult", "签收人王一（子女）"),
        ("mark", "原因：右手有伤见证人：李二"),
        ("mark", "以上文字和照片自封存之后没有改动过"),
        ("mark", "不能证明：手印是谁按的"),
        ("paper", "纸单核对照片上读不出二维码，没有填写编码"),
        ("paper", "不能证明：纸上的字是谁签的"),
        ("refused", "已当面说明告知单的内容，住户拒绝签字。原因：右手有伤见证人：李二"),
        ("refused", "不能证明：拒绝的人是谁，见证人是否在场"),
    ],
)
def test_every_way_is_said(phone: Phone, carol: Person, county: County, county_key: CountyKey, way: str, said: str):
    relation = {"slip": {"signer_relation": "child"}} if way == "adult" else {}
    visit = knock(phone, county, way, **relation)
    seal(county_key)

    text = text_of(slip_of(carol, visit))

    assert said in text
    assert f"方式{''.join(WAYS[way].word.split())}" in text
    assert ("屏幕上的签名" in text) == (WAYS[way].picture == "signature")


def test_the_strokes_are_drawn_where_the_pen_was(phone: Phone, carol: Person, county: County, county_key: CountyKey):
    """One long line down, and one across: ink is where each was."""
    shapes = []
    for down, across in ((1, 0), (0, 1)):
        visit = signed(phone, county, strokes=[[[20 + x * across, 20 + x * down, 16 * x] for x in range(0, 100, 5)]])
        seal(county_key)
        shapes.append(ink(picture(slip_of(carol, visit))))

    (tall, thin), (flat, wide) = shapes
    assert tall > 4 * thin
    assert wide > 4 * flat


def ink(page: np.ndarray) -> tuple[int, int]:
    """How many rows and columns have black in them in the table's first row, right of its label."""
    rules = np.flatnonzero((page < 225).sum(axis=1) > 800)
    box = page[rules[0] + 4 : rules[rules > rules[0] + 10][0] - 4, 220:980] < 100
    return int(box.any(axis=1).sum()), int(box.any(axis=0).sum())


def test_one_not_sealed_yet_has_no_code_and_says_so(phone: Phone, carol: Person, county: County):
    visit = signed(phone, county)

    pdf = slip_of(carol, visit)

    assert codes(pdf) == [""]
    assert "尚未封存：本页只是打印时服务器上的内容，没有二维码，不能核验。" in text_of(pdf)
    assert "能证明" not in text_of(pdf)


def test_a_picture_that_has_not_come_is_missed(phone: Phone, carol: Person, county: County):
    event = phone.slip(county.doors["王一"], "mark")
    phone.verdicts(event)

    assert "图片还没有传到服务器，这份告知单尚不完整。" in text_of(slip_of(carol, event["id"]))


def test_one_withdrawn_says_so_before_anything_else(phone: Phone, carol: Person, county: County, county_key: CountyKey):
    visit = signed(phone, county)
    seal(county_key)
    assert carol.post(f"/visits/{visit}/withdraw", reason="走错了门", reaches_back=True).status_code == 200

    text = text_of(slip_of(carol, visit))

    assert text.startswith("这次走访已撤回")
    assert "由Carol撤回，自始不算已宣传原因：走错了门" in text.split("防范")[0]


def test_a_long_one_goes_on_and_what_was_signed_stays_together(
    phone: Phone, carol: Person, county: County, county_key: CountyKey
):
    lines = [f"第{n}条，不轻信、不透露、不转账。" for n in range(60)]
    visit = signed(phone, county, lines)
    seal(county_key)

    first, second = texts(slip_of(carol, visit))

    assert [(first + second).count(line) for line in lines] == [1] * len(lines)
    assert "签收人" not in first
    assert second.startswith("防范电信网络诈骗告知单城关镇桥东村桥东村1组1号王一封存号")
    for part in ("签名住户王一", "回执号", "密钥编号"):
        assert part in second
    assert ("第1页，共2页" in first, "第2页，共2页" in second) == (True, True)
    assert carol.post(f"/visits/{visit}/withdraw", reason="走错了门", reaches_back=True).status_code == 200
    assert texts(slip_of(carol, visit))[1].startswith("【这次走访已撤回】防范电信网络诈骗告知单")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ((0, 0), "走访时间2026年11月22日14:05走访位置"),
        ((-6, 19.5), "走访时间2026年11月22日13:59至14:25之间（最可能是14:05）"),
        ((-60 * 15, 60 * 24), "走访时间2026年11月21日23:05至11月23日14:05之间（最可能是11月22日14:05）"),
        ((None, 3), "走访时间2026年11月22日14:08之前（最可能是2026年11月22日14:05）"),
    ],
)
def test_the_time_is_said_as_well_as_it_is_known(
    phone: Phone, carol: Person, county: County, minutes: tuple[float | None, float], said: str
):
    visit, best = signed(phone, county), datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
    earliest, latest = (None if m is None else best + timedelta(minutes=m) for m in minutes)
    with writing():
        times = {"visited_at": best, "earliest_at": earliest, "latest_at": latest}
        db.session.execute(update(Visit).where(Visit.id == UUID(visit)).values(**times))

    assert said in text_of(slip_of(carol, visit))


@pytest.mark.parametrize(
    ("accuracy", "said"),
    [
        (0, "走访位置手机有定位（误差不明），住户没有登记位置"),
        (1234, "走访位置手机有定位（误差约1,234米），住户没有登记位置"),
    ],
)
def test_how_sure_the_phone_was_of_its_place_is_said_as_on_screens(
    phone: Phone, carol: Person, county: County, accuracy: int, said: str
):
    position = {"lat_e6": 30_290_000, "lon_e6": 118_540_000, "accuracy_m": accuracy, "age_ms": 0}
    visit = knock(phone, county, position=position, position_reason="")

    assert said in text_of(slip_of(carol, visit))


def test_it_leaves_for_a_reason_and_on_the_record(
    phone: Phone, carol: Person, erin: Person, county: County, county_key: CountyKey
):
    visit = signed(phone, county)
    seal(county_key)
    pdfs: list[bytes] = []

    assert carol.get(f"/visits/{visit}/slip.pdf").status_code == 422
    (entry,) = told_of(erin, lambda: pdfs.append(slip_of(carol, visit)))

    export = db.session.scalars(select(Export)).one()
    assert (export.content, export.rows, export.reason, export.scope) == ("slips", 1, "case", EAST)
    assert (entry["action"], entry["object_id"]) == ("export_slip", visit)
    assert f"导出编号{export.number:06d}Carol" in text_of(pdfs[0])


def test_it_counts_against_the_day(app: Flask, phone: Phone, carol: Person, county: County):
    visit, allowed = signed(phone, county), app.config["EXPORT_ROWS_A_DAY"]
    app.config["EXPORT_ROWS_A_DAY"] = 1
    try:
        slip_of(carol, visit)
        refused = carol.get(f"/visits/{visit}/slip.pdf", reason="case")
    finally:
        app.config["EXPORT_ROWS_A_DAY"] = allowed

    assert (refused.status_code, refused.json["code"]) == (403, "export_over_allowance")
    assert db.session.scalar(select(func.count()).select_from(Export)) == 1


def test_a_visit_without_a_slip_has_none(phone: Phone, carol: Person, county: County):
    event = phone.visit(county.doors["王一"])
    phone.verdicts(event)

    assert carol.get(f"/visits/{event['id']}/slip.pdf", reason="case").status_code == 404


@pytest.mark.parametrize("way", ["signed", "mark", "paper", "refused"])
def test_one_whose_people_were_forgotten_names_nobody_and_keeps_its_code(
    app: Flask, phone: Phone, carol: Person, erin: Person, county: County, county_key: CountyKey, way: str
):
    visit = knock(phone, county, way)
    seal(county_key)
    with writing():
        hire("gina", "admin", COUNTY)
    erase(erin, Person(app, "gina"), county.doors["王一"])

    pdf = slip_of(carol, visit)

    assert "告知单的文字、签名和姓名已按规定删除" in text_of(pdf)
    assert not {name for name in ("王一", "李二", "右手有伤", "还没有传到") if name in text_of(pdf)}
    assert inside(pdf)["opened"] is None
    assert ("封存的记录没有改动过" in text_of(pdf), "以上文字" in text_of(pdf)) == (True, False)
    assert qr.read("".join(codes(pdf))).id == UUID(visit)
