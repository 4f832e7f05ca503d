"""Writes the demo county's cases: two years of made-up frauds, those whose homes are known confirmed by the stations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app import clock
from app.campaigns.notice import FRAUDS
from app.cases.models import Case, CaseMatch
from app.db import db
from app.demo import people
from app.demo.crew import Crew
from app.demo.ids import id_at
from app.demo.register import House, Village
from app.demo.rounds import DAYS, Call
from app.figures.models import FallGoal

# How many happened before the campaign began, and since then in homes that were covered, that were not, and nobody knows whose.
_BEFORE, _COVERED, _UNCOVERED, _OF_NOBODY = 62, 2, 12, 2
# Days ago, from and until, and how often: much in the last winter, less this year than the year before.
_WHEN = ((DAYS + 1, 150), (150, 330), (345, 400), (400, 560), (560, 725))
_WHEN_OFTEN = (14, 12, 18, 10, 8)
_DAY = timedelta(days=1)
# In yuan, the smallest and the largest of most losses of a sort.
_LOSSES = {
    "brushing": (3_000, 120_000), "loan": (2_000, 60_000), "investment": (20_000, 600_000),
    "impersonation_police": (10_000, 300_000), "impersonation_boss": (5_000, 200_000), "refund": (800, 30_000),
    "health": (500, 20_000), "other": (500, 20_000),
}  # fmt: skip
_OFTEN = (30, 18, 16, 8, 6, 14, 5, 3)


@dataclass(frozen=True)
class Reported:
    """A case to be: when, in which division, and of whose home, where somebody knows."""

    at: datetime
    code: str
    house: House | None = None
    knows_loss: bool = True
    hours: int = 0


def store(rng: Random, villages: Sequence[Village], calls: Sequence[Call], crew: Crew) -> int:
    """Store them, each taken in by the station of its town; answers how many."""
    reported = sorted(_reported(rng, villages, calls), key=lambda one: one.at)
    for number, one in enumerate(reported, start=1):
        case = _case(rng, one, number, crew)
        db.session.add(case)
        db.session.flush()
        if one.house:
            match = CaseMatch(case_id=case.id, household_id=one.house.id, strength="strong")
            match.decided_by, match.decided_at = case.made_by, case.made_at
            db.session.add(match)
    _set_goals(crew)
    return len(reported)


def _set_goals(crew: Crew) -> None:
    """The county's, set by its supervisor before the campaign began."""
    supervisor = next(member for member in crew.members if member.role == "supervisor")
    goal = FallGoal(division_code=supervisor.scope, cases_percent=10, loss_percent=15)
    goal.set_by, goal.set_at = supervisor.id, clock.now() - timedelta(days=DAYS)
    db.session.add(goal)


def _reported(rng: Random, villages: Sequence[Village], calls: Sequence[Call]) -> Iterator[Reported]:
    now = clock.now().replace(second=0, microsecond=0)
    homes = [house for village in villages for house in village.houses if house.kind == "family"]
    taught = {call.house.id: call.received_at for call in calls if call.outcome == "taught"}
    for number in range(_BEFORE):
        at = now - timedelta(days=rng.uniform(*rng.choices(_WHEN, _WHEN_OFTEN)[0]))
        house = rng.choice(homes)
        # Of a few nothing is known but the town.
        code = house.division_code[:9] + "000" if number % 12 == 5 else house.division_code[:12]
        yield Reported(at, code, house if number % 3 and code[9:] != "000" else None, number % 8 != 0, number % 5 * 9)
    for number in range(_COVERED + _UNCOVERED):
        at = now - timedelta(days=rng.uniform(1, DAYS - 1))
        is_covered = number < _COVERED
        fits = [
            h for h in homes if (taught.get(h.id, now) < at - _DAY if is_covered else taught.get(h.id, now) > at + _DAY)
        ]
        if fits:
            house = rng.choice(fits)
            yield Reported(at, house.division_code[:12], house, number % 6 != 5)
    for number in range(_OF_NOBODY):
        house = rng.choice(homes)
        yield Reported(now - timedelta(days=rng.uniform(1, DAYS - 1)), house.division_code[:12], None, number > 0)


def _case(rng: Random, one: Reported, number: int, crew: Crew) -> Case:
    fraud = rng.choices(list(FRAUDS), _OFTEN)[0]
    least, most = _LOSSES[fraud]
    loss = round(least * (most / least) ** rng.random()) * 100
    at = one.at.replace(second=0, microsecond=0)
    taken_at = min(at + timedelta(hours=one.hours + rng.randrange(2, 30)), clock.now())
    return Case(
        id=id_at(rng, taken_at),
        number=f"A341825{clock.day_of(at).year}{number:04}",
        happened_from=at,
        happened_until=min(at + timedelta(hours=one.hours), taken_at),
        reported_at=taken_at,
        fraud=fraud,
        loss_fen=loss if one.knows_loss else None,
        division_code=one.code,
        victim=one.house.householder if one.house else people.person(rng),
        phone=(one.house.phone if one.house else None) or people.phone(rng),
        address=one.house.address if one.house else None,
        made_by=crew.station_of[one.code[:9] + "000"],
        made_at=taken_at,
    )
