"""The evidence pack: all that was found, on paper and for machines, every file of it named by its digest."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from app.cases.operations import SAID
from app.db import db
from app.slips.models import Slip
from app.sync.sealing import CountyKey
from tests import background
from tests.cases.desk import ID_NUMBER, PHONE, after, ago, knock, taken
from tests.county import EAST, EAST_1, WEST, County, register
from tests.paper.reading import texts
from tests.person import Person
from tests.phone import Phone
from tests.seals.sealed import seal


def made(person: Person, case_id: str, reason: str = "case") -> dict[str, Any]:
    """A pack that somebody had made, as its job says."""
    answer = person.post(f"/cases/{case_id}/evidence", reason=reason)
    assert answer.status_code == 202, answer.text
    background.wait()
    job: dict[str, Any] = person.get(f"/jobs/{answer.json['id']}").json
    assert job["state"] == "done", job["message"]
    return job


def opened(person: Person, job: dict[str, Any]) -> dict[str, bytes]:
    """The files of a pack; its own digest is the job's."""
    data = person.get(f"/jobs/{job['id']}/file").data
    assert hashlib.sha256(data).hexdigest() == job["sha256"]
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


@pytest.fixture
def home(county: County, alice: Person) -> UUID:
    """One that was taught and signed, and tried again."""
    home = register("孙五", EAST_1, "桥东村5号", phone=PHONE, id_number=ID_NUMBER)
    phone = Phone(alice, county)
    knock(phone, home, slip={"signer_name": "孙五"})
    knock(phone, home, "no_answer")
    return home


@pytest.fixture
def case(county_key: CountyKey, home: UUID, carol: Person) -> dict[str, Any]:
    """A case of that home, of the next day."""
    seal(county_key)
    with after(days=1):
        case = taken(carol, number="A1", phone=PHONE, id_number=ID_NUMBER, happened_from=ago(hours=3), loss_fen=250_000)
        assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(home)).status_code == 200
    return case


@pytest.fixture
def pack(case: dict, carol: Person) -> tuple[dict[str, Any], dict[str, bytes]]:
    """One that was made a day later, and its job."""
    with after(days=1):
        job = made(carol, case["id"])
        return job, opened(carol, job)


def test_every_file_of_it_is_named_by_its_digest(pack: tuple[dict, dict], dora: Person):
    job, files = pack
    *lines, last = files["manifest.txt"].decode().splitlines()
    whole = "".join(f"{line}\n" for line in lines)

    assert dict(reversed(line.split("  ")) for line in lines) == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "manifest.txt"
    }
    assert last == f"# 以上清单的 SHA-256：{hashlib.sha256(whole.encode()).hexdigest()}"
    # That of the whole stands in the log and in the record of exports.
    entry = next(e for e in dora.get("/audit", who="carol").json["items"] if e["action"] == "export_evidence")
    assert entry["object_id"] == job["sha256"]
    assert "用途：案件倒查" in entry["said"]
    (export,) = dora.get("/exports").json["items"]
    assert (export["content"], export["format"], export["sha256"]) == ("evidence", "zip", job["sha256"])


@pytest.mark.parametrize(("number", "named"), [("A7", "A7"), ("", "导出编号000001")])
def test_it_is_named_by_the_case_or_by_its_export(carol: Person, home: UUID, number: str, named: str):
    case = taken(carol, number=number, phone=PHONE, happened_from=ago(hours=3))
    assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(home)).status_code == 200

    assert made(carol, case["id"])["title"] == f"倒查证据 {named}"


def test_it_holds_what_was_found_and_every_slip(pack: tuple[dict, dict]):
    job, files = pack
    (receipt,) = {Path(name).stem for name in files if name.startswith("slips/")}
    slips = [f"slips/{receipt}.json", f"slips/{receipt}.pdf"]
    assert sorted(files) == ["evidence.json", "evidence.pdf", "manifest.txt", *slips]
    assert json.loads(files[slips[0]])["format"] == "qiaomen-slip"

    told = json.loads(files["evidence.json"])
    assert (told["home"]["sentence"], told["case"]["phone"]) == ("案发前已上门宣传并签字", PHONE)
    slip = told["home"]["visits"][0]["slip"]
    assert (sorted(slip["files"]), slip["seal"]["order"], str(told["home"]["visits"][0]["receipt"])) == (
        slips,
        "before",
        receipt,
    )
    pages = texts(files["evidence.pdf"])
    said = "".join(pages)
    for words in (
        "案发前已上门宣传并签字",
        "孙五",
        PHONE,
        ID_NUMBER,
        "2,500.00元",
        "不是法律所说的",
        "立案编号A1",
        "1份已封存的告知单核对通过：其文字、签名笔迹或照片自封存以来没有改动",
    ):
        assert words in said, words
    # How far the place of each visit is supported, with all that this was said for.
    for visit in told["home"]["visits"]:
        graded = visit["place_grade"]
        assert (graded["grade"], len(graded["reasons"]) > 0) == ("C", True)
        assert f"C：{'；'.join(reason['said'] for reason in graded['reasons'])}".replace(" ", "") in said
    assert "它不是证明" in said
    # Once, at the foot of each page, as on every file that left.
    assert all(page.count(f"导出编号{job['number']:06}") == 1 for page in pages)
    assert said.count("导出编号") == len(pages)


def test_who_sees_no_id_numbers_gets_none(case: dict, dora: Person):
    with after(days=1):
        files = opened(dora, made(dora, case["id"], "inspection"))

    everything = files["evidence.json"].decode() + "".join(texts(files["evidence.pdf"]))
    assert PHONE in everything
    assert ID_NUMBER not in everything
    assert "341825********123X" in everything


def test_of_none_on_the_register_it_says_so(carol: Person):
    case = taken(carol)
    carol.put_json(f"/cases/{case['id']}/match", household_id=None)

    files = opened(carol, made(carol, case["id"]))
    assert sorted(files) == ["evidence.json", "evidence.pdf", "manifest.txt"]
    assert "名册上没有对应的住户" in "".join(texts(files["evidence.pdf"]))


def test_of_none_on_the_register_it_names_the_homes_that_fitted(case: dict, carol: Person):
    carol.delete(f"/cases/{case['id']}/match")
    carol.put_json(f"/cases/{case['id']}/match", household_id=None)

    said = "".join(texts(opened(carol, made(carol, case["id"]))["evidence.pdf"]))

    assert "系统列出、没有认定的" in said
    fitted = carol.get(f"/cases/{case['id']}/homes").get_json()["items"]
    assert fitted
    assert all(one["address"] in said for one in fitted)


def test_corrections_and_withdrawals_stand_in_it(case: dict, home: UUID, carol: Person):
    with after(days=1):
        carol.patch(f"/cases/{case['id']}", loss_fen=260_000, reason="流水核实")
        visit = carol.get(f"/cases/{case['id']}/homes/{home}").json["visits"][0]["id"]
        carol.post(f"/visits/{visit}/withdraw", reason="签错了户")
        said = "".join(texts(opened(carol, made(carol, case["id"]))["evidence.pdf"]))

    for words in ("流水核实", "案发后撤回，从撤回那天起不算，当时算", "签错了户"):
        assert words in said, words


def test_nobody_gets_one_who_may_not(case: dict, charlie: Person, frank: Person, carol: Person):
    path = f"/cases/{case['id']}/evidence"

    assert charlie.post(path, reason="case").status_code == 404
    assert frank.post(path, reason="case").status_code == 403
    assert carol.post(path).status_code == 422
    assert carol.post(f"/cases/{taken(carol)['id']}/evidence", reason="case").json["code"] == "case_not_matched"


def test_it_counts_against_the_day(app: Flask, case: dict, carol: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(app.config, "EXPORT_ROWS_A_DAY", 1)
    with after(days=1):
        made(carol, case["id"])

        assert carol.post(f"/cases/{case['id']}/evidence", reason="case").json["code"] == "export_over_allowance"


def test_a_slip_that_is_not_as_it_was_sealed_is_not_said_to_be(case: dict, home: UUID, carol: Person):
    """The pack is made, says what a look at the seal found just then, and claims nothing that does not hold."""
    with after(days=1):
        visit = carol.get(f"/cases/{case['id']}/homes/{home}").json["visits"][0]["id"]
        db.session.get_one(Slip, UUID(visit)).signer_name = "张三"
        db.session.commit()
        files = opened(carol, made(carol, case["id"]))

    said = "".join(texts(files["evidence.pdf"]))
    assert json.loads(files["evidence.json"])["home"]["visits"][0]["slip"]["faults"] == ["签收人与封存时不同"]
    assert "核对未通过：签收人与封存时不同" in said
    assert "有1份核对未通过" in said
    assert "没有改动" not in said.replace("当作没有改动过", "").replace("核对是否改动过", "")


def test_of_a_slip_that_is_not_sealed_nothing_is_said_to_hold(county: County, alice: Person, carol: Person):
    home = register("孙五", EAST_1, "桥东村5号")
    knock(Phone(alice, county), home)
    with after(days=1):
        case = taken(carol, happened_from=ago(hours=3))
        carol.put_json(f"/cases/{case['id']}/match", household_id=str(home))
        said = "".join(texts(opened(carol, made(carol, case["id"]))["evidence.pdf"]))

    assert "有1份还没有封存，没有可以核对的封存" in said
    assert "没有改动" not in said


def test_corrections_are_in_chinese(case: dict, carol: Person):
    with after(days=1):
        change = {"village": WEST, "fraud": "refund", "loss_fen": None, "happened_until": ago(hours=2), "number": None}
        assert carol.patch(f"/cases/{case['id']}", **change, reason="核实").status_code == 200
        said = "".join(texts(opened(carol, made(carol, case["id"]))["evidence.pdf"]))

    for words in ("村（社区）桥东村", "类型虚假贷款", "损失金额2,500.00元", "立案编号A1", "立案编号（没有登记）"):
        assert words in said, words
    assert not {word for word in (*SAID, "division_name", case["id"], EAST, "loan") if word in said}


def test_nobody_is_said_to_have_been_registered_before_the_home_was(home: UUID, carol: Person):
    case = taken(carol, number="A1", phone=PHONE, id_number=ID_NUMBER, happened_from=ago(days=3))
    assert carol.put_json(f"/cases/{case['id']}/match", household_id=str(home)).status_code == 200
    files = opened(carol, made(carol, case["id"]))

    paper = "".join(texts(files["evidence.pdf"]))
    assert "案发时该户不在册" in paper
    assert "当时不在册，没有登记" in paper
    assert json.loads(files["evidence.json"])["home"]["then"] is None
