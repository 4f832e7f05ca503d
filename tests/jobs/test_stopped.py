"""Whatever stops a job on the way: cancelled, killed, given up, gone wrong; nothing of it is left, and the day is free again."""

import signal
import subprocess
import sys
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app import clock
from app.changes import writing
from app.db import db, new_id
from app.exports import operations as lists
from app.exports.models import Export
from app.jobs import background, operations
from app.jobs.models import Job, JobPiece
from config import environment_for
from tests.county import EAST
from tests.jobs.waiting import count, made, rows_of, wait_for
from tests.person import Person

KILLED = """
import os, signal
from app import create_app
from app.changes import writing
from app.jobs import operations
with create_app().app_context():
    with writing():
        assert operations.claim()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_cancelled_it_leaves_nothing(carol: Person, erin: Person, gate: dict[str, Event]):
    job = carol.post("/exports/jobs").json
    assert gate["begun"].wait(30)

    ended = carol.delete(f"/jobs/{job['id']}")
    gate["let"].set()

    assert (ended.json["state"], ended.json["has_file"]) == ("cancelled", False)
    assert made(carol, scope=EAST)["state"] == "done"  # whoever worked on it is free again
    assert carol.get(f"/jobs/{job['id']}").json["state"] == "cancelled"
    assert carol.get(f"/jobs/{job['id']}/file").json["code"] == "job_not_ready"
    assert [one["scope"] for one in erin.get("/exports").json["items"]] == [EAST]
    assert carol.get("/exports/allowance").json["taken"] == 2


def test_what_a_stopped_process_left_is_begun_again(carol: Person):
    job = made(carol, format="csv")
    _as_if_left_alone(job["id"], tries=1)

    again = wait_for(carol, job["id"])

    assert (again["state"], again["number"]) == ("done", job["number"])
    assert len(rows_of(carol.get(f"/jobs/{job['id']}/file").data)) == 7
    assert count(Export) == 1


def test_what_is_alive_is_left_to_whoever_has_it(carol: Person):
    job = made(carol)
    _as_if_left_alone(job["id"], tries=1, alive_until=clock.now() + timedelta(seconds=30))

    assert background.run_next() is False
    assert carol.get(f"/jobs/{job['id']}").json["state"] == "running"


def test_stopped_too_often_it_fails_in_words_and_frees_the_day(carol: Person):
    job = made(carol)
    _as_if_left_alone(job["id"], tries=operations.MOST_TRIES)

    failed = wait_for(carol, job["id"])

    assert (failed["state"], failed["code"]) == ("failed", "job_interrupted")
    assert "服务器几次中途停止" in failed["message"]
    assert carol.get("/exports/allowance").json["taken"] == 0


def test_whoever_was_given_up_writes_nothing_any_more(
    carol: Person, gate: dict[str, Event], monkeypatch: pytest.MonkeyPatch
):
    """A process that only seemed to be gone: another does the job, and the first one's file is not kept."""
    job = carol.post("/exports/jobs", format="csv").json
    assert gate["begun"].wait(30)
    _as_if_left_alone(job["id"], tries=1)
    monkeypatch.undo()

    done = wait_for(carol, job["id"])
    file = carol.get(f"/jobs/{job['id']}/file").data
    gate["let"].set()
    assert made(carol, scope=EAST)["state"] == "done"  # and the first one has stopped by now

    assert wait_for(carol, job["id"]) == done
    assert carol.get(f"/jobs/{job['id']}/file").data == file


def test_a_killed_server_is_survived(app: Flask, carol: Person, database_url: str, monkeypatch: pytest.MonkeyPatch):
    """Taken in hands by another process, which is killed at once."""
    with monkeypatch.context() as idle:
        idle.setattr(background, "call", lambda: None)
        job = carol.post("/exports/jobs", format="csv").json
    db.session.remove()
    killed = subprocess.run([sys.executable, "-c", KILLED], env=environment_for(database_url), check=False)
    assert killed.returncode == -signal.SIGKILL
    assert carol.get(f"/jobs/{job['id']}").json["state"] == "running"

    with time_machine.travel(clock.now() + operations.SILENCE + timedelta(seconds=5)):
        done = wait_for(carol, job["id"])

    assert (done["state"], done["number"], count(Export)) == ("done", job["number"], 1)
    assert len(rows_of(carol.get(f"/jobs/{job['id']}/file").data)) == 7


def test_what_goes_wrong_is_told_in_words_and_frees_the_day(carol: Person, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: Any) -> Any:
        raise OSError("no space left")

    with monkeypatch.context() as broke:
        broke.setattr(lists, "lines", broken)
        failed = made(carol)

    assert (failed["state"], failed["code"], failed["has_file"]) == ("failed", "job_failed", False)
    assert count(Export) == 0
    assert count(JobPiece) == 0
    assert made(carol)["state"] == "done"


def _as_if_left_alone(job_id: str, **values: Any) -> None:
    """As a process leaves a job that is killed on the way."""
    left = {"state": "running", "runner": new_id(), "alive_until": clock.now() - timedelta(seconds=1), **values}
    db.session.rollback()
    with writing():
        db.session.query(Export).update({"sha256": None})
        job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
        assert str(job.id) == job_id
        for name, value in left.items():
            setattr(job, name, value)
