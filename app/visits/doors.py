"""The register with what is known of each door: the one query behind pages, phones, files and maps."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Row, Select, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from app import clock, problems
from app.campaigns.operations import get_campaign
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope, scope_of
from app.households.finding import has_number
from app.households.masking import mask_phone
from app.households.models import FOREVER, Household, Standing
from app.people.actor import Actor
from app.visits import narrowing
from app.visits.models import Visit

# Where a door comes in walking order: division, address, id.
Place = tuple[str, str, UUID]

_grid, _village, _town = aliased(Division), aliased(Division), aliased(Division)
# What a card is made from.
_ON_CARD = (
    *("id", "door_code", "kind", "title", "householder", "initials", "phone", "address", "residents_count", "plate"),
    *("lat", "lon", "stood_in", "grid_name", "village_name", "state", "state_until"),
)
# Nothing that no list shows: what is sealed costs time to open.
_REGISTER = [
    column
    for column in Household.__table__.c
    if column.name not in ("phone_index", "id_number", "id_number_index", "note", "kind")
]
# Rows a round, in files of any length.
ROUND = 1000


@dataclass(frozen=True)
class Wanted:
    """Which doors: a campaign, a scope, a day, and perhaps a kind, a state or some words."""

    campaign_id: UUID
    scope: Scope
    on: date
    kind: str | None = None
    state: str | None = None
    words: str = ""
    numbers: bool = False  # whether the words may be a whole number
    # Narrower than a state: narrowing.py says what each means.
    part: str | None = None
    excluded_for: str | None = None
    attempts: str | None = None
    worker: UUID | None = None

    @property
    def narrowed(self) -> dict[str, Any]:
        """What it is narrowed to beyond a state; of a whole one, four times nothing."""
        return {name: getattr(self, name) for name in ("part", "excluded_for", "attempts", "worker")}

    @property
    def whole(self) -> "Wanted":
        """All doors of the same campaign, scope, kind and day, by which coverage counts."""
        return Wanted(self.campaign_id, self.scope, self.on, self.kind)


def ask(
    actor: Actor,
    *,
    scope: str | None,
    campaign: UUID | None,
    on: date | None,
    kind: str | None = None,
    state: str | None = None,
    q: str = "",
    **narrowed: Any,
) -> Wanted:
    """What a query asks for, within what the actor may see: the current campaign and today by default."""
    day = on or clock.today()
    if day > clock.today():
        raise problems.day_in_future()
    state = narrowing.state_of(state, narrowed.get("part"), narrowed.get("excluded_for"))
    reach = scope_of(actor)
    if worker := narrowed.get("worker"):
        narrowing.find_walker(worker, reach)
    return Wanted(get_campaign(campaign).id, reach.within(scope), day, kind, state, q.strip(), **narrowed)


@dataclass(frozen=True)
class Knocks:
    """What the visits to a door come to."""

    attempts: int = 0
    last_outcome: str | None = None
    last_visited_at: datetime | None = None
    come_back_at: datetime | None = None  # as the newest knock said


@dataclass(frozen=True)
class Door:
    """A household, where it stands, and what came of knocking."""

    row: Row[Any]
    knocks: Knocks = field(default_factory=Knocks)

    def __getattr__(self, name: str) -> Any:
        # Schemas and writers read a door's columns as if they were its own.
        source = self.knocks if name in Knocks.__dataclass_fields__ else self.row
        return getattr(source, name)


def shown(actor: Actor, door: Door) -> dict[str, Any]:
    """A door as the actor may see it."""
    phone = door.phone if actor.sees_phones else mask_phone(door.phone)
    return {**door.row._mapping, **asdict(door.knocks), "phone": phone}


def card(actor: Actor, door: Door) -> dict[str, Any]:
    """The same as DoorSchema gives, at a tenth of its cost: a thousand phones fetch two thousand doors each."""
    row, knocks = door.row, door.knocks
    return {
        "id": str(row.id),
        "door_code": row.door_code,
        "kind": row.kind,
        "title": row.title,
        "householder": row.householder,
        "initials": row.initials,
        "phone": row.phone if actor.sees_phones else mask_phone(row.phone),
        "address": row.address,
        "division_code": row.stood_in,
        "grid_name": row.grid_name,
        "village_name": row.village_name,
        "lat": row.lat,
        "lon": row.lon,
        "residents_count": row.residents_count,
        "plate": row.plate,
        "state": row.state,
        "state_until": row.state_until and row.state_until.isoformat(),
        "attempts": knocks.attempts,
        "last_outcome": knocks.last_outcome,
        "last_visited_at": knocks.last_visited_at and knocks.last_visited_at.isoformat(),
        "come_back_at": knocks.come_back_at and knocks.come_back_at.isoformat(),
    }


def place_of(door: Door) -> Place:
    """Where a page ends and the next begins."""
    return door.stood_in, door.address_key, door.id


def total(wanted: Wanted) -> int:
    """How many doors there are, without fetching them."""
    if wanted.words:
        return db.session.execute(select(func.count()).select_from(_matching(wanted).subquery())).scalar_one()
    return db.session.execute(select(func.count()).select_from(Standing).where(*narrowing.stands(wanted))).scalar_one()


def page(wanted: Wanted, after: Place | None, limit: int) -> tuple[list[Door], int]:
    """The next doors in walking order (village, grid, address), and how many there are in all."""
    query = _matching(wanted)
    if wanted.words:
        doors = total(wanted)
    else:
        # Sorted are only the grids that the page may lie in: a county of a million doors is none the slower.
        grids = _by_grid(wanted)
        doors = sum(count for _, count in grids)
        query = query.where(Standing.division_code.between(*_window(grids, after, limit)))
    if after is not None:
        query = query.where(tuple_(*line()) > tuple_(*map(literal, after)))
    rows = db.session.execute(query.order_by(*line()).limit(limit)).all() if limit else []
    return _with_knocks(rows, wanted), doors


def every(wanted: Wanted) -> Iterator[Door]:
    """All of them in walking order, a round at a time: memory stays flat and nothing is cut."""
    for first, last in rounds_of(wanted):
        some = _matching(wanted).where(Standing.division_code.between(first, last))
        query = some.order_by(*line()).execution_options(yield_per=ROUND)
        with db.session.execute(query) as result:
            for rows in result.partitions():
                yield from _with_knocks(rows, wanted)


def _by_grid(wanted: Wanted) -> list[tuple[str, int]]:
    """How many doors of the list stand in each grid, in walking order."""
    grid = Standing.division_code
    query = select(grid, func.count()).where(*narrowing.stands(wanted)).group_by(grid).order_by(grid)
    return [(code, count) for code, count in db.session.execute(query)]


def _window(grids: Sequence[tuple[str, int]], after: Place | None, limit: int) -> tuple[str, str]:
    """The first and the last grid that the page after a place may lie in. The place's own may have been shown already."""
    begin = after[0] if after else ""
    last, found = begin, 0
    for code, count in grids:
        if code < begin:
            continue
        if found >= limit:
            break
        last, found = code, found + (0 if code == begin else count)
    return begin, last


def rounds_of(wanted: Wanted) -> Iterator[tuple[str, str]]:
    """Neighbouring grids that hold a round of the list's doors together, as first and last."""
    first, code, found = "", "", 0
    for code, count in _by_grid(wanted):
        first, found = first or code, found + count
        if found >= ROUND:
            yield first, code
            first, found = "", 0
    if first:
        yield first, code


def by_id(wanted: Wanted, after: UUID | None, limit: int) -> list[Door]:
    """The next doors in order of id, as phones fetch them: with what a card shows and nothing else of the register."""
    query = _for_cards(wanted)
    if after is not None:
        query = query.where(Standing.household_id > after)
    # Past the ORM, which would wrap each row once more.
    rows = db.session.connection().execute(query.order_by(Standing.household_id).limit(limit)).all()
    return _with_knocks(rows, wanted)


def these(household_ids: Sequence[UUID], wanted: Wanted) -> list[Door]:
    """Those of the given doors that are wanted, with what a card shows."""
    rows = db.session.execute(_for_cards(wanted).where(Household.id.in_(household_ids))).all()
    return _with_knocks(rows, wanted)


def _matching(wanted: Wanted) -> Select[Any]:
    query = (
        select(
            *_REGISTER,
            Standing.kind,
            Standing.state,
            func.nullif(Standing.until_on, FOREVER, type_=Date).label("state_until"),
            Standing.division_code.label("stood_in"),
            _grid.name.label("grid_name"),
            _village.name.label("village_name"),
            _town.name.label("town_name"),
        )
        .join(Standing, Standing.household_id == Household.id)
        .outerjoin(_grid, _grid.code == Standing.division_code)
        .outerjoin(_village, _village.code == func.substr(Standing.division_code, 1, 12))
        .outerjoin(_town, _town.code == func.substr(Standing.division_code, 1, 9).concat("000"))
        .where(*narrowing.stands(wanted))
    )
    return query.where(_has_words(wanted)) if wanted.words else query


def _for_cards(wanted: Wanted) -> Select[Any]:
    query = _matching(wanted)
    return query.with_only_columns(*(column for column in query.selected_columns if column.name in _ON_CARD))


def _has_words(wanted: Wanted) -> Any:
    """Part of a name, title or address, the beginning of pinyin initials, or a whole telephone or ID number."""
    words = wanted.words
    return or_(
        Household.householder.contains(words, autoescape=True),
        Household.title.contains(words, autoescape=True),
        Household.address.contains(words, autoescape=True),
        Household.initials.contains(words.lower(), autoescape=True),
        *(has_number(words) if wanted.numbers else ()),
    )


def line() -> tuple[Any, ...]:
    """Walking order: grid, address, id."""
    return Standing.division_code, Household.address_key, Household.id


def _with_knocks(rows: Sequence[Row[Any]], wanted: Wanted) -> list[Door]:
    known = knocks_of([row.id for row in rows], wanted)
    return [Door(row, known.get(row.id, Knocks())) for row in rows]


def knocks_of(household_ids: Iterable[UUID], wanted: Wanted) -> dict[UUID, Knocks]:
    """What came of knocking at these doors, as known at the end of the day."""
    visits = db.session.execute(
        select(Visit.household_id, Visit.outcome, Visit.visited_at, Visit.come_back_at)
        .where(Visit.household_id.in_(list(household_ids)), *narrowing.counted(wanted))
        .order_by(Visit.visited_at, Visit.id)
    )
    known: dict[UUID, Knocks] = {}
    for household_id, *newest in visits:
        before = known.get(household_id)
        known[household_id] = Knocks(before.attempts + 1 if before else 1, *newest)
    return known
