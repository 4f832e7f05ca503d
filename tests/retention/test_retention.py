"""What is past the end of its time is shown, then removed; what is evidence stays, and the county is whole."""

import struct
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app import clock
from app.blobs.models import Blob, BlobPart
from app.cases.models import Case, FormerCase
from app.check import disagreements
from app.db import database_file, db, is_sqlite
from app.exclusions.models import ExclusionPhoto
from app.rosters.models import RosterRow
from app.sync.models import Event, Quarantine
from app.visits.models import Visit
from tests.asking import ask
from tests.audit.reading import told_of
from tests.cases.desk import ID_NUMBER, PHONE, taken
from tests.county import EAST, County
from tests.person import Person
from tests.phone import Phone, pixels, png, sha256
from tests.rosters.desk import HEADER, Import, door, workbook

LAT = 30.291357
POSITION = {"lat_e6": 30291357, "lon_e6": 118545791, "accuracy_m": 12, "age_ms": 0}
KINDS = [
    "positions",
    "originals",
    "asides",
    "notes",
    "photos",
    "strays",
    "pieces",
    "rosters",
    "case_rows",
    "cases",
    "jobs",
    "slip_contents",
]
SIGNATURE, PHOTO, STRAY = png(1), png(2), png(3)


@pytest.fixture
def phone(alice: Person, frank: Person, county: County) -> Phone:
    """Alice's, after one day's work: a taught visit with all there is, something set aside, a picture of nothing."""
    phone = Phone(alice, county)
    told = phone.taught(
        county.doors["王一"],
        SIGNATURE,
        note="电话13800001234",
        witness="张大爷",
        position=POSITION,
        photos=[sha256(PHOTO)],
    )
    told["schema_version"] = 2
    wrong = phone.visit(county.doors["李二"], outcome="dreamt")
    verdicts = phone.verdicts(told, wrong, phone.visit(county.doors["赵三"]), blobs=(SIGNATURE,))
    assert [one["status"] for one in verdicts] == ["created", "quarantined", "needs_review"]
    for picture in (PHOTO, STRAY):
        assert alice.put(f"/blobs/{sha256(picture)}", picture).status_code == 201
    alice.patch_bytes(f"/blobs/{'ab' * 32}", b"half", {"Upload-Offset": "0", "Upload-Length": "99"})
    Import(frank, workbook(HEADER, door("孙五", "桥东村9号", 联系电话="13800001234")), EAST).commit()
    return phone


@pytest.fixture
def later() -> Iterator[Any]:
    with time_machine.travel(clock.now()) as traveller:
        yield lambda days: traveller.shift(timedelta(days=days))


def run(app: Flask, *options: str) -> dict[str, int]:
    """How many of each kind the command says."""
    done = app.test_cli_runner().invoke(args=["retention", *options])
    assert done.exit_code == 0, done.output
    counts = [int(line.split("：")[1].split(" ")[0]) for line in done.output.splitlines() if "保存" in line]
    return {kind: number for kind, number in zip(KINDS, counts, strict=True) if number}


def count(record: type) -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(record)).one()


def visit_of(carol: Person, county: County, name: str = "王一") -> dict[str, Any]:
    return carol.get(f"/households/{county.doors[name]}").json["visits"][0]


def test_nothing_goes_before_its_time(app: Flask, phone: Phone, later):
    later(29)

    assert run(app, "--dry-run") == {}


def test_a_dry_run_says_what_would_go_and_removes_nothing(app: Flask, phone: Phone, later):
    later(91)

    first, second = run(app, "--dry-run"), run(app, "--dry-run")

    # The visit to a door elsewhere waits for the office, as it came.
    assert first == second == {"positions": 1, "originals": 1, "pieces": 1, "rosters": 1}
    assert (count(BlobPart) > 0, count(RosterRow) > 0) == (True, True)


def test_positions_and_originals_go_and_the_evidence_stays(
    app: Flask, phone: Phone, carol: Person, erin: Person, county: County, later
):
    before = carol.get("/coverage").json["total"]
    assert before["covered"] == 1
    later(91)

    left = told_of(erin, lambda: run(app))

    visit = visit_of(carol, county)
    assert (visit["lat"], visit["lon"]) == (None, None)
    assert visit["note"] == "电话138****1234"
    assert visit["slip"]["complete"]
    assert pixels(carol.get(f"/visits/{visit['id']}/signature").data) == pixels(SIGNATURE)
    assert carol.get("/coverage").json["total"] == before
    assert (count(BlobPart), count(RosterRow)) == (0, 0)
    assert sorted(db.session.scalars(select(Event.body)), key=len)[0] == ""
    assert list(disagreements()) == []
    assert [entry["said"] for entry in left if entry["action"] == "forget"] == [
        "1 条，走访时的精确位置", "1 条，手机上传的原文", "1 条，没有传完的图片", "1 条，导入过的名册",
    ]  # fmt: skip
    assert run(app) == {}


def test_what_waits_for_somebody_waits_whole(app: Flask, phone: Phone, carol: Person, county: County, later):
    later(900)
    run(app)

    listed = carol.get("/aside").json["items"]
    assert {item["kind"] for item in listed} == {"needs_review", "quarantined"}
    for item in listed:
        repair = {"outcome": "no_answer"} if item["kind"] == "quarantined" else {}
        assert carol.post(f"/aside/{item['id']}/accept", **repair).status_code == 204

    assert list(disagreements()) == []
    later(181)
    assert run(app)["asides"] == 1
    assert set(db.session.scalars(select(Quarantine.raw))) == {""}
    assert list(disagreements()) == []


def test_after_two_years_notes_and_photos_go_and_signatures_do_not(
    app: Flask, phone: Phone, carol: Person, county: County, later
):
    for item in carol.get("/aside").json["items"]:
        carol.post(f"/aside/{item['id']}/refuse", reason="不算")
    later(731)

    assert run(app)["photos"] == 1

    visit = visit_of(carol, county)
    assert (visit["note"], visit["photos"]) == (None, [])
    assert pixels(carol.get(f"/visits/{visit['id']}/signature").data) == pixels(SIGNATURE)
    assert set(db.session.scalars(select(Blob.sha256))) == {sha256(SIGNATURE)}
    assert list(disagreements()) == []


def test_three_years_after_the_campaign_slips_keep_their_seal_and_lose_their_words(
    app: Flask, phone: Phone, carol: Person, county: County, later
):
    for item in carol.get("/aside").json["items"]:
        carol.post(f"/aside/{item['id']}/refuse", reason="不算")
    before = carol.get("/coverage").json["total"]
    later(30 + 1095)  # the campaign ends in 30 days: the day after is the first
    assert "slip_contents" not in run(app)
    later(1)

    assert run(app)["slip_contents"] == 1

    visit = visit_of(carol, county)
    slip = visit["slip"]
    assert (slip["text"], slip["signer_name"], slip["forgotten"], slip["complete"]) == ("", "已依规删除", True, True)
    assert visit["witness"] == "已依规删除"
    assert carol.get(f"/visits/{visit['id']}/signature").status_code == 404
    assert count(Blob) == 0
    assert {name: carol.get("/coverage").json["total"][name] for name in ("covered", "target")} == {
        name: before[name] for name in ("covered", "target")
    }
    assert list(disagreements()) == []
    assert run(app) == {}


def test_the_photo_of_an_exclusion_stays_while_somebody_may_ask_why(
    app: Flask, alice: Person, carol: Person, county: County, later
):
    alice.put(f"/blobs/{sha256(PHOTO)}", PHOTO)
    asked = ask(alice, county.doors["王一"], "demolished", photos=[sha256(PHOTO)]).json
    carol.post(f"/exclusions/{asked['id']}/approve")
    waiting = ask(alice, county.doors["李二"], "demolished", photos=[sha256(PHOTO)]).json

    later(366 + 730)
    assert run(app) == {}
    carol.post(f"/exclusions/{waiting['id']}/refuse", reason="房子还在")
    assert run(app) == {"photos": 1}

    later(1)
    assert run(app)["photos"] == 1
    assert count(Blob) == count(ExclusionPhoto) == 0


def test_a_phone_that_sends_it_again_is_told_the_same(app: Flask, phone: Phone, county: County, later):
    item = phone.visit(county.doors["王一"], note="again")
    (first,) = phone.verdicts(item)
    later(91)
    run(app)

    (again,) = phone.verdicts(item)

    assert (again["status"], again["receipt"]) == ("duplicate", first["receipt"])


def test_the_county_says_how_long(app: Flask, phone: Phone, later, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(app.config, "KEEP_DAYS", dict.fromkeys(KINDS, 0) | {"notes": 10})
    later(900)

    said = app.test_cli_runner().invoke(args=["retention", "--dry-run"]).output

    assert "走访和抽查的备注（保存 10 天）：1 条到期" in said
    assert said.count("一直保存") == len(KINDS) - 1


def test_what_was_removed_is_not_in_free_pages(app: Flask, phone: Phone, later):
    def held() -> bool:
        db.session.remove()
        db.engine.dispose()
        return not is_sqlite() or struct.pack(">d", LAT) in database_file().read_bytes()

    assert held()
    later(91)
    run(app)

    assert held() == (not is_sqlite())
    assert db.session.scalars(select(Visit.lat)).all() == [None] * 2


def test_five_years_on_a_case_is_nobodys_and_its_figures_are_the_same(
    app: Flask, carol: Person, erin: Person, county: County, later
):
    case = taken(carol, phone=PHONE, id_number=ID_NUMBER, address="桥东村9号", note="孙五的备注", loss_fen=500)
    carol.patch(f"/cases/{case['id']}", loss_fen=600, victim="孙六", reason="孙五写错了")
    before = figures(carol)
    later(1824)
    assert "cases" not in run(app)
    later(2)

    assert run(app, "--dry-run")["cases"] == 1
    left = told_of(erin, lambda: run(app))

    shown = carol.get(f"/cases/{case['id']}").json
    assert (shown["victim"], shown["loss_fen"], shown["fraud"]) == ("已依规删除", 600, "loan")
    assert [name for name in ("孙五", "孙六", "9号", PHONE, ID_NUMBER) if name in str(shown)] == []
    for said in (*db.session.scalars(select(Case)), *db.session.scalars(select(FormerCase))):
        assert (said.victim, said.phone, said.id_number, said.address, said.note) == ("已依规删除", *[None] * 4)
    assert set(db.session.scalars(select(FormerCase.reason))) == {"已依规删除"}
    assert db.session.execute(select(Case.phone_index, Case.id_number_index)).all() == [(None, None)]
    assert "1 条，案件受害人的姓名、号码、地址和备注" in [entry["said"] for entry in left]
    assert figures(carol) == before
    assert (run(app), list(disagreements())) == ({}, [])

    # A correction that names somebody again is as far past its time.
    later(1)
    carol.patch(f"/cases/{case['id']}", victim="孙七", reason="更正")
    assert run(app)["cases"] == 1
    assert set(db.session.scalars(select(Case.victim))) == {"已依规删除"}


def figures(person: Person) -> Any:
    """How many cases there were, of which fraud and with what loss."""
    return sorted((one["happened_from"], one["fraud"], one["loss_fen"]) for one in person.get("/cases").json["items"])
