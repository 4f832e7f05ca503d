"""The walking list: every door not reached exactly once, grid by grid, as paper to write on; and on the record."""

import io
import re
from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import event

from app import clock
from app.changes import writing
from app.db import db
from app.divisions.models import Division, Outline
from tests.audit.reading import told_of
from tests.county import COUNTY, EAST, EAST_1, EAST_2, HILL_1, TOWN, County, register, register_all
from tests.exports.leaks import fill
from tests.jobs.waiting import made
from tests.paper.reading import bookmarks, picture, texts
from tests.person import Person
from tests.phone import Phone, png

pytestmark = pytest.mark.one_database

SQUARE = (
    '{"type":"Polygon","coordinates":[[[118.53,30.27],[118.56,30.27],[118.56,30.30],[118.53,30.30],[118.53,30.27]]]}'
)


def pages(person: Person, **query: str) -> list[str]:
    return texts(file_of(person, **query))


def file_of(person: Person, **query: str) -> bytes:
    with person.get("/exports/walk.pdf", **query) as answer:
        assert answer.status_code == 200, answer.text
        assert answer.mimetype == "application/pdf"
        return answer.data


def lines_of(text: str) -> list[str]:
    """Each numbered line of a grid, from its number and address on."""
    return re.findall(r"(\d+)((?:桥东|桥西|山前)村\S*?)(?=未走访|\d+次)", text)


def test_every_door_not_reached_stands_in_it_once(alice: Person, carol: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), phone.visit(county.doors["李二"]), blobs=(png(),))

    text = "".join(pages(carol))

    assert [text.count(name) for name in ("王一", "李二", "赵三", "钱四")] == [0, 1, 1, 0]
    assert "桥东村1组12号李二1次，无人" in text
    assert f"{clock.local(clock.now()):%-m月%-d日}" in text
    assert "桥西村2号赵三未走访" in text


def test_the_totals_are_coverages_for_each_grid_and_in_all(alice: Person, carol: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(phone.taught(county.doors["王一"]), blobs=(png(),))
    due = carol.get("/coverage", by="grid").json

    summary, east, west = pages(carol)

    assert [f["registered"] for f in due["items"]] == [2, 0, 1]
    assert "城关镇桥东村第一网格2011城关镇桥东村第二网格0000城关镇桥西村桥西网格1001合计3个网格3012" in summary
    assert "已覆盖1+剔除0+未覆盖2=登记3；应访3，覆盖率33.33%" in summary
    assert "已覆盖1+剔除0+未覆盖1=登记2；应访2，覆盖率50.00%" in east
    assert "已覆盖0+剔除0+未覆盖1=登记1；应访1，覆盖率0.00%" in west
    assert "本表1户" in east


def test_each_grid_has_pages_of_its_own_and_is_found_by_name(carol: Person, county: County):
    for number in range(60):
        register(f"住户{number:02d}", EAST_2, f"桥东村2组{number}号")

    pdf = file_of(carol, scope=EAST)

    assert bookmarks(pdf) == ["桥东村走访顺序表", "桥东村第一网格走访顺序表", "桥东村第二网格走访顺序表"]
    found = texts(pdf)
    assert "第1页，共1页" in found[1]
    assert ["桥东村第二网格走访顺序表" in page for page in found] == [False, False, *[True] * (len(found) - 2)]
    assert [f"第{n}页，共{len(found) - 2}页" in page for n, page in enumerate(found[2:], 1)] == [True] * (
        len(found) - 2
    )
    assert Counter(re.findall(r"住户\d\d", "".join(found))) == {f"住户{n:02d}": 1 for n in range(60)}


def test_doors_come_as_they_are_walked_and_those_without_a_position_last(carol: Person, county: County):
    for name, lat in (("丁", 30.284), ("乙", 30.282), ("丙", 30.283), ("甲", 30.281)):
        register(name, EAST_2, f"桥东村{name}号", lat=lat, lon=118.54)
    register("戊", EAST_2, "桥东村0号")

    (page,) = pages(carol, scope=EAST_2)

    # 丁 has the first address of those that are on the map.
    assert lines_of(page) == [
        ("1", "桥东村丁号丁"),
        ("2", "桥东村丙号丙"),
        ("3", "桥东村乙号乙"),
        ("4", "桥东村甲号甲"),
        ("5", "桥东村0号戊"),
    ]
    assert "1户没有位置，按地址排在最后" in page
    assert "直线步行约330米" in page


def test_a_block_of_flats_is_told_above_its_doors_floor_by_floor(carol: Person, county: County):
    rooms = ["101", "102", "201", "202", "1001"]
    for room in reversed(rooms):
        register(f"户{room}", EAST_2, f"桥东村1幢{room}室", lat=30.28, lon=118.54)

    (page,) = pages(carol, scope=EAST_2)

    assert "同一位置5户：序号1–5" in page
    assert [address for _, address in lines_of(page)] == [f"桥东村1幢{room}室户{room}" for room in rooms]


def test_a_long_walk_is_cut_into_stretches_that_go_on_counting(carol: Person, county: County):
    register_all([(f"第{n:03d}家", EAST_2, f"桥东村{n}号", None) for n in range(401)])

    pdf = file_of(carol, scope=EAST_2)

    first, second = "桥东村第二网格走访顺序表（第 1 段，共 2 段）", "桥东村第二网格走访顺序表（第 2 段，共 2 段）"
    assert bookmarks(pdf) == [first, second]
    text = "".join(texts(pdf))
    assert "本表序号1–400，400户" in text
    assert "本表序号401–401，1户" in text
    assert set(Counter(re.findall(r"第\d\d\d家", text)).values()) == {1}
    assert len(set(re.findall(r"第\d\d\d家", text))) == 401


def test_the_map_shows_where_doors_and_the_outline_are(carol: Person, county: County):
    register("甲", EAST_2, "桥东村1号", lat=30.281, lon=118.541)
    register("乙", EAST_2, "桥东村2号", lat=30.289, lon=118.549)
    without = picture(file_of(carol, scope=EAST_2))
    with writing():
        db.session.add(Outline(code=EAST, geometry=SQUARE, source="imported"))

    pdf = file_of(carol, scope=EAST_2)

    (page,) = texts(pdf)
    assert "点划线为辖区界" in page
    assert re.search(r"\d+(米|公里)", page)
    assert "北" in page
    assert (picture(pdf) != without).sum() > 500


def test_where_nothing_is_left_it_says_so(alice: Person, carol: Person, county: County):
    phone = Phone(alice, county)
    phone.verdicts(*[phone.taught(county.doors[n]) for n in ("王一", "李二")], blobs=(png(),))

    (page,) = pages(carol, scope=EAST_1)

    assert "没有未覆盖的户" in page
    assert "已覆盖2+剔除0+未覆盖0=登记2" in page
    assert carol.get("/exports/walk.pdf", scope=EAST).status_code == 200


def test_doors_without_a_grid_are_the_villages(frank: Person, county: County):
    register("孙五", EAST + "000", "桥东村9号")

    text = "".join(pages(frank))

    assert text.count("孙五") == 1
    assert "桥东村未分网格走访顺序表" in text


def test_kind_and_day_are_as_they_were_asked(alice: Person, carol: Person, county: County):
    register("周六", EAST_1, "桥东村8号", kind="merchant", title="周记面馆")
    assert "周记面馆（周六）" in "".join(pages(carol, kind="merchant"))
    assert "王一" not in "".join(pages(carol, kind="merchant"))
    yesterday = clock.today().isoformat()
    with time_machine.travel(clock.now() + timedelta(days=1)):
        phone = Phone(alice, county)
        phone.verdicts(phone.taught(county.doors["王一"]), blobs=(png(),))

        assert "王一" in "".join(pages(carol, on=yesterday))
        assert "王一" not in "".join(pages(carol))


def test_it_is_on_the_record_and_says_whose_it_is_on_every_page(carol: Person, dora: Person, erin: Person):
    (entry,) = told_of(erin, lambda: pages(carol))

    assert entry["said"] == "3 户，导出编号 1，电话已隐去，未覆盖"
    (export,) = dora.get("/exports").json["items"]
    asked = (export["content"], export["format"], export["rows"], export["scope"], export["state"], export["phones"])
    assert asked == ("walk", "pdf", 3, TOWN, "uncovered", False)
    for page in pages(carol):
        assert re.search(r"导出编号000002Carol（派出所，carol）\d{4}-\d\d-\d\d\d\d:\d\d电话已隐去", page)


def test_it_has_no_telephone_numbers(carol: Person, county: County):
    register("孙五", EAST_1, "桥东村9号", phone="13800001234", note="另有 13900005678")

    text = "".join(pages(carol))

    assert "孙五" in text
    assert "1234" not in text
    assert "5678" not in text


def test_it_counts_against_the_day(app: Flask, carol: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(app.config, "EXPORT_ROWS_A_DAY", 4)
    pages(carol)

    again = carol.get("/exports/walk.pdf")

    assert (again.status_code, again.json["code"]) == (403, "export_over_allowance")
    assert carol.get("/exports/uncovered.csv").json["code"] == "export_over_allowance"
    assert carol.get("/exports/allowance").json["taken"] == 3


def test_somebody_elses_grid_is_not_there_and_more_than_ones_own_is_ones_own(carol: Person, dora: Person):
    assert carol.get("/exports/walk.pdf", scope=HILL_1).json["code"] == "unknown_division"
    assert "钱四" not in "".join(pages(carol, scope=COUNTY))
    assert "钱四" in "".join(pages(dora))


def test_it_takes_as_many_queries_for_many_grids_as_for_few(app: Flask, dora: Person, county: County):
    def queries() -> int:
        seen: list[str] = []
        heard = event.listens_for(db.engine, "before_cursor_execute")
        heard(lambda _c, _cur, statement, *_: seen.append(statement))
        pages(dora)
        return len([statement for statement in seen if statement.startswith("SELECT")])

    few = queries()
    for number in range(3, 9):
        with writing():
            db.session.add(Division(code=f"{EAST}00{number}", level="grid", name=f"第{number}网格", parent_code=EAST))
        register(f"户{number}", f"{EAST}00{number}", f"桥东村{number}号")

    assert queries() == few


def test_what_looks_like_code_is_printed_as_it_is(carol: Person, county: County):
    name, address = '#read("/etc/passwd")*王*', "桥东村$1$_号_ = `x` @y <z>"
    register(name, EAST_2, address)

    (page,) = pages(carol, scope=EAST_2)

    assert name in page
    assert "".join(address.split()) in page


def test_in_the_background_it_is_the_same_file(carol: Person, dora: Person, erin: Person):
    def make() -> None:
        job = made(carol, format="pdf", scope=EAST)
        assert (job["state"], job["done"], job["of"], job["ending"]) == ("done", 2, 2, "pdf")
        assert job["title"].startswith("桥东村走访顺序表（各类，截至 ")
        with carol.get(f"/jobs/{job['id']}/file") as answer:
            assert answer.mimetype == "application/pdf"
            found.extend(texts(answer.data))

    found: list[str] = []
    left = told_of(erin, lambda: [make()])

    now = [re.sub(r"导出编号.*", "", page) for page in pages(carol, scope=EAST)]
    assert [re.sub(r"导出编号.*", "", page) for page in found] == now
    assert [(e["action"], e["said"]) for e in left][1] == ("export_walk", "2 户，导出编号 1，电话已隐去，未覆盖")
    assert [e["content"] for e in dora.get("/exports").json["items"]] == ["walk", "walk"]


@pytest.mark.parametrize("asked", [{"state": "covered"}, {"attempts": "1"}, {"phones": "full", "reason": "case"}])
def test_what_it_never_holds_cannot_be_asked_for(carol: Person, asked: dict[str, str]):
    answer = carol.post("/exports/jobs", format="pdf", **asked)

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_input")
    assert "走访顺序表是全部未覆盖的户" in str(answer.json["details"])


def test_a_leaked_one_is_known_as_it_left_and_by_its_addresses(carol: Person, dora: Person, county: County):
    fill(60)
    pdf, other = file_of(carol, scope=EAST), file_of(carol, scope=EAST)
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    addresses = re.findall(r"^\d+ (桥东村 ?\d+组 ?\d+号)", text, re.MULTILINE)

    whole = dora.upload("/exports/trace", file=(io.BytesIO(pdf), "x.pdf")).json
    changed = dora.upload("/exports/trace", file=(io.BytesIO(pdf + b"\n"), "x.pdf")).json
    copied = dora.upload("/exports/trace", file=(io.BytesIO("\n".join(addresses).encode()), "x.csv")).json

    assert pdf != other
    assert (whole["same_bytes"]["number"], changed["same_bytes"]) == (1, None)
    assert len(addresses) > 40
    assert [match["export"]["number"] for match in copied["named"]] == [1]
