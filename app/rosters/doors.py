"""A door as a roster has it, ready to be compared with the register and written to it (pure)."""

import re
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from app.households.identity import door_key, normalise_address, normalise_code, normalise_name

# Parts of an address that name one door, and parts that only name a neighbourhood.
_NUMBERED = re.compile(r"[0-9A-Z]|[零〇一二三四五六七八九十百]+(号|室|户|栋|幢|座|单元|楼)")
_GROUPS = re.compile(r"(第?[0-9一二三四五六七八九十]+|[A-Z])(村民小组|村民组|小组|组|生产队|队|社|屯|片|网格)")

Spot = tuple[str, str, str]


@dataclass(slots=True)
class Person:
    """Somebody who lives there."""

    name: str
    relation: str | None = None
    phone: str | None = None
    id_number: str | None = None


@dataclass(slots=True)
class Door:
    """A household, shop or firm, with the row that stands for it."""

    row_no: int
    village: str
    grid_code: str | None
    new_grid: str | None
    kind: str
    title: str | None
    householder: str
    door_code: str | None
    id_number: str | None
    phone: str | None
    address: str
    lat: float | None
    lon: float | None
    residents_count: int | None
    note: str | None
    # Everybody, the householder too, when the roster has one row per person.
    people: list[Person] = field(default_factory=list)
    # False when the roster has people of this door, but not its householder.
    has_head: bool = True
    # What it is told apart by, beside where it is: a shop by its name, a home by its householder.
    identity: str = field(init=False)
    # Village, kind and address: two doors there may be one.
    spot: Spot = field(init=False)

    def __post_init__(self) -> None:
        self.identity = normalise_name(self.title or self.householder)
        self.spot = self.village, self.kind, normalise_address(self.address)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Door":
        """The door that as_json wrote."""
        return cls(**{**stored, "people": [Person(**person) for person in stored["people"]]})

    def as_json(self) -> dict[str, Any]:
        """Everything about it, to be stored between the preview and the commit."""
        stored = {name: getattr(self, name) for name in _STORED}
        return {**stored, "people": [asdict(person) for person in self.people]}

    @property
    def key(self) -> str:
        """Its key on the register."""
        return door_key(self.village, self.kind, self.door_code, self.address, self.identity)

    @property
    def plain_key(self) -> str:
        """Its key without the 户号."""
        return door_key(self.village, self.kind, None, self.address, self.identity)

    @property
    def is_exact(self) -> bool:
        """Whether the address names one door. 新庄村三组 names thirty, so two names there are two doors."""
        return bool(_NUMBERED.search(_GROUPS.sub("", self.spot[2])))


_STORED = tuple(part.name for part in fields(Door) if part.init)


def codes_differ(one: str | None, other: str | None) -> bool:
    """Whether two 户号 say that these are two doors."""
    return bool(one and other) and normalise_code(one or "") != normalise_code(other or "")


def may_be_one(door: Door, other_title: str | None, other_householder: str, other_code: str | None) -> bool:
    """Whether two doors of one spot could be one: an exact address, no two 户号, no two shops side by side."""
    if not door.is_exact or codes_differ(door.door_code, other_code):
        return False
    two_shops = door.title and other_title and normalise_name(other_title) != normalise_name(door.title)
    return not (two_shops and normalise_name(other_householder) != normalise_name(door.householder))
