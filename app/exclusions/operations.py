"""Asking for exclusions, deciding on them, ending them and taking them back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, select

from app import clock, problems
from app.changes import note
from app.db import among, db, insert_rows
from app.divisions.scope import Scope
from app.exclusions import refusals
from app.exclusions.models import ExclusionPhoto
from app.exclusions.photos import photos_of
from app.exclusions.reasons import Evidence, check, check_expiry, usual_expiry
from app.households.models import Exclusion, Household
from app.households.standing import lock, restand
from app.people.actor import Actor
from app.problems import Problem

_FOUND = (
    select(Exclusion, Household.division_code)
    .join(Household, Household.id == Exclusion.household_id)
    .where(among(Exclusion.id, "ids"))
    .order_by(Exclusion.id)
    .execution_options(populate_existing=True)
)
_IN_FORCE = select(Exclusion.household_id).where(
    among(Exclusion.household_id, "ids"), Exclusion.state == "approved", Exclusion.until_on > bindparam("today")
)


@dataclass(frozen=True)
class Asked:
    """A request: which door, on what evidence, and the last day it is to hold."""

    id: UUID
    household_id: UUID
    evidence: Evidence
    expires_on: date
    asked_at: datetime
    outside_grids: bool = False


@dataclass
class Decided:
    """What became of many at once: those decided, each with where its door stands, and those passed over, with why."""

    done: list[tuple[Exclusion, str]] = field(default_factory=list)
    skipped: list[tuple[UUID, Problem]] = field(default_factory=list)


def request_exclusion(
    actor_id: UUID, exclusion_id: UUID, household: Household, evidence: Evidence, expires_on: date | None
) -> None:
    """Ask for a door to be left out of the denominator; nothing changes until somebody else approves."""
    check(evidence)
    last = expires_on or usual_expiry(evidence, clock.today())
    check_expiry(evidence, last, clock.today())
    lock([household.id])
    if _open_exclusion(household.id):
        raise refusals.exclusion_already_open()
    record(actor_id, [Asked(exclusion_id, household.id, evidence, last, clock.now())])


def record(actor_id: UUID, asked: Sequence[Asked]) -> None:
    """Store requests. They are no facts about their doors yet, so no standing is derived again."""
    rows = [
        {
            "id": one.id,
            "household_id": one.household_id,
            "reason": one.evidence.reason,
            "evidence": one.evidence.words.strip(),
            "witness": one.evidence.witness.strip() or None,
            "witness_role": one.evidence.witness_role if one.evidence.witness.strip() else None,
            "returns_on": one.evidence.returns_on,
            "outside_grids": one.outside_grids,
            "state": "requested",
            "requested_by": actor_id,
            "requested_at": one.asked_at,
            "expires_on": one.expires_on,
        }
        for one in asked
    ]
    insert_rows(Exclusion, rows)
    insert_rows(
        ExclusionPhoto,
        [
            {"exclusion_id": one.id, "sha256": sha256, "place": place}
            for one in asked
            for place, sha256 in enumerate(one.evidence.photos)
        ],
    )


def _open_exclusion(household_id: UUID) -> UUID | None:
    """One that waits for a decision or is in force, or None."""
    return db.session.scalars(
        select(Exclusion.id).where(
            Exclusion.household_id == household_id,
            (Exclusion.state == "requested") | ((Exclusion.state == "approved") & (Exclusion.until_on > clock.today())),
        )
    ).first()


def find(ids: Iterable[UUID], scope: Scope) -> list[tuple[Exclusion, str]]:
    """These exclusions and where their doors stand; or the problem that one of them is not in this scope."""
    wanted = sorted(set(ids))
    found = list(db.session.execute(_FOUND, {"ids": wanted}).tuples())
    # In the same words for one elsewhere as for none, or they would tell that there is one.
    if len(found) < len(wanted) or not all(scope.has(code) for _, code in found):
        raise problems.not_found("这条剔除申请")
    return found


def hold(ids: Iterable[UUID], scope: Scope) -> list[tuple[Exclusion, str]]:
    """The same, held until the transaction ends: of two people who decide at once, the second sees what the first did."""
    wanted = list(ids)
    lock(exclusion.household_id for exclusion, _ in find(wanted, scope))
    return find(wanted, scope)


def approve(actor: Actor, found: Sequence[tuple[Exclusion, str]]) -> Decided:
    """Take doors out of the denominator, from today through each exclusion's last day; what may not be is passed over."""
    doors = sorted({exclusion.household_id for exclusion, _ in found})
    left_out = set(db.session.scalars(_IN_FORCE, {"ids": doors, "today": clock.today()}))
    photos = photos_of([exclusion.id for exclusion, _ in found])
    decided = Decided()
    for exclusion, code in found:
        try:
            _may_approve(actor, exclusion, left_out, photos)
        except Problem as problem:
            decided.skipped.append((exclusion.id, problem))
            continue
        exclusion.from_on = clock.today()
        exclusion.until_on = exclusion.expires_on + timedelta(days=1)
        left_out.add(exclusion.household_id)
        _decide(actor, exclusion, "approved")
        decided.done.append((exclusion, code))
    _changed(decided.done)
    return decided


def refuse(actor: Actor, found: Sequence[tuple[Exclusion, str]], refusal: str) -> Decided:
    """Leave doors in the denominator, with the reason in words; what may not be refused is passed over."""
    decided = Decided()
    for exclusion, code in found:
        try:
            _may_decide(actor, exclusion)
        except Problem as problem:
            decided.skipped.append((exclusion.id, problem))
            continue
        exclusion.refusal = refusal
        _decide(actor, exclusion, "refused")
        decided.done.append((exclusion, code))
    _told(decided.done)
    return decided


def the_one(decided: Decided) -> None:
    """Raise why the only one was passed over, when it was."""
    for _, problem in decided.skipped:
        raise problem


def end_exclusion(actor: Actor, exclusion: Exclusion, code: str) -> None:
    """Put the door back into the denominator from today on."""
    today = clock.today()
    if exclusion.state != "approved" or exclusion.until_on is None or exclusion.until_on <= today:
        raise refusals.exclusion_not_in_force()
    exclusion.until_on, exclusion.ended_at, exclusion.ended_by = today, clock.now(), actor.id
    _changed([(exclusion, code)])


def withdraw(actor: Actor, exclusion: Exclusion, code: str) -> None:
    """Take back a request that nobody has decided; only whoever asked can."""
    if not actor.grant.suits(is_own=exclusion.requested_by == actor.id):
        raise problems.not_found("这条剔除申请")
    if exclusion.state != "requested":
        raise refusals.exclusion_already_decided()
    exclusion.state, exclusion.withdrawn_at = "withdrawn", clock.now()
    _told([(exclusion, code)])


def _may_decide(actor: Actor, exclusion: Exclusion) -> None:
    if exclusion.state != "requested":
        raise refusals.exclusion_already_decided()
    if not actor.grant.suits(is_own=exclusion.requested_by == actor.id):
        raise refusals.own_exclusion()


def _may_approve(actor: Actor, exclusion: Exclusion, left_out: set[UUID], photos: dict[UUID, dict[str, bool]]) -> None:
    _may_decide(actor, exclusion)
    if exclusion.expires_on < clock.today():
        raise refusals.expiry_passed()
    if exclusion.household_id in left_out:
        raise refusals.door_already_excluded()
    named = photos.get(exclusion.id)
    if named and not any(named.values()):
        raise refusals.photo_not_here()


def _decide(actor: Actor, exclusion: Exclusion, state: str) -> None:
    exclusion.state = state
    exclusion.decided_by = actor.id
    exclusion.decided_at = clock.now()


def _changed(decided: Sequence[tuple[Exclusion, str]]) -> None:
    """The doors count otherwise from here on: their phones and figures hear of it, and whoever asked."""
    restand(exclusion.household_id for exclusion, _ in decided)
    for exclusion, code in decided:
        note("household", exclusion.household_id, code)
    _told(decided)


def _told(decided: Sequence[tuple[Exclusion, str]]) -> None:
    """To whoever asked, though the door may be out of their grids by now."""
    db.session.flush()
    for exclusion, _ in decided:
        note("exclusion", exclusion.id, "", audience_id=exclusion.requested_by)
