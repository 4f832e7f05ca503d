"""Who is meant by an order: as the register, slips, proposals, cases and what was set aside name them, read before anything goes."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.cases.models import Case, CaseMatch, FormerCase
from app.db import db
from app.forgetting.people import People
from app.households.identity import normalise_name
from app.households.models import FORGOTTEN, FormerHousehold, Household, Placement, Proposal, Resident
from app.slips.models import Slip
from app.sync.events import read_raw
from app.sync.models import Quarantine
from app.visits.models import Visit

# A note has further telephone numbers; nothing shorter is one.
_NUMBER = re.compile(r"\d{7,}[Xx]?")
# One letter stands in every other text.
_SHORTEST = 2
Said = tuple[str | None, ...]  # the names of one, and their numbers
Told = Iterator[tuple[Said, Said]]


def people_of(household: Household, until: datetime, by: UUID | None) -> People:
    """The people of a door, by all names and numbers that are known of them up to then."""
    is_left = has_left(household.id, until)
    present = _collected(_of_present(household))
    spared = present if is_left else (frozenset[str](), frozenset[str]())
    told = _collected(
        [
            *(() if is_left else _of_present(household)),
            *_of_former(household.id, until),
            *_of_signers(household.id, until),
            *_of_proposals(household.id, until, spared[0] | spared[1]),
            *_of_cases(household.id, until if is_left else None),
            *_of_asides(household.id, until),
        ]
    )
    places = db.session.scalars(select(Placement.division_code).where(Placement.household_id == household.id))
    stood_in = frozenset([household.division_code, *places])
    return People(household.id, until, by, told[0] - spared[0], told[1] - spared[1], stood_in, not is_left)


def nobody(household_id: UUID, until: datetime, by: UUID | None) -> People:
    """The people of a door whose names are gone: told by the door and the time."""
    lives_there = not has_left(household_id, until)
    return People(household_id, until, by, frozenset(), frozenset(), frozenset(), lives_there)


def has_left(household_id: UUID, until: datetime) -> bool:
    """Whether somebody else is registered there since: an order up to then leaves those alone."""
    since = (FormerHousehold.household_id == household_id, FormerHousehold.until >= until)
    return db.session.scalar(select(FormerHousehold.id).where(*since).limit(1)) is not None


def left_at(household: Household) -> datetime | None:
    """Until when those before the present family were registered there; None where nobody is known."""
    former = select(FormerHousehold).where(FormerHousehold.household_id == household.id)
    present = {normalise_name(household.householder), FORGOTTEN}
    found = db.session.scalars(former.order_by(FormerHousehold.until.desc()))
    return next((one.until for one in found if normalise_name(one.householder) not in present), None)


def _collected(told: Iterable[tuple[Said, Said]]) -> tuple[frozenset[str], frozenset[str]]:
    pairs = list(told)
    names = {(name or "").strip() for said, _ in pairs for name in said}
    return (
        frozenset(name for name in names if len(name) >= _SHORTEST and FORGOTTEN not in name),
        frozenset(number for _, said in pairs for number in said if number),
    )


def _of_present(door: Household) -> Told:
    yield (door.householder, door.title), (door.phone, door.id_number, *_NUMBER.findall(door.note or ""))
    for one in db.session.scalars(select(Resident).where(Resident.household_id == door.id)):
        yield (one.name,), (one.phone, one.id_number)


def _of_former(household_id: UUID, until: datetime) -> Told:
    lived = (FormerHousehold.household_id == household_id, FormerHousehold.until <= until)
    for one in db.session.scalars(select(FormerHousehold).where(*lived)):
        yield (one.householder, one.title), (one.phone, one.id_number)


def _of_signers(household_id: UUID, until: datetime) -> Told:
    signed = select(Slip.signer_name).join(Visit, Visit.id == Slip.visit_id)
    theirs = (Visit.household_id == household_id, Visit.visited_at <= until, Slip.forgotten_at.is_(None))
    yield tuple(db.session.scalars(signed.where(*theirs))), ()


def _of_proposals(household_id: UUID, until: datetime, spared: frozenset[str]) -> Told:
    told = (Proposal.household_id == household_id, Proposal.proposed_at <= until)
    for one in db.session.scalars(select(Proposal).where(*told)):
        if spared.isdisjoint({one.householder, one.phone}):
            yield (one.householder, one.title), (one.phone,)


def _of_cases(household_id: UUID, until: datetime | None) -> Told:
    """Whom the cases that somebody said are of this home befell, as it is said now and as it was."""
    of_home = (CaseMatch.household_id == household_id, *((Case.happened_until <= until,) if until else ()))
    ids = db.session.scalars(select(Case.id).join(CaseMatch, CaseMatch.case_id == Case.id).where(*of_home)).all()
    for record, key in ((Case, Case.id), (FormerCase, FormerCase.case_id)):
        for victim, *numbers in db.session.execute(
            select(record.victim, record.phone, record.id_number).where(key.in_(ids))
        ):
            yield (victim,), tuple(numbers)


def _of_asides(household_id: UUID, until: datetime) -> Told:
    """Who signed and whom a worker told of, in what was set aside; nothing in it need be of the form it should have."""
    came = (Quarantine.household_id == household_id, Quarantine.received_at <= until)
    for raw in db.session.scalars(select(Quarantine.raw).where(*came)):
        body = read_raw(raw) or {}
        slip = body.get("slip")
        named = (body.get("householder"), slip.get("signer_name") if isinstance(slip, dict) else None)
        yield tuple(one for one in named if isinstance(one, str)), (_number_in(body),)


def _number_in(body: dict[str, object]) -> str | None:
    phone = body.get("phone")
    return phone if isinstance(phone, str) and _NUMBER.fullmatch(phone) else None
