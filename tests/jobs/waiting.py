"""Waits for a job as the desk does: by asking."""

import csv
import io
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

from sqlalchemy import func, select

from app.db import db
from tests.person import Person

OVER = ("done", "failed", "cancelled")
PATIENCE = 30


def wait_for(
    person: Person, job_id: str, until: Callable[[dict[str, Any]], bool] = lambda job: job["state"] in OVER
) -> dict[str, Any]:
    """The job, once it is so far."""
    give_up_at = monotonic() + PATIENCE
    while not until(job := person.get(f"/jobs/{job_id}").json):
        assert monotonic() < give_up_at, job
        sleep(0.02)
    return job


def made(person: Person, **body: Any) -> dict[str, Any]:
    """A list that somebody has made, whatever came of it."""
    started = person.post("/exports/jobs", **body)
    assert started.status_code == 202, started.text
    return wait_for(person, started.json["id"])


def rows_of(data: bytes) -> list[list[str]]:
    """The cells of a csv."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def count(of: Any) -> int:
    """How many rows a table has now."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(of)) or 0
