"""A county of any size: 500 villages, as many visits as doors, three weeks of them. In bulk, as phones and rosters leave it.

`flask check` derives every standing, number and slip of it again.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from app import clock
from app.blobs import operations as blobs
from app.campaigns.models import NoticeTemplate
from app.campaigns.operations import create_campaign, current_template
from app.changes import issue, note, writing
from app.db import insert_rows, new_id
from app.divisions.models import Division
from app.households import standing
from app.households.addresses import sort_key
from app.households.models import FOREVER, Cover, Exclusion, Household, Placement, Standing
from app.households.spans import Place, Stretch, spans
from app.people.operations import create_user
from app.slips.models import Slip
from app.visits.models import Visit
from tests.bench.work import COUNTY
from tests.person import PASSWORD

TOWNS, VILLAGES, GRIDS = 10, 500, 8
DAYS = 24
_ROUND = 20_000
_REGISTERED_DAYS = 60
_NAMES = ("王建国", "李秀英", "张伟", "刘洋", "陈静", "杨丽", "赵军", "黄敏")
_KINDS = ("family", "merchant", "enterprise")
_TEXT = "我已了解电信网络诈骗的常见手法。"


@dataclass
class Crew:
    """Who walks and who decides, and what a visit is signed with."""

    walker: UUID
    asker: UUID
    decider: UUID
    template: NoticeTemplate
    signature: str


@dataclass
class Story:
    """What happened to one door."""

    id: UUID
    grid: str
    kind: str
    knocks: list[tuple[str, int]]  # an outcome, and how many days after the start
    excluded_on: int | None


def make(households: int, seed: int = 5) -> None:
    """Fill an empty database; the same county for the same size and seed, but for its ids."""
    rng = Random(seed)
    with writing():
        grids = _divide(rng)
        crew = _hire()
    stories = _stories(rng, grids, households)
    while batch := list(islice(stories, _ROUND)):
        with writing():
            _store(rng, batch, grids, crew)


def started_on() -> date:
    """The day before the first visit."""
    return clock.today() - timedelta(days=DAYS + 1)


def _divide(rng: Random) -> dict[str, tuple[float, float]]:
    """The tree; answers where each grid lies."""
    county = COUNTY[:6]
    rows = [{"code": COUNTY, "level": "county", "name": "量一量县", "parent_code": None}]
    where = {}
    for number in range(VILLAGES):
        town = f"{county}{100 + number % TOWNS:03}"
        village = f"{town}{200 + number // TOWNS:03}"
        if number < TOWNS:
            rows.append({"code": f"{town}000", "level": "town", "name": f"第{number + 1}镇", "parent_code": COUNTY})
        rows.append({"code": village, "level": "village", "name": f"第{number + 1}村", "parent_code": f"{town}000"})
        lat, lon = 30.0 + number // 25 * 0.03, 118.0 + number % 25 * 0.03
        for grid in range(1, GRIDS + 1):
            code = f"{village}{grid:03}"
            rows.append({"code": code, "level": "grid", "name": f"第{grid}网格", "parent_code": village})
            where[code] = (lat + rng.uniform(0, 0.02), lon + rng.uniform(0, 0.02))
    insert_rows(Division, sorted(rows, key=lambda row: ("county", "town", "village", "grid").index(row["level"])))
    return where


def _hire() -> Crew:
    campaign = create_campaign(name="量一量", starts_on=started_on(), deadline_on=clock.today() + timedelta(days=30))
    create_user(username="desk", password=PASSWORD, name="督导", role="supervisor", scope=COUNTY, is_demo=True)
    people = {role: create_user(username=role, password=PASSWORD, name=role, role=role, scope=COUNTY)
              for role in ("worker", "station", "admin")}  # fmt: skip
    picture = b"\x89PNG\r\n\x1a\n" + os.urandom(4_000)
    name = hashlib.sha256(picture).hexdigest()
    blobs.store({name: (blobs.check(name, picture), picture)}, people["worker"].id)
    template = current_template(campaign.id)
    return Crew(people["worker"].id, people["station"].id, people["admin"].id, template, name)


def _stories(rng: Random, grids: dict[str, tuple[float, float]], households: int) -> Iterator[Story]:
    """Of ten doors one is reached at the second knock, five at the first; three nobody opened, one nobody knocked at."""
    codes = list(grids)
    for number in range(households):
        grid = codes[number * len(codes) // households]
        kind = rng.choices(_KINDS, (92, 5, 3))[0]
        draw, day = rng.random(), rng.randrange(1, DAYS)
        knocks = [("no_answer", day), ("taught", day + 1)] if draw < 0.1 else [("taught", day)] if draw < 0.6 else []
        knocks = knocks or ([("no_answer", day)] if draw < 0.9 else [])
        is_excluded = draw >= 0.96 and kind == "family"
        yield Story(new_id(), grid, kind, knocks, day if is_excluded else None)


def _store(rng: Random, batch: list[Story], grids: dict[str, tuple[float, float]], crew: Crew) -> None:
    insert_rows(Household, [_household(rng, number, story, grids[story.grid]) for number, story in enumerate(batch)])
    registered_on = clock.today() - timedelta(days=_REGISTERED_DAYS)
    places = [Place(registered_on, FOREVER, story.grid, story.kind) for story in batch]
    stored = zip(batch, places, strict=True)
    insert_rows(Placement, [{"id": new_id(), "household_id": s.id, **vars(place)} for s, place in stored])
    for story in batch:
        note("household", story.id, story.grid)
    knocks = [(story, *knock, note("household", story.id, story.grid)) for story in batch for knock in story.knocks]
    receipts = issue()
    visits = [_visit(story, outcome, day, receipts[place], crew) for story, outcome, day, place in knocks]
    insert_rows(Visit, visits)
    taught = [visit for visit in visits if visit["outcome"] == "taught"]
    insert_rows(Slip, [_slip(visit, crew) for visit in taught])
    covers = {visit["household_id"]: _cover(visit) for visit in taught}
    insert_rows(Cover, list(covers.values()))
    exclusions = {story.id: _exclusion(story, crew) for story in batch if story.excluded_on is not None}
    insert_rows(Exclusion, list(exclusions.values()))
    number = standing.numbers()[crew.template.campaign_id]
    insert_rows(
        Standing,
        [
            standing.row((story.id, crew.template.campaign_id, number), span)
            for story, place in zip(batch, places, strict=True)
            for span in spans([place], _stretches(exclusions.get(story.id)), _stretches(covers.get(story.id)))
        ],
    )


def _stretches(fact: dict[str, Any] | None) -> list[Stretch]:
    return [Stretch(fact["from_on"], fact["until_on"])] if fact else []


def _household(rng: Random, number: int, story: Story, where: tuple[float, float]) -> dict[str, Any]:
    # Flats of one house, eight by eight, stand in one point.
    house = Random(f"{story.grid}{number // 8}")
    address = f"幸福路{number // 8 % 400 + 1}号{number % 8 + 1}室"
    return {
        "id": story.id,
        "door_key": f"{story.id}",
        "door_code": f"H{number:06}",
        "division_code": story.grid,
        "kind": story.kind,
        "title": None if story.kind == "family" else f"惠民商店{number}",
        "householder": rng.choice(_NAMES),
        "initials": "wjg",
        "phone": f"138{rng.randrange(10**8):08}",
        "address": address,
        "address_key": sort_key(address),
        "lat": where[0] + house.gauss(0, 0.004),
        "lon": where[1] + house.gauss(0, 0.004),
        "residents_count": number % 5 + 1,
        "registered_on": clock.today() - timedelta(days=_REGISTERED_DAYS),
    }


def _at(day: int) -> datetime:
    return clock.end_of(started_on() + timedelta(days=day)) - timedelta(hours=9)


def _visit(story: Story, outcome: str, day: int, receipt: int, crew: Crew) -> dict[str, Any]:
    at = _at(day)
    return {
        "id": new_id(),
        "campaign_id": crew.template.campaign_id,
        "household_id": story.id,
        "worker_id": crew.walker,
        "outcome": outcome,
        "status": "accepted",
        "visited_at": at,
        "earliest_at": at,
        "latest_at": at,
        "device_time": at.isoformat(),
        "received_at": at + timedelta(minutes=5),
        "receipt": receipt,
    }


def _slip(visit: dict[str, Any], crew: Crew) -> dict[str, Any]:
    return {
        "visit_id": visit["id"],
        "template_id": crew.template.id,
        "text": _TEXT,
        "text_sha256": hashlib.sha256(_TEXT.encode()).hexdigest(),
        "signer_name": "王建国",
        "signer_relation": "self",
        "strokes": "[]",
        "picture_sha256": crew.signature,
        "completed_at": visit["received_at"],
    }


def _cover(visit: dict[str, Any]) -> dict[str, Any]:
    return {
        "visit_id": visit["id"],
        "campaign_id": visit["campaign_id"],
        "household_id": visit["household_id"],
        "from_on": clock.day_of(visit["received_at"]),
        "until_on": FOREVER,
    }


def _exclusion(story: Story, crew: Crew) -> dict[str, Any]:
    asked_at = _at(story.excluded_on or 0)
    from_on = clock.day_of(asked_at)
    expires_on = from_on + timedelta(days=60 + int(story.grid[-1]) * 15)
    return {
        "id": new_id(),
        "household_id": story.id,
        "reason": "away",
        "evidence": "邻居证实全家外出务工",
        "state": "approved",
        "requested_by": crew.asker,
        "requested_at": asked_at,
        "decided_by": crew.decider,
        "decided_at": asked_at,
        "expires_on": expires_on,
        "from_on": from_on,
        "until_on": expires_on + timedelta(days=1),
    }
