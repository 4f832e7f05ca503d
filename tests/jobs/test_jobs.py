"""A list made in the background: progress, the file, its time, and whose it is."""

import hashlib
from datetime import time, timedelta
from threading import Event
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from app import clock
from app.changes import writing
from app.db import db
from app.exports.models import Export
from app.jobs import background, operations
from app.jobs.models import Job, JobPiece
from app.people.models import User
from app.visits import doors, filed
from tests.audit.reading import told_of
from tests.county import EAST, EAST_1, OTHER_TOWN, TOWN, register_all
from tests.jobs.waiting import count, made, rows_of, wait_for
from tests.person import Person


def test_asked_for_made_and_taken_away(carol: Person):
    job = made(carol, format="csv")

    assert (job["state"], job["done"], job["of"], job["has_file"]) == ("done", 3, 3, True)
    assert job["title"].startswith("城关镇未覆盖户清单（各类，截至 ")
    with carol.get(f"/jobs/{job['id']}/file") as answer:
        assert answer.status_code == 200
        assert answer.content_length == len(answer.data) == job["size"]
        assert answer.mimetype == "text/csv"
        taken = answer.data
    straight = rows_of(carol.get("/exports/uncovered.csv").data)
    own = rows_of(taken)
    assert [row[5] for row in own[4:]] == [row[5] for row in straight[4:]] == ["王一", "李二", "赵三"]
    assert own[1] == straight[1]
    assert f"导出编号 {job['number']:06d}" in own[2][0]
    # Again, as long as it is kept.
    assert carol.get(f"/jobs/{job['id']}/file").data == taken


def test_a_workbook_too(carol: Person):
    job = made(carol, scope=EAST)

    assert job["ending"] == "xlsx"
    with carol.get(f"/jobs/{job['id']}/file") as answer:
        assert answer.data.startswith(b"PK")


def test_it_counts_and_is_recorded_like_any_other(carol: Person, erin: Person):
    job = made(carol, format="csv")

    (listed,) = erin.get("/exports").json["items"]
    data = carol.get(f"/jobs/{job['id']}/file").data
    assert (listed["number"], listed["rows"], listed["username"]) == (job["number"], 3, "carol")
    assert listed["sha256"] == hashlib.sha256(data).hexdigest()
    assert carol.get("/exports/allowance").json["taken"] == 3


def test_each_step_is_in_the_log(carol: Person, erin: Person):
    def take() -> None:
        job = made(carol, format="csv", phones="full", reason="case")
        carol.get(f"/jobs/{job['id']}/file")

    left = told_of(erin, lambda: [take()])

    assert [(e["username"], e["action"], e["outcome"], e["said"]) for e in left] == [
        ("carol", "make_list", "done", "3 户"),
        ("carol", "export_doors", "done", "3 户，导出编号 1，电话完整可见，用途：案件倒查，未覆盖"),
        ("carol", "take_file", "done", "导出编号 1"),
    ]


def test_telephones_in_full_stay_for_whom_may_have_them_for_a_reason(carol: Person, dora: Person):
    assert carol.post("/exports/jobs", phones="full").json["code"] == "export_reason_missing"
    assert dora.post("/exports/jobs", phones="full", reason="case").json["code"] == "phones_not_for_you"


def test_beyond_the_day_nothing_is_begun(app: Flask, carol: Person, erin: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(app.config, "EXPORT_ROWS_A_DAY", 5)
    made(carol)

    assert carol.post("/exports/jobs").json["code"] == "export_over_allowance"
    assert count(Job) == 1

    request = carol.post("/export-requests", why="全县通报要用").json
    erin.post(f"/export-requests/{request['id']}/approve")
    assert made(carol)["state"] == "done"
    assert erin.get("/exports").json["items"][0]["request_id"] == request["id"]


def test_what_is_in_the_making_counts_however_long_it_takes(
    app: Flask, carol: Person, gate: dict[str, Event], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(app.config, "EXPORT_ROWS_A_DAY", 5)
    # At noon, so that half an hour ago is today.
    with time_machine.travel(clock.moment(clock.today(), time(12))):
        job = carol.post("/exports/jobs").json
        assert gate["begun"].wait(30)

        with writing():
            db.session.execute(update(Export).values(made_at=clock.now() - timedelta(minutes=31)))
        assert carol.get("/exports/allowance").json["taken"] == 3
        gate["let"].set()
        assert wait_for(carol, job["id"])["state"] == "done"


def test_how_far_it_is_is_told_while_it_is_made(carol: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doors, "ROUND", 2)
    monkeypatch.setattr(background, "BEAT_EVERY", 0)
    register_all((f"户{n}", EAST_1, f"桥东村6组{n}号", None) for n in range(6))
    stopped, let = Event(), Event()
    rounds = filed.rounds

    def until_the_third(wanted: Any) -> Any:
        for number, some in enumerate(rounds(wanted)):
            if number == 2:
                stopped.set()
                assert let.wait(30)
            yield some

    monkeypatch.setattr(filed, "rounds", until_the_third)
    job = carol.post("/exports/jobs").json
    assert (job["state"], job["done"], job["of"]) == ("waiting", 0, 9)
    assert stopped.wait(30)

    running = carol.get(f"/jobs/{job['id']}").json

    assert (running["state"], running["of"]) == ("running", 9)
    assert 0 < running["done"] < 9
    let.set()
    assert wait_for(carol, job["id"])["done"] == 9


def test_a_file_is_gone_when_its_time_is_over(app: Flask, carol: Person):
    job = made(carol)
    assert job["kept_until"] > (clock.now() + timedelta(hours=23)).isoformat()

    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert carol.get(f"/jobs/{job['id']}").json["has_file"] is False
        assert carol.get(f"/jobs/{job['id']}/file").json["code"] == "job_file_gone"
        made(carol)  # whoever comes next sweeps
    left = set(db.session.scalars(select(JobPiece.job_id)))
    assert str(job["id"]) not in {str(one) for one in left}
    assert len(left) == 1


def test_its_maker_may_remove_it_sooner(carol: Person):
    job = made(carol)

    assert carol.delete(f"/jobs/{job['id']}").json["has_file"] is False

    assert carol.get(f"/jobs/{job['id']}/file").json["code"] == "job_file_gone"
    assert count(JobPiece) == 0


def test_retention_forgets_old_jobs_and_files(app: Flask, carol: Person):
    made(carol)
    with time_machine.travel(clock.now() + timedelta(days=31)):
        said = app.test_cli_runner().invoke(args=["retention"]).output

    assert "生成过的文件（保存 30 天）：1 条已删除" in said
    assert count(Job) == count(JobPiece) == 0


def test_a_file_is_its_makers_alone_and_only_as_who_they_were(carol: Person, charlie: Person, erin: Person):
    job = made(carol)
    for person in (charlie, erin):
        for answer in (
            person.get(f"/jobs/{job['id']}"),
            person.get(f"/jobs/{job['id']}/file"),
            person.delete(f"/jobs/{job['id']}"),
        ):
            assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert [one["id"] for one in carol.get("/jobs").json["items"]] == [job["id"]]
    assert charlie.get("/jobs").json["total"] == 0

    with writing():
        db.session.query(User).filter_by(username="carol").update({"scope": OTHER_TOWN})
    assert carol.get(f"/jobs/{job['id']}/file").status_code == 404
    assert carol.get("/jobs").json["total"] == 0


def test_another_site_takes_no_file(carol: Person):
    job = made(carol)

    answer = carol.get(f"/jobs/{job['id']}/file", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.json["code"] == "cross_site"


def test_so_many_at_once_and_no_more(carol: Person, gate: dict[str, Event]):
    started = [carol.post("/exports/jobs").json["id"] for _ in range(operations.MOST_OPEN)]

    refused = carol.post("/exports/jobs")

    assert (refused.status_code, refused.json["code"]) == (429, "too_many_jobs")
    assert count(Export) == operations.MOST_OPEN
    gate["let"].set()
    assert {wait_for(carol, job_id)["state"] for job_id in started} == {"done"}


def test_its_list_is_what_the_asker_reaches(carol: Person, dora: Person):
    assert made(carol, scope=TOWN)["of"] == 3
    assert made(dora)["of"] == 4
    assert carol.post("/exports/jobs", scope=OTHER_TOWN).status_code == 404
