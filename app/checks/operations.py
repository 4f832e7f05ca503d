"""Drawing a round, taking in what was heard, and ending it. Nothing here changes a figure of coverage."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from app import clock, problems
from app.campaigns.models import Campaign
from app.changes import note
from app.checks import refusals
from app.checks.covered import Covered, covered_in
from app.checks.lot import by_lot, by_risk
from app.checks.models import CheckAnswer, CheckDoor, CheckRound
from app.checks.people import find_checker
from app.checks.risk import weights_of
from app.checks.rule import Rule, rule_in
from app.checks.sample import sample_of
from app.db import among, db, insert_rows
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.households.followers import follows_doors
from app.people.actor import Actor
from app.visits.times import When

# So many times the doors asked at are kept in the order drawn, to stand in where nobody is met.
KEPT = 3

_ROUND_OF = (
    select(CheckDoor.id, CheckDoor.household_id, CheckRound.checker_id)
    .join(CheckRound, CheckRound.id == CheckDoor.round_id)
    .where(among(CheckDoor.id, "ids"))
)

_ASKED_AT = (
    select(CheckRound.checker_id, CheckDoor.id)
    .join(CheckRound, CheckRound.id == CheckDoor.round_id)
    .where(among(CheckDoor.household_id, "ids"), CheckRound.ended_at.is_(None), CheckDoor.asked_at.is_not(None))
    .order_by(CheckDoor.id)
)


@dataclass(frozen=True)
class Wanted:
    """What is to be drawn: how small a share of false doors is to be caught, how many doors beside by risk, and who asks."""

    unacceptable_percent: int
    by_risk: int
    checker_id: UUID


@dataclass(frozen=True)
class Heard:
    """What a phone says of one knock at a door that is checked."""

    id: UUID
    door_id: UUID
    answer: str
    signature: str
    note: str


@dataclass(frozen=True)
class Open:
    """A door that is checked, as far as an answer needs it."""

    household_id: UUID
    checker_id: UUID


def draw(actor: Actor, scope: Scope, village: Division, campaign: Campaign, wanted: Wanted) -> CheckRound:
    """Draw a round among the doors of a village that are covered today, and hand its first doors to whoever asks."""
    if village.level != "village":
        raise refusals.check_needs_village()
    # Of two people who draw at once the second waits here, and then sees what the first drew.
    db.session.refresh(village, with_for_update=True)
    if open_round_in(village.code):
        raise refusals.check_still_open()
    covered = covered_in(campaign, village.code, clock.today())
    if not covered.visits:
        raise refusals.nothing_to_check()
    checker = find_checker(wanted.checker_id, scope, village.code)
    rule = rule_in(wanted.unacceptable_percent, len(covered.visits))
    drawn = CheckRound(
        campaign_id=campaign.id,
        village_code=village.code,
        seed=secrets.token_hex(16),
        drawn_at=clock.now(),
        drawn_by=actor.id,
        covered=len(covered.visits),
        target=covered.target,
        unacceptable_percent=wanted.unacceptable_percent,
        asks=rule.doors,
        denials=rule.denials,
        checker_id=checker.id,
    )
    db.session.add(drawn)
    db.session.flush()
    db.session.add_all(_doors(drawn, covered, wanted.by_risk))
    hand_out(drawn)
    return drawn


def _doors(drawn: CheckRound, covered: Covered, risky: int) -> list[CheckDoor]:
    """Those by lot with their places, those to stand in among them, and those by risk; a door may be both."""
    doors = list(covered.visits)
    lot = {door: place for place, door in enumerate(by_lot(drawn.seed, doors)[: KEPT * drawn.asks])}
    asked_anyway = {door for door, place in lot.items() if place < drawn.asks}
    others = {door: visit for door, visit in covered.visits.items() if door not in asked_anyway}
    risk = set(by_risk(drawn.seed, weights_of(others), risky)) if risky else set()
    return [
        CheckDoor(
            round_id=drawn.id,
            household_id=door,
            visit_id=covered.visits[door],
            lot_place=lot.get(door),
            by_risk=door in risk,
        )
        for door in sorted({*lot, *risk})
    ]


def open_round_in(village_code: str) -> UUID | None:
    """The round of a village that has not ended, if there is one."""
    return db.session.scalars(
        select(CheckRound.id).where(CheckRound.village_code == village_code, CheckRound.ended_at.is_(None))
    ).first()


def get_round(round_id: UUID, scope: Scope, *, hold: bool = False) -> CheckRound:
    """A round in this scope, or the problem that there is none; held until the transaction ends where that is said."""
    query = select(CheckRound).where(CheckRound.id == round_id, scope.holds(CheckRound.village_code))
    found = db.session.scalars(query.with_for_update() if hold else query).one_or_none()
    if found is None:
        raise problems.not_found("这次抽查")
    return found


def rule_of(drawn: CheckRound) -> Rule:
    """The rule that a round was drawn for."""
    return Rule(drawn.asks, drawn.denials)


def doors_by_lot(round_ids: Iterable[UUID]) -> dict[UUID, list[CheckDoor]]:
    """The doors by lot of each of these rounds, in the order drawn."""
    found = db.session.scalars(
        select(CheckDoor)
        .where(CheckDoor.round_id.in_(list(round_ids)), CheckDoor.lot_place.is_not(None))
        .order_by(CheckDoor.round_id, CheckDoor.lot_place)
    )
    return {round_id: list(doors) for round_id, doors in groupby(found, key=lambda door: door.round_id)}


def hand_out(drawn: CheckRound) -> None:
    """Let the checker have the doors that count now and those by risk, as far as they do not have them already."""
    risky = select(CheckDoor).where(CheckDoor.round_id == drawn.id, CheckDoor.by_risk)
    wanted = sample_of(doors_by_lot([drawn.id]).get(drawn.id, []), drawn.asks).doors + list(db.session.scalars(risky))
    for door in wanted:
        if door.asked_at is None:
            door.asked_at = clock.now()
            tell(drawn.checker_id, door.id)


def tell(checker_id: UUID, door_id: UUID) -> None:
    """Their phone hears of the door: to take it up, or to forget it."""
    note("check", door_id, "", audience_id=checker_id)


@follows_doors
def tell_of_changed(household_ids: Collection[UUID]) -> None:
    """Whoever is to ask at one of these doors hears what it is now: it stands outside their grids, and nothing else would tell."""
    for checker_id, door_id in db.session.execute(_ASKED_AT, {"ids": list(household_ids)}):
        tell(checker_id, door_id)


def open_doors(ids: Iterable[UUID]) -> dict[UUID, Open]:
    """What is known of these doors; one that is not there was never drawn."""
    wanted = list(ids)  # of most batches none, and then nothing is asked
    found = db.session.execute(_ROUND_OF, {"ids": wanted}) if wanted else ()
    return {door_id: Open(*known) for door_id, *known in found}


def record(worker_id: UUID, heard: Sequence[tuple[Heard, When, datetime]]) -> None:
    """Store what was heard, say of each door what counts now, and let others stand in where nobody can answer."""
    if not heard:
        return
    insert_rows(CheckAnswer, [_row(worker_id, *one) for one in heard])
    ids = {one.door_id for one, _, _ in heard}
    # Held: of two doors that cannot answer at once each is to be replaced by another one.
    theirs = select(CheckDoor.round_id).where(CheckDoor.id.in_(ids))
    rounds = db.session.scalars(
        select(CheckRound).where(CheckRound.id.in_(theirs)).order_by(CheckRound.id).with_for_update()
    ).all()
    told = _told(ids)
    for door in db.session.scalars(select(CheckDoor).where(CheckDoor.id.in_(ids))):
        door.answer = next((answer for answer in told[door.id] if answer != "away"), None)
        door.times_away = told[door.id].count("away")
    db.session.flush()
    for drawn in rounds:
        if drawn.ended_at is None:
            hand_out(drawn)


def _row(worker_id: UUID, heard: Heard, when: When, received_at: datetime) -> dict[str, object]:
    return {
        "id": heard.id,
        "door_id": heard.door_id,
        "worker_id": worker_id,
        "answer": heard.answer,
        "signature": heard.signature,
        "note": heard.note or None,
        "heard_at": when.best,
        "earliest_at": when.earliest,
        "latest_at": when.latest,
        "received_at": received_at,
    }


def _told(door_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """All that was answered at each of these doors, the newest first."""
    told: dict[UUID, list[str]] = defaultdict(list)
    query = select(CheckAnswer.door_id, CheckAnswer.answer).where(CheckAnswer.door_id.in_(list(door_ids)))
    for door_id, answer in db.session.execute(query.order_by(CheckAnswer.heard_at.desc(), CheckAnswer.id.desc())):
        told[door_id].append(answer)
    return told


def end(actor: Actor, drawn: CheckRound) -> None:
    """Nothing more is asked; what phones still bring is kept and shown, and counts as it would have."""
    if drawn.ended_at is not None:
        raise refusals.check_ended()
    drawn.ended_at, drawn.ended_by = clock.now(), actor.id
    asked = select(CheckDoor.id).where(CheckDoor.round_id == drawn.id, CheckDoor.asked_at.is_not(None))
    for door_id in db.session.scalars(asked.order_by(CheckDoor.id)):
        tell(drawn.checker_id, door_id)
