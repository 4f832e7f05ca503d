"""Fills an empty database with the demo county."""

from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import insert, select

from app import clock
from app.campaigns import templates
from app.campaigns.models import NoticeTemplate
from app.campaigns.operations import create_campaign
from app.changes import note
from app.db import db
from app.demo import case_rows, check_rows, days, exclusion_rows, register_rows, visit_rows
from app.demo.accounts import ACCOUNTS, PASSWORD
from app.demo.crew import Crew, hire
from app.demo.register import Village, make_register
from app.demo.rounds import DAYS, Asked, Call, Window, exclusions, paces, walk
from app.divisions.edition import import_edition
from app.divisions.models import Assignment, Division, OfficialCount
from app.divisions.outlines import draw_outlines
from app.people.models import User
from app.people.operations import create_user

DIVISIONS = Path(__file__).parent / "data" / "341825-jingde.csv"
HOUSEHOLDS = 40_000
DEADLINE_DAYS = 28
REGISTERED_DAYS = 60


def is_empty() -> bool:
    """Whether no county has been put into this database yet."""
    return db.session.scalars(select(Division.code).limit(1)).first() is None


def is_demo() -> bool:
    """Whether accounts of the demo, with the password that everybody knows, are in this database."""
    return db.session.scalars(select(User.id).where(User.is_demo).limit(1)).first() is not None


def seed(households: int = HOUSEHOLDS, *, seed: int = 2026, say: Callable[[str], None] = lambda words: None) -> None:
    """Make the county, inside a write transaction: the same for the same seed, size and moment, but for the draw of its spot check."""
    rng, now = Random(seed), clock.now()
    import_edition(DIVISIONS.read_bytes())
    places = {level: _places(level) for level in ("town", "village")}
    villages = make_register(rng, places["village"], households, now - timedelta(days=REGISTERED_DAYS))
    crew = hire(rng, places["town"], villages, now - timedelta(days=REGISTERED_DAYS))
    _store_crew(crew)
    _store_grids(rng, villages, crew)
    say(f"{len(villages)} 个村（居），{len(crew.worker_of)} 个网格，{len(crew.members)} 个账号。")
    notices = _open_campaign()
    register_rows.store(villages, clock.today() - timedelta(days=REGISTERED_DAYS))
    say(f"登记 {households:,} 户。")
    calls, asked = _live(rng, villages, crew)
    visit_rows.store(rng, calls, villages, crew, notices)
    exclusion_rows.store(rng, asked, crew)
    say(f"走访 {len(calls):,} 次，剔除申请 {len(asked):,} 件。")
    register_rows.stand(villages)
    say(f"案件 {case_rows.store(rng, villages, calls, crew)} 起。")
    say(f"抽查 {check_rows.store(crew)} 户，等网格员去问。")
    drawn = draw_outlines(
        (house.division_code, house.lon, house.lat)
        for village in villages
        for house in village.houses
        if house.lat is not None and house.lon is not None
    )
    say(f"画出边界 {drawn} 个。")


def _places(level: str) -> list[tuple[str, str]]:
    query = select(Division.code, Division.name).where(Division.level == level).order_by(Division.code)
    return [(code, name) for code, name in db.session.execute(query)]


def _store_crew(crew: Crew) -> None:
    first, *others = crew.members
    # One real hash for all: they share one password, and a hundred and sixty hashes take seconds.
    account = ACCOUNTS[0]
    made = create_user(
        username=account.username, password=PASSWORD, name=account.name, role=account.role, scope=account.scope
    )
    password_hash, created_at = made.password_hash, made.created_at
    db.session.delete(made)
    db.session.flush()
    rows = [{**vars(member), "password_hash": password_hash, "created_at": created_at} for member in (first, *others)]
    db.session.execute(insert(User), [{**row, "is_active": True, "is_demo": True} for row in rows])


def _store_grids(rng: Random, villages: list[Village], crew: Crew) -> None:
    grids = [(village, grid) for village in villages for grid in village.grids]
    db.session.execute(
        insert(Division),
        [{"code": g.code, "level": "grid", "name": g.name, "parent_code": v.code} for v, g in grids],
    )
    since = clock.now() - timedelta(days=REGISTERED_DAYS)
    db.session.execute(
        insert(Assignment),
        [{"grid_code": code, "user_id": worker, "since": since} for code, worker in crew.worker_of.items()],
    )
    for _, grid in grids:
        note("division", grid.code, grid.code)
    for village in rng.sample(villages, len(villages) // 2):
        official = round(sum(len(grid.houses) for grid in village.grids) * rng.uniform(0.85, 1.12))
        since_on = clock.today() - timedelta(days=REGISTERED_DAYS)
        db.session.add(OfficialCount(code=village.code, from_on=since_on, households=official))


def _open_campaign() -> dict[str, NoticeTemplate]:
    campaign = create_campaign(
        name=f"{clock.today().year}年冬季反诈入户宣传",
        starts_on=clock.today() - timedelta(days=DAYS),
        deadline_on=clock.today() + timedelta(days=DEADLINE_DAYS),
        # Nobody signed what was not worded yet.
        at=clock.moment(clock.today() - timedelta(days=DAYS), time(8)),
    )
    return templates.current([campaign.id])[campaign.id]


def _live(rng: Random, villages: list[Village], crew: Crew) -> tuple[list[Call], list[Asked]]:
    """Three weeks pass: what was asked for, and who was visited, in the order it was received."""
    window = Window(clock.today() - timedelta(days=DAYS), clock.now())
    pace = paces(rng, villages)
    asked = [ask for village in villages for ask in exclusions(rng, village, window)]
    left_out = {ask.house.id for ask in asked if ask.state == "approved"}
    calls = days.walked(
        call
        for village in villages
        for call in walk(rng, village, pace[village.code], crew.worker_of, left_out, window)
    )
    calls = days.with_an_evening_at_home(rng, calls)
    return sorted(calls, key=lambda call: call.received_at), asked
