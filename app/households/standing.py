"""Keeps the standings: derived anew for a door whenever a fact about it changes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from app.campaigns.models import Campaign
from app.db import among, db, insert_rows, is_sqlite, named_id, rows_of, some_at_a_time
from app.households.counting import in_numbers
from app.households.models import Cover, Exclusion, Household, Placement, Standing
from app.households.spans import Place, Span, Stretch, spans

# Doors a round: keeps the lists of ids within what both databases take as parameters.
ROUND = 500

_CAMPAIGNS = select(Campaign.id, Campaign.number)
_LOCK = select(Household.id).where(among(Household.id, "ids")).order_by(Household.id).with_for_update()
_FORGET = delete(rows_of(Standing)).where(among(Standing.household_id, "ids"))
_PLACES = select(
    Placement.household_id, Placement.from_on, Placement.until_on, Placement.division_code, Placement.kind
).where(among(Placement.household_id, "ids"))
_EXCLUSIONS = select(Exclusion.household_id, Exclusion.from_on, Exclusion.until_on).where(
    among(Exclusion.household_id, "ids"), Exclusion.state == "approved"
)
_COVERS = select(Cover.household_id, Cover.from_on, Cover.until_on).where(
    among(Cover.household_id, "ids"), Cover.campaign_id == named_id("campaign_id")
)


def restand(household_ids: Iterable[UUID]) -> None:
    """Derive the standings of these doors again, in every campaign; a fixed number of statements a round."""
    campaigns = numbers()
    db.session.flush()
    for ids in rounds(household_ids):
        lock(ids)
        db.session.connection().execute(_FORGET, {"ids": ids})
        insert_rows(Standing, rows(ids, campaigns))


def numbers() -> dict[UUID, int]:
    """Every campaign's number, by its id."""
    return dict(db.session.execute(_CAMPAIGNS).tuples().all())


def lock(household_ids: Iterable[UUID]) -> None:
    """Hold these doors until the transaction ends (PostgreSQL; SQLite has one writer anyway).

    Taken in one order and before a fact about a door is written: two phones that report one door
    then wait for each other instead of deadlocking, and the second sees the first's facts.
    """
    if is_sqlite():
        return
    for ids in rounds(household_ids):
        db.session.execute(_LOCK, {"ids": ids})


def stand_new(places: Iterable[tuple[UUID, Place]], campaigns: Mapping[UUID, int]) -> list[dict[str, Any]]:
    """The rows of doors that have no other facts yet, as a bulk import inserts them."""
    return [
        row(
            (household_id, campaign_id, number),
            Span(place.from_on, place.until_on, place.division_code, place.kind, "uncovered"),
        )
        for household_id, place in places
        for campaign_id, number in campaigns.items()
    ]


def rows(ids: Sequence[UUID], campaigns: Mapping[UUID, int]) -> list[dict[str, Any]]:
    """What must be stored of these doors."""
    return [
        row((household_id, campaign_id, campaigns[campaign_id]), span)
        for household_id, campaign_id, span in derive(ids, campaigns)
    ]


def derive(ids: Sequence[UUID], campaign_ids: Iterable[UUID]) -> Iterator[tuple[UUID, UUID, Span]]:
    """What the standings of these doors must be, from the facts alone."""
    places = _by_household(_PLACES, Place, ids=ids)
    exclusions = _by_household(_EXCLUSIONS, Stretch, ids=ids)
    for campaign_id in campaign_ids:
        covers = _by_household(_COVERS, Stretch, ids=ids, campaign_id=campaign_id)
        for household_id in ids:
            for span in spans(places[household_id], exclusions[household_id], covers[household_id]):
                yield household_id, campaign_id, span


def _by_household(query: Any, shape: type[Any], **wanted: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for household_id, *columns in db.session.execute(query, wanted):
        found[household_id].append(shape(*columns))
    return found


def row(whose: tuple[UUID, UUID, int], span: Span) -> dict[str, Any]:
    """What is stored of a span: whose it is (a door, a campaign and the campaign's number), and its numbers."""
    household_id, campaign_id, number = whose
    return {
        "household_id": household_id,
        "campaign_id": campaign_id,
        "from_on": span.from_on,
        "until_on": span.until_on,
        "division_code": span.division_code,
        "kind": span.kind,
        "state": span.state,
        **in_numbers(number, span.division_code, span.kind, span.state, span.from_on, span.until_on),
    }


def rounds(ids: Iterable[UUID]) -> Iterator[Sequence[UUID]]:
    """Distinct ids, a round at a time."""
    return some_at_a_time(sorted(set(ids)), ROUND)
