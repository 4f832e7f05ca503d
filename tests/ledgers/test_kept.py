"""Ledgers that are due are made once, whoever makes them and however late, and never change afterwards."""

import hashlib
import io
import multiprocessing
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from app.campaigns.models import Campaign
from app.changes import writing
from app.check import disagreements
from app.db import db
from app.ledgers import kept, work
from app.ledgers.models import KeptLedger
from config import environment_for
from tests.county import COUNTY, OTHER_TOWN, TOWN, County
from tests.ledgers.conftest import FRIDAY
from tests.person import Person
from tests.phone import Phone, png

ROOT = Path(__file__).parent.parent.parent


def items(person: Person, **query: Any) -> list[dict[str, Any]]:
    return person.get("/kept-ledgers", **query).json["items"]


def cells(person: Person, number: int) -> list[list[Any]]:
    with person.get(f"/kept-ledgers/{number}.xlsx") as answer:
        assert answer.status_code == 200, answer.text
        book = openpyxl.load_workbook(io.BytesIO(answer.data))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def teach(app: Flask, county: County, door: str, name: str = "alice") -> dict[str, Any]:
    phone = Phone(Person(app, name), county)
    event = phone.taught(county.doors[door])
    phone.verdicts(event, blobs=(png(),))
    return event


def test_nothing_is_made_before_its_moment_and_all_of_it_then(app: Flask, begun: County):
    with time_machine.travel(FRIDAY - timedelta(days=7, minutes=1), tick=False):
        assert work.make_due() == 0
    with time_machine.travel(FRIDAY - timedelta(days=7), tick=False):
        assert work.make_due() == 4
        assert work.make_due() == 0
        made = items(Person(app, "dora"))

    assert sorted((one["ledger"], one["scope"]) for one in made) == [
        ("progress", COUNTY), ("weekly", COUNTY), ("weekly", TOWN), ("weekly", OTHER_TOWN),
    ]  # fmt: skip
    assert {(one["first_on"], one["last_on"], one["is_late"]) for one in made} == {("2026-11-13", "2026-11-19", False)}


def test_what_was_slept_through_is_made_later_and_says_so(app: Flask, begun: County):
    teach(app, begun, "王一")
    with time_machine.travel(FRIDAY - timedelta(days=7), tick=False):
        work.make_due()
    with time_machine.travel(FRIDAY + timedelta(days=9), tick=False):
        dora = Person(app, "dora")
        # The week, and the month, whose day was the 5th of December.
        assert work.make_due() == 4 + 4 + 4
        late = [one for one in items(dora) if one["last_on"] == "2026-11-26" and one["scope"] == COUNTY]
        rows = cells(dora, late[0]["number"])
        monthly = [one for one in items(dora) if one["ledger"] in ("monthly", "villages")]

    assert {one["is_late"] for one in late} == {True}
    assert any("应于 2026-11-27 16:00 生成，补制于 2026-12-06 16:00" in str(row[0]) for row in rows)
    assert {(one["first_on"], one["last_on"]) for one in monthly} == {("2026-11-01", "2026-11-30")}


def test_made_late_it_has_the_figures_that_it_would_have_had(app: Flask, begun: County):
    teach(app, begun, "王一")
    made: list[list[list[Any]]] = []
    for later in (timedelta(), timedelta(days=3)):
        with time_machine.travel(FRIDAY - timedelta(days=7) + later, tick=False):
            teach(app, begun, "李二")
            with writing():
                db.session.query(KeptLedger).delete()
            work.make_due()
            dora = Person(app, "dora")
            (number,) = (o["number"] for o in items(dora) if (o["ledger"], o["scope"]) == ("weekly", COUNTY))
            rows = cells(dora, number)
            # Whose it is, and the day on which it was made, are another.
            made.append([row for row in rows if "台账编号" not in str(row[0]) and "制表日期" not in str(row[0])])

    assert made[0] == made[1]


def test_it_never_changes_and_its_name_proves_it(app: Flask, begun: County):
    with time_machine.travel(FRIDAY - timedelta(days=7), tick=False):
        work.make_due()
        dora = Person(app, "dora")
        one = next(one for one in items(dora) if (one["ledger"], one["scope"]) == ("weekly", COUNTY))
        with dora.get(f"/kept-ledgers/{one['number']}.xlsx") as answer:
            first = answer.data
    with time_machine.travel(FRIDAY, tick=False):
        erin = Person(app, "erin")
        edit = {"ledger": "weekly"}
        assert erin.put(f"/ledger-templates/{edit['ledger']}/0").status_code == 200
        work.make_due()
        with Person(app, "carol").get(f"/kept-ledgers/{one['number']}.xlsx") as hers:
            assert hers.status_code == 404
        with erin.get(f"/kept-ledgers/{one['number']}.xlsx") as again:
            assert again.data == first
        record = erin.get("/exports").json["items"]

    assert hashlib.sha256(first).hexdigest() == one["sha256"]
    assert one["size"] == len(first)
    # Each time it leaves, it is on the county's record: who took these very bytes.
    assert [(r["username"], r["content"], r["sha256"]) for r in record] == [
        (name, "weekly", one["sha256"]) for name in ("erin", "dora")
    ]


def test_a_correction_is_told_in_the_next_and_not_in_the_old(app: Flask, begun: County):
    event = teach(app, begun, "王一")
    with time_machine.travel(FRIDAY - timedelta(days=7), tick=False):
        work.make_due()
    with time_machine.travel(FRIDAY - timedelta(days=1), tick=False):
        Person(app, "carol").post(f"/visits/{event['id']}/withdraw", reason="签错了户", reaches_back=True)
    with time_machine.travel(FRIDAY, tick=False):
        work.make_due()
        dora = Person(app, "dora")
        new, old = [one for one in items(dora) if (one["ledger"], one["scope"]) == ("weekly", COUNTY)]
        told = [str(row[0]) for row in cells(dora, new["number"])]
        hill = next(
            o for o in items(dora) if (o["ledger"], o["scope"], o["last_on"]) == ("weekly", OTHER_TOWN, "2026-11-26")
        )

        assert not any("更正说明" in str(row[0]) for row in cells(dora, old["number"]))
        assert not any("更正说明" in str(row[0]) for row in cells(dora, hill["number"]))
    (said,) = [line for line in told if "更正说明" in line]
    assert said == (
        f"更正说明：第{old['number']:06d}号（截至11月19日）所载数字其后有更正，原件不改："
        "合计已覆盖1户、应访4户，现为0户、4户；城关镇已覆盖1户、应访3户，现为0户、3户。"
    )


def test_who_began_and_died_is_followed_by_another_and_cannot_come_back(app: Flask, begun: County):
    with time_machine.travel(FRIDAY - timedelta(days=7), tick=False) as travel:
        campaign = db.session.query(Campaign).one()
        due = next(kept.all_due(campaign, FRIDAY))
        with writing():
            first = kept.begin(due, FRIDAY - timedelta(days=7))
        assert first
        assert work.make_due() == 3  # the first is somebody's
        travel.shift(timedelta(minutes=11))
        assert work.make_due() == 1
        with writing():
            assert kept.finish(first, b"too late") is False

        assert sorted(one["number"] for one in items(Person(app, "dora"))) == [1, 2, 3, 4]


def test_the_text_is_kept_with_it(app: Flask, begun: County):
    with time_machine.travel(FRIDAY - timedelta(days=7), tick=False):
        work.make_due()
        carol = Person(app, "carol")
        (mine,) = items(carol)
        text = carol.get(f"/kept-ledgers/{mine['number']}").json["text"]

    assert mine["scope_name"] == "城关镇"
    assert text.startswith("截至11月19日（周四）24时，城关镇“反诈入户宣传”应访3户，已覆盖0户，覆盖率0.00%")


MAKE = """
import sys
from datetime import datetime
import time_machine
from app import create_app
from app.ledgers import work
at = datetime.fromisoformat(sys.argv[1])
app = create_app()
with app.app_context(), time_machine.travel(at, tick=False):
    sys.stdin.read(1)
    print(work.make_due())
"""


def test_eight_processes_make_each_once(app: Flask, begun: County, database_url: str):
    env = environment_for(database_url)
    command = [sys.executable, "-c", MAKE, FRIDAY.isoformat()]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    eight = [subprocess.Popen(command, cwd=ROOT, env=env, **pipes) for _ in range(8)]
    made = [int(one.communicate("go")[0]) for one in eight]

    assert sum(made) == 8
    db.session.rollback()
    found = db.session.execute(select(KeptLedger.number, KeptLedger.attempt).order_by(KeptLedger.number)).all()
    assert [tuple(row) for row in found] == [(number, 1) for number in range(1, 9)]
    assert all(row for row in db.session.scalars(select(KeptLedger.sha256)))
    assert list(disagreements()) == []


def test_a_server_makes_them_by_itself(app: Flask, begun: County, database_url: str, monkeypatch: pytest.MonkeyPatch):
    """Loaded as a server loads it; a `flask` command does not watch."""
    code = (
        "from app.ledgers import work; work.LOOK_EVERY = 0.2\n"
        "import wsgi, time\n"
        "time.sleep(60)"
    )  # fmt: skip
    server = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment_for(database_url))
    try:
        for _ in range(120):
            db.session.rollback()
            if db.session.scalar(select(func.count()).where(KeptLedger.sha256.is_not(None))):
                break
            multiprocessing.Event().wait(0.5)
        else:
            pytest.fail("nothing was made")
    finally:
        server.kill()
        server.wait()


def test_by_a_timer(app: Flask, begun: County, database_url: str):
    env = {**environment_for(database_url), "FLASK_APP": "wsgi"}
    flask = str(Path(sys.executable).parent / "flask")
    done = subprocess.run([flask, "make-ledgers"], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    again = subprocess.run([flask, "make-ledgers"], cwd=ROOT, env=env, capture_output=True, text=True, check=True)

    assert done.stdout.startswith("生成并存档 ")
    assert again.stdout == "没有到期未做的台账。\n"
