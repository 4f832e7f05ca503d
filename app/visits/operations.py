"""Recording a knock, counting it, and withdrawing it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app import clock, problems
from app.campaigns.operations import get_campaign
from app.changes import note
from app.db import among, db, insert_rows, named_id
from app.divisions.scope import Scope
from app.households import plates
from app.households.geometry import distance_m
from app.households.models import Cover, Household
from app.households.standing import lock, restand
from app.problems import Problem
from app.slips import operations as slips
from app.slips.models import Slip
from app.slips.operations import SignedNotice
from app.slips.ways import WAYS
from app.visits import lessons
from app.visits.models import WITHDRAWALS, Visit, VisitPhoto, known_reason
from app.visits.times import When

_WAITING = (
    select(Slip.visit_id)
    .join(Visit, Visit.id == Slip.visit_id)
    .where(
        Visit.worker_id == named_id("worker"),
        among(Slip.picture_sha256, "pictures"),
        Slip.completed_at.is_(None),
    )
)


@dataclass(frozen=True)
class Position:
    """Where the phone thought it was, WGS-84."""

    lat: float
    lon: float
    accuracy_m: int
    age_s: int | None = None


@dataclass(frozen=True)
class Knock:
    """What a phone says of one visit."""

    id: UUID
    household_id: UUID
    campaign_id: UUID
    outcome: str
    device_time: str
    note: str
    witness: str
    position: Position | None
    notice: SignedNotice | None
    photos: tuple[str, ...] = ()
    plate: str | None = None
    position_reason: str = ""
    plate_scanned: bool | None = None
    come_back_at: datetime | None = None
    lesson: lessons.Columns | None = None


@dataclass(frozen=True)
class Place:
    """A door as far as a visit needs it."""

    household_id: UUID
    division_code: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class Reading:
    """What the server makes of a visit as it takes it in."""

    received_at: datetime
    when: When
    in_scope: bool
    slip_is_whole: bool
    counts_refusals: bool
    doubt: Problem | None = None  # why somebody has to look at it first, wherever its door lies
    # Of what was set aside for a while: since when its slip is whole, and from which day it counts; else as it was received.
    whole_at: datetime | None = None
    counts_on: date | None = None

    @property
    def review(self) -> Problem | None:
        """Why it does not count before somebody has looked at it; nothing mostly."""
        return self.doubt or (None if self.in_scope else problems.outside_grids())


@dataclass(frozen=True)
class Back:
    """A visit that its worker takes back, and why; at once, it never was."""

    visit_id: UUID
    reason: str
    at_once: bool
    when: When


Told = tuple[Knock, Place, Reading]
# A minute, and what it takes to press.
AT_ONCE_MS = 65_000


def check(knock: Knock, template_ids: set[UUID]) -> None:
    """Refuse a visit that contradicts itself."""
    if knock.notice is None:
        if knock.outcome == "taught":
            raise problems.taught_without_slip()
        return
    if WAYS[knock.notice.way].outcome != knock.outcome:
        raise problems.slip_without_teaching()
    slips.check(knock.notice, template_ids)


def qualifies(knock: Knock, reading: Reading) -> bool:
    """Whether a visit covers its door: taught and signed, or a witnessed refusal where the campaign says so.

    Handing over paper does not count, and neither does a visit that waits for review.
    """
    if reading.review:
        return False
    if knock.outcome == "taught":
        return reading.slip_is_whole
    return knock.outcome == "refused" and reading.counts_refusals and bool(knock.witness)


def may_count(visit: Visit) -> bool:
    """Whether a stored visit that was accepted covers its door."""
    if visit.outcome == "taught":
        return slips.is_complete(visit.id)
    counts_refusals = get_campaign(visit.campaign_id).counts_refusals
    return visit.outcome == "refused" and counts_refusals and bool(visit.witness)


def pictures_of(visit: Visit) -> list[str]:
    """The name of the picture that its slip stands on, if it has one."""
    slip = slips.slips_of([visit.id]).get(visit.id)
    return [slip.picture_sha256] if slip and slip.picture_sha256 else []


def record(worker_id: UUID, told: Sequence[Told]) -> None:
    """Store visits and their slips, and count those that qualify. The caller restands the doors."""
    insert_rows(Visit, [_row(worker_id, *one) for one in told])
    insert_rows(VisitPhoto, [photo for knock, _, _ in told for photo in _photos(knock)])
    plates.bind((knock.plate, knock.household_id) for knock, _, reading in told if knock.plate and not reading.review)
    lessons.keep((knock.id, knock.lesson) for knock, _, _ in told if knock.lesson)
    slips.keep(
        (knock.id, knock.notice, (reading.whole_at or reading.received_at) if reading.slip_is_whole else None)
        for knock, _, reading in told
        if knock.notice
    )
    qualified = [(knock, reading) for knock, _, reading in told if qualifies(knock, reading)]
    count(
        (knock.id, knock.campaign_id, knock.household_id, reading.counts_on or clock.day_of(reading.received_at))
        for knock, reading in qualified
    )


def _row(worker_id: UUID, knock: Knock, door: Place, reading: Reading) -> dict[str, Any]:
    where = knock.position
    return {
        "id": knock.id,
        "campaign_id": knock.campaign_id,
        "household_id": knock.household_id,
        "worker_id": worker_id,
        "outcome": knock.outcome,
        "status": "needs_review" if reading.review else "accepted",
        "doubt": reading.doubt and reading.doubt.code,
        "visited_at": reading.when.best,
        "earliest_at": reading.when.earliest,
        "latest_at": reading.when.latest,
        "clock_off": reading.when.clock_off,
        "device_time": knock.device_time,
        "received_at": reading.received_at,
        "note": knock.note or None,
        "witness": knock.witness or None,
        "come_back_at": knock.come_back_at,
        "lat": where and where.lat,
        "lon": where and where.lon,
        "accuracy_m": where and where.accuracy_m,
        "distance_m": where and distance_m((where.lat, where.lon), (door.lat, door.lon)),
        "plate": knock.plate,
        "position_age_s": where and where.age_s,
        "position_reason": known_reason(knock.position_reason),
        "plate_scanned": knock.plate_scanned,
    }


def _photos(knock: Knock) -> list[dict[str, Any]]:
    return [{"visit_id": knock.id, "sha256": sha256, "place": place} for place, sha256 in enumerate(knock.photos)]


def count(visits: Iterable[tuple[UUID, UUID, UUID, date]]) -> None:
    """Let (visit, campaign, household) cover their doors from a day on.

    The day is the one on which the server held the visit whole, not the one the phone names: a
    figure once reported for a day then comes out the same for ever, and no phone's clock moves it.
    """
    columns = ("visit_id", "campaign_id", "household_id", "from_on")
    insert_rows(Cover, [dict(zip(columns, visit, strict=True)) for visit in visits])


def waiting_for(pictures: Collection[str], worker_id: UUID) -> list[UUID]:
    """Visits of this worker whose slips lack nothing but one of these pictures."""
    return list(db.session.scalars(_WAITING, {"pictures": list(pictures), "worker": worker_id}))


def count_completed(visit_ids: list[UUID]) -> None:
    """Count the visits whose slips have just become complete, and restand their doors."""
    rows = db.session.execute(
        select(Visit.id, Visit.campaign_id, Visit.household_id, Household.division_code)
        .join(Household, Household.id == Visit.household_id)
        .where(Visit.id.in_(visit_ids), Visit.status == "accepted", Visit.withdrawn_on.is_(None))
    ).all()
    if rows:
        # Before the covers, whose foreign keys would share the doors' rows and then stand in each other's way.
        lock(row.household_id for row in rows)
        count((row.id, row.campaign_id, row.household_id, clock.today()) for row in rows)
        restand(row.household_id for row in rows)
    for row in rows:
        note("household", row.household_id, row.division_code)


def get_visit(visit_id: UUID, scope: Scope) -> tuple[Visit, Household]:
    """The visit and its door, or the problem that there is none in this scope."""
    found = db.session.execute(
        select(Visit, Household).join(Household, Household.id == Visit.household_id).where(Visit.id == visit_id)
    ).one_or_none()
    if found is None or not scope.has(found.Household.division_code):
        raise problems.not_found("这次走访")
    return found.Visit, found.Household


def take_back(worker_id: UUID, backs: Sequence[tuple[Back, Place]]) -> None:
    """Withdraw visits at their own worker's word; the caller holds the doors, and restands them.

    One that was withdrawn already, or was set aside after all, stays as it is.
    """
    if not backs:
        return
    theirs = select(Visit).where(Visit.id.in_([back.visit_id for back, _ in backs]), Visit.worker_id == worker_id)
    # Asked of the database, whatever this session has seen.
    found = {visit.id: visit for visit in db.session.scalars(theirs.execution_options(populate_existing=True))}
    for back, door in backs:
        visit = found.get(back.visit_id)
        if visit and visit.withdrawn_on is None:
            _withdraw(worker_id, visit, door.division_code, WITHDRAWALS[back.reason], reaches_back=back.at_once)
            visit.withdrawn_earliest_at, visit.withdrawn_latest_at = back.when.earliest, back.when.latest


def withdraw(actor_id: UUID, visit: Visit, household: Household, *, reason: str, reaches_back: bool) -> None:
    """Take a visit back from today on, or from its very beginning where that is said."""
    lock([household.id])
    db.session.refresh(visit)
    if visit.withdrawn_on is not None:
        raise problems.visit_already_withdrawn()
    _withdraw(actor_id, visit, household.division_code, reason, reaches_back=reaches_back)
    restand([household.id])


def _withdraw(actor_id: UUID, visit: Visit, division_code: str, reason: str, *, reaches_back: bool) -> None:
    visit.withdrawn_at, visit.withdrawn_on = clock.now(), clock.today()
    visit.withdrawn_earliest_at = visit.withdrawn_latest_at = visit.withdrawn_at
    visit.withdrawn_by, visit.withdrawal_reason = actor_id, reason
    visit.withdrawal_reaches_back = reaches_back
    until = Cover.from_on if reaches_back else visit.withdrawn_on
    db.session.execute(update(Cover).where(Cover.visit_id == visit.id).values(until_on=until))
    note("household", visit.household_id, division_code)
    # To whoever made it, though the door may be out of their grids by now.
    note("verdict", visit.id, "", audience_id=visit.worker_id)
