"""The demo county: real divisions, invented people, and figures that add up."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app import clock
from app.blobs.models import Blob
from app.campaigns.models import NoticeTemplate
from app.changes import writing
from app.db import db
from app.demo import county
from app.demo.accounts import ACCOUNTS, COUNTY, PASSWORD, accounts_text
from app.demo.rounds import STANDS_OUT
from app.divisions.models import Assignment, Division, Outline
from app.households.models import Exclusion, Household
from app.households.standing import derive
from app.people.models import User
from app.slips.models import Slip
from app.visits.models import Visit
from tests.conftest import empty_tables

pytestmark = pytest.mark.one_database

HOUSEHOLDS = 1_200


@pytest.fixture(scope="module")
def demo(empty_app: Flask) -> Iterator[Flask]:
    """A small demo county, made once for the questions below."""
    with empty_app.app_context():
        empty_tables()
        with writing():
            county.seed(HOUSEHOLDS)
        yield empty_app
        db.session.remove()


def signed_in(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    answer = client.post("/api/v1/session", json={"username": username, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    return client


def count(model: Any, *conditions: Any) -> int:
    return db.session.execute(select(func.count()).select_from(model).where(*conditions)).scalar_one()


def test_a_spot_check_is_open_for_the_first_worker_to_ask_at(demo: Flask) -> None:
    items = signed_in(demo, "worker1").get("/api/v1/sync/snapshot").json["items"]
    asked = [item["data"] for item in items if item["kind"] == "check"]
    (drawn,) = signed_in(demo, "station").get("/api/v1/check-rounds").json["items"]

    assert len(asked) == drawn["asks"] > 0
    assert {one["village_name"] for one in asked} == {drawn["village_name"]}
    assert (drawn["checker_name"], drawn["ended_at"], drawn["verdict"]) == ("方晓禾", None, None)


def test_it_has_every_real_town_and_village(demo: Flask) -> None:
    levels = dict(db.session.execute(select(Division.level, func.count()).group_by(Division.level)).tuples().all())

    assert (levels["county"], levels["town"], levels["village"]) == (1, 10, 68)
    assert count(Household) == HOUSEHOLDS
    assert not county.is_empty()


def test_every_grid_has_a_worker(demo: Flask) -> None:
    grids = set(db.session.scalars(select(Division.code).where(Division.level == "grid")))

    assert set(db.session.scalars(select(Assignment.grid_code))) == grids


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_every_printed_account_signs_in_and_has_doors(demo: Flask, account: Any) -> None:
    client = signed_in(demo, account.username)

    assert client.get("/api/v1/session").json["user"]["role"] == account.role
    assert client.get("/api/v1/households").json["total"] > 0
    assert account.username in accounts_text()


def test_the_figures_add_up_in_every_town(demo: Flask) -> None:
    coverage = signed_in(demo, "admin").get(f"/api/v1/coverage?scope={COUNTY}&by=town").json

    assert len(coverage["items"]) == 10
    for line in (*coverage["items"], coverage["total"]):
        assert line["covered"] + line["excluded"] + line["uncovered"] == line["registered"]
    assert coverage["total"]["registered"] == HOUSEHOLDS
    assert 0.35 < coverage["total"]["rate"] < 0.8


def test_the_standings_are_what_the_facts_say(demo: Flask) -> None:
    ids = list(db.session.scalars(select(Household.id).limit(300)))
    campaign_id = db.session.scalars(select(Visit.campaign_id).limit(1)).one()
    today = clock.today()

    derived = {h: span.state for h, _, span in derive(ids, [campaign_id]) if span.has(today)}
    page = signed_in(demo, "admin").get("/api/v1/households?limit=200").json["items"]

    assert len(derived) == 300
    assert {door["state"] for door in page} == {"covered", "uncovered", "excluded"}


def test_every_taught_visit_has_a_complete_slip_and_a_picture(demo: Flask) -> None:
    taught = set(db.session.scalars(select(Visit.id).where(Visit.outcome == "taught")))
    signed = set(db.session.scalars(select(Slip.visit_id).where(Slip.completed_at.is_not(None))))
    pictures = set(db.session.scalars(select(Blob.sha256)))

    assert taught == signed
    assert set(db.session.scalars(select(Slip.picture_sha256))) <= pictures


def test_nobody_signed_what_was_not_worded_yet(demo: Flask) -> None:
    worded = db.session.scalars(select(func.max(NoticeTemplate.created_at))).one()

    assert worded < db.session.scalars(select(func.min(Visit.visited_at))).one()


def test_each_door_signed_the_notice_for_who_lives_there(demo: Flask) -> None:
    rows = db.session.execute(
        select(Household.kind, NoticeTemplate.audience, func.count())
        .select_from(Slip)
        .join(Visit, Visit.id == Slip.visit_id)
        .join(Household, Household.id == Visit.household_id)
        .join(NoticeTemplate, NoticeTemplate.id == Slip.template_id)
        .group_by(Household.kind, NoticeTemplate.audience)
    ).all()

    spoke = {(kind, audience) for kind, audience, _ in rows}
    assert spoke == {("merchant", "merchant"), ("enterprise", "finance")} | {
        ("family", audience) for audience in ("family", "elderly", "student")
    }


def test_a_door_shows_its_history_with_the_signed_words(demo: Flask) -> None:
    taught = select(Visit).where(Visit.outcome == "taught", Visit.withdrawn_on.is_(None))
    visit = db.session.scalars(taught.limit(1)).one()
    client = signed_in(demo, "admin")

    door = client.get(f"/api/v1/households/{visit.household_id}").json
    slip = next(v["slip"] for v in door["visits"] if v["id"] == str(visit.id))

    assert door["householder"] in slip["text"]
    assert door["address"] in slip["text"]
    assert "{" not in slip["text"]
    with client.get(f"/api/v1/visits/{visit.id}/signature") as picture:
        assert picture.data.startswith(b"\x89PNG")


def test_nothing_happened_in_the_future_or_twice(demo: Flask) -> None:
    visits = db.session.scalars(select(Visit)).all()

    assert all(visit.visited_at <= visit.received_at <= clock.now() for visit in visits)
    assert len({visit.receipt for visit in visits}) == len(visits)


def test_nobody_approved_what_they_asked_for(demo: Flask) -> None:
    decided = count(Exclusion, Exclusion.decided_by.is_not(None))

    assert decided > 0
    assert count(Exclusion, Exclusion.decided_by == Exclusion.requested_by) == 0


def test_a_request_that_needs_a_photo_has_one_to_look_at(demo: Flask) -> None:
    station = signed_in(demo, "admin")
    listed = [
        one
        for state in ("requested", "in_force")
        for one in station.get(f"/api/v1/exclusions?state={state}&limit=500").json["items"]
    ]
    with_photo = [one for one in listed if one["reason"] in ("vacant", "demolished")]

    assert with_photo
    assert all(len(one["photos"]) == 1 and one["photos_waiting"] == 0 for one in with_photo)
    (sha256,) = with_photo[0]["photos"]
    with station.get(f"/api/v1/exclusions/{with_photo[0]['id']}/photos/{sha256}") as photo:
        assert photo.data.startswith(b"\xff\xd8\xff")


def test_some_exclusions_end_soon(demo: Flask) -> None:
    counts = signed_in(demo, "admin").get("/api/v1/exclusions").json["counts"]

    # Of so few doors none may be over or refused by chance; these are too many for that.
    assert 0 < counts["expiring"] < counts["in_force"]


def test_no_number_can_be_dialled(demo: Flask) -> None:
    phones = set(db.session.scalars(select(Household.phone).where(Household.phone.is_not(None))))

    assert all(re.fullmatch(r"160000\d{5}", phone) for phone in phones)
    assert count(Household, Household.id_number.is_not(None)) == 0


def test_every_village_has_an_outline(demo: Flask) -> None:
    villages = set(db.session.scalars(select(Division.code).where(Division.level == "village")))

    assert villages <= set(db.session.scalars(select(Outline.code)))


def test_a_workers_phone_gets_its_doors(demo: Flask) -> None:
    worker = db.session.scalars(select(User).where(User.username == "worker1")).one()
    grids = set(db.session.scalars(select(Assignment.grid_code).where(Assignment.user_id == worker.id)))
    mine = {str(h) for h in db.session.scalars(select(Household.id).where(Household.division_code.in_(grids)))}

    page = signed_in(demo, "worker1").get("/api/v1/sync/pull?since=0&limit=500").json

    assert set(page["scope"]) == grids
    assert {item["id"] for item in page["items"] if item["kind"] == "household" and item["data"]} == mine


def test_its_cases_can_be_looked_at(demo: Flask) -> None:
    """Some homes covered, some not, some not known; a year before to hold them against; and a goal."""
    supervisor = signed_in(demo, "supervisor")
    figures = supervisor.get("/api/v1/cases/figures?weeks=53").json["total"]
    homes = supervisor.get("/api/v1/cases/comparison").json["homes"]
    goals = supervisor.get("/api/v1/cases/goals").json

    assert figures["cases"] > 20
    assert min(figures[name] for name in ("before", "open", "loss_unknown")) > 0
    assert homes["by_week"]["cases"] >= homes["fewest_cases"]
    assert homes["uncovered"]["cases"] > homes["covered"]["cases"] > 0
    assert goals["then"] is not None
    assert goals["items"][0]["goal"]["cases_percent"] == 10


def test_the_days_are_such_as_can_be_walked(demo: Flask) -> None:
    """But for one evening, which is there to be found; a small county may have none that long."""
    admin = signed_in(demo, "admin")
    for weeks in range(4):
        day = clock.today() - timedelta(weeks=weeks)
        lines = admin.get("/api/v1/grades", query_string={"week": day.isoformat()}).json["items"]

        assert {line["village"] for line in lines if line["flags"]} <= {STANDS_OUT}
