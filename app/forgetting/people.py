"""Who is meant: the people of one door, as the register and their slips name them, read before anything goes."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.households.identity import normalise_name
from app.households.models import FORGOTTEN, FormerHousehold, Household, Placement, Proposal, Resident
from app.slips.models import Slip
from app.visits.models import Visit

# A note has further telephone numbers; nothing shorter is one.
_NUMBER = re.compile(r"\d{7,}[Xx]?")
# One letter stands in every other text.
_SHORTEST = 2


@dataclass(frozen=True)
class People:
    """The people of a door up to a moment: their names, their numbers, and where the door stands and stood."""

    household_id: UUID
    until: datetime
    by: UUID | None  # who agreed to it, or had it done
    names: frozenset[str]
    numbers: frozenset[str]
    stood_in: frozenset[str]

    @property
    def words(self) -> list[str]:
        """All that names them, the longest first: 张三丰 before 张三."""
        return sorted(self.names | self.numbers, key=lambda word: (-len(word), word))

    def are_named_in(self, text: str) -> bool:
        """Whether a text names one of them."""
        return any(word in text for word in self.words)

    def are_called(self, text: str) -> bool:
        """Whether a text says one of their names, and no more."""
        return normalise_name(text) in {normalise_name(name) for name in self.names}

    def cut(self, text: str) -> str:
        """The text without what names them."""
        for word in self.words:
            text = text.replace(word, "×" * 3)
        return text


def people_of(household: Household, until: datetime, by: UUID | None) -> People:
    """The people of a door, by all names and numbers that are known of them."""
    door, lived = household, Resident.household_id == household.id
    residents = db.session.scalars(select(Resident).where(lived)).all()
    signers = db.session.scalars(
        select(Slip.signer_name)
        .join(Visit, Visit.id == Slip.visit_id)
        .where(Visit.household_id == door.id, Visit.visited_at <= until, Slip.forgotten_at.is_(None))
    ).all()
    former = db.session.scalars(select(FormerHousehold).where(FormerHousehold.household_id == door.id)).all()
    proposed = db.session.scalars(
        select(Proposal).where(Proposal.household_id == door.id, Proposal.proposed_at <= until)
    ).all()
    heads: list[Household | FormerHousehold] = [door, *former]
    names = {*(one.householder for one in heads), *(one.title or "" for one in heads)}
    names |= {*(one.name for one in residents), *signers}
    names |= {name for one in proposed for name in (one.householder or "", one.title or "")}
    everybody: list[Household | FormerHousehold | Resident] = [*heads, *residents]
    numbers = [number for one in everybody for number in (one.phone, one.id_number)]
    numbers += [one.phone for one in proposed]
    places = db.session.scalars(select(Placement.division_code).where(Placement.household_id == door.id))
    return People(
        door.id,
        until,
        by,
        frozenset(name.strip() for name in names if len(name.strip()) >= _SHORTEST and FORGOTTEN not in name),
        frozenset([*filter(None, numbers), *_NUMBER.findall(door.note or "")]),
        frozenset([door.division_code, *places]),
    )
