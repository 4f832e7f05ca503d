"""What is known of homes, gathered for the answer in a fixed number of statements, however many homes there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import and_, case, false, func, select

from app import clock
from app.cases.answer import Facts, Knock
from app.cases.left_out import LeftOut, left_out
from app.cases.originals import Original, originals_of
from app.cases.rounds import of_some
from app.cases.stretches import Stretch
from app.db import db, made_at
from app.households.models import Exclusion, Placement
from app.prints.models import IS_OTHER, IS_UNREADABLE, PaperReading
from app.slips.models import Slip
from app.sync.models import Quarantine
from app.visits.models import Visit

# Before all that anything tells of.
EVER = datetime(1, 1, 2, tzinfo=UTC)
# Of a paper slip whose photo is here: whose code it bears (answer.Knock.paper).
_IS_PAPER = and_(Slip.way == "paper", Slip.completed_at.is_not(None), Slip.forgotten_at.is_(None))
_PAPER = case(
    (IS_OTHER, "other"), (IS_UNREADABLE, "unreadable"), (and_(_IS_PAPER, PaperReading.visit_id.is_(None)), "unread")
)


def facts_of(household_ids: Iterable[UUID]) -> dict[UUID, Facts]:
    """All that the answer needs of these homes."""
    ids = list(household_ids)
    knocks, registered, excluded, aside = knocks_of(ids), _registered(ids), _excluded(ids), aside_of(ids)
    return {
        i: Facts(
            knocks.get(i, []),
            registered[i],
            [one.sure for one in excluded[i]],
            [one.longest for one in excluded[i]],
            aside.get(i, 0),
        )
        for i in ids
    }


def knocks_of(household_ids: Sequence[UUID]) -> dict[UUID, list[Knock]]:
    """The visits to each of these homes, in every campaign, in order of time."""
    found: dict[UUID, dict[UUID, Knock]] = defaultdict(dict)
    columns = (
        Visit.household_id, Visit.id, Visit.reviewed_at.is_not(None),
        Visit.outcome, Visit.earliest_at, Visit.latest_at,
        func.coalesce(Quarantine.received_at, Visit.received_at), Visit.status, Slip.completed_at, Slip.way,
        func.coalesce(Visit.reviewed_at, Quarantine.resolved_at),
        func.coalesce(Visit.withdrawn_latest_at, Visit.withdrawn_at),
        func.coalesce(Visit.withdrawal_reaches_back, false()), Visit.clock_off,
        _PAPER, Visit.doubt, Visit.withdrawn_earliest_at, Visit.withdrawn_by == Visit.worker_id,
    )  # fmt: skip
    query = (
        select(*columns)
        .outerjoin(Slip, Slip.visit_id == Visit.id)
        .outerjoin(PaperReading, PaperReading.visit_id == Visit.id)
        .outerjoin(Quarantine, Quarantine.accepted_id == Visit.id)
        .order_by(Visit.visited_at, Visit.id, Quarantine.received_at)
    )
    originals = originals_of(household_ids)
    for home, visit_id, reviewed, *said, paper, doubt, since, on_phone in of_some(
        query, Visit.household_id, household_ids
    ):
        knock = replace(Knock(visit_id, *said), paper=paper, doubt=doubt)
        if original := originals.get(visit_id):
            knock = _put_right(knock, home, original, reviewed=reviewed)
        # Set aside twice, in two envelopes: since the first.
        found[home].setdefault(visit_id, _since(knock, since, on_phone))
    return {household_id: list(knocks.values()) for household_id, knocks in found.items()}


def aside_of(household_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How much of what phones handed in names each of these homes, could not be taken in, and was not decided on yet."""
    home = Quarantine.household_id
    query = select(home, func.count()).where(Quarantine.resolution.is_(None)).group_by(home)
    return dict(map(tuple, of_some(query, home, household_ids)))


def _since(knock: Knock, earliest: datetime | None, on_phone: bool | None) -> Knock:
    """Not taken back before it was made; when its phone tells no more than that, or was not asked then, so much is known."""
    if not on_phone or knock.withdrawn_at is None:
        return knock
    since = max(filter(None, (earliest, knock.earliest)), default=EVER)
    return replace(knock, withdrawn_since=min(since, knock.withdrawn_at))


def deciders_of(visit_ids: Sequence[UUID]) -> dict[UUID, UUID | None]:
    """Who of the office decided on each of these visits, if anybody did."""
    query = select(Visit.id, func.coalesce(Visit.reviewed_by, Quarantine.resolved_by))
    query = query.outerjoin(Quarantine, Quarantine.accepted_id == Visit.id).order_by(Quarantine.received_at.desc())
    return dict(db.session.execute(query.where(Visit.id.in_(visit_ids))).tuples().all())


def _put_right(knock: Knock, household_id: UUID, original: Original, *, reviewed: bool) -> Knock:
    """How it was set aside at first (ASIDES), by the id that its phone gave it and the door that it named; and what else it had said."""
    if original.name == str(knock.id):
        return knock if reviewed else replace(knock, aside="confirmed")
    changed = original.outcome not in (None, knock.outcome)
    return replace(
        knock,
        aside="repaired" if original.door == household_id else "door_named",
        outcome_was=original.outcome if changed else None,
        note_was=original.note,
    )


def _registered(ids: Sequence[UUID]) -> dict[UUID, list[Stretch]]:
    placed: dict[UUID, list[Placement]] = defaultdict(list)
    for household_id, place in of_some(select(Placement.household_id, Placement), Placement.household_id, ids):
        placed[household_id].append(place)
    return defaultdict(list, {household_id: list(registered(places)) for household_id, places in placed.items()})


def registered(places: Iterable[Placement]) -> Iterator[Stretch]:
    """When a home was on the register. Placements count by days; on the day on which it came, it came at some instant."""
    until, begun = date.min, dict[date, datetime]()
    for place in sorted(places, key=lambda one: (one.from_on, one.id)):
        if place.from_on not in begun:
            # What only moved within the register was on it since midnight as well.
            begun[place.from_on] = clock.start_of(place.from_on) if until >= place.from_on else _came_at(place)
        until = max(until, place.until_on)
        yield Stretch(begun[place.from_on], clock.start_of(place.until_on))


def _came_at(place: Placement) -> datetime:
    """The instant that its id tells, where it was written down on that very day; else all that is known is the day."""
    start, at = clock.start_of(place.from_on), made_at(place.id)
    return at if start <= at < clock.end_of(place.from_on) else start


def _excluded(ids: Sequence[UUID]) -> dict[UUID, list[LeftOut]]:
    found: dict[UUID, list[LeftOut]] = defaultdict(list)
    query = select(Exclusion).where(Exclusion.state == "approved")
    for (one,) in of_some(query, Exclusion.household_id, ids):
        if known := left_out(one):
            found[one.household_id].append(known)
    return found
