"""How homes stood on the register at a time, by what they were until then: several ways, where that changed meanwhile."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app import clock
from app.db import db
from app.households.models import FormerHousehold, Household, Placement

# Who and where a home was, by its columns that have one name in both.
Row = FormerHousehold | Household


class Then:
    """Some homes' past, in two statements however many there are."""

    def __init__(self, homes: Iterable[Household]) -> None:
        self._now = {home.id: home for home in homes}
        self._former: dict[UUID, list[FormerHousehold]] = defaultdict(list)
        self._places: dict[UUID, list[Placement]] = defaultdict(list)
        of_homes = FormerHousehold.household_id.in_(self._now), FormerHousehold.of_resident.is_(False)
        former = select(FormerHousehold).where(*of_homes).order_by(FormerHousehold.until, FormerHousehold.id)
        for one in db.session.scalars(former):
            self._former[one.household_id].append(one)
        lasted = Placement.household_id.in_(self._now), Placement.from_on < Placement.until_on
        for place in db.session.scalars(select(Placement).where(*lasted).order_by(Placement.from_on, Placement.id)):
            self._places[place.household_id].append(place)

    def codes(self) -> list[str]:
        """Every place where one of them was."""
        return [place.division_code for places in self._places.values() for place in places]

    def who(self, home: UUID, earliest: datetime | None, latest: datetime) -> Sequence[Row]:
        """Each that it was registered as at some moment between these."""
        former = self._former[home]
        line: list[Row] = [*former, self._now[home]]
        begun = [None, *(one.until for one in former)]
        ended = [*(one.until for one in former), None]
        return [
            one
            for one, since, until in zip(line, begun, ended, strict=True)
            if (since is None or since <= latest) and (until is None or earliest is None or until > earliest)
        ]

    def where(self, home: UUID, earliest: datetime | None, latest: datetime) -> Sequence[Placement]:
        """Each place where it may have stood: of a move only the day is known. Off the register, where it stood last, or first."""
        places, last = self._places[home], clock.day_of(latest)
        first = clock.day_of(earliest) if earliest else None
        stood = [one for one in places if one.from_on <= last and (first is None or one.until_on >= first)]
        before = [one for one in places if one.from_on <= last][-1:]
        return stood or before or places[:1]
