"""The small county of the tests: two towns, three villages, and people with fixed parts.

城关镇: 桥东村 (grids 一 and 二; Alice walks the first) and 桥西村 (one grid; Bob walks it).
山前乡: 山前村 (one grid, nobody walks it). Carol is the station of 城关镇, Charlie of 山前乡,
Dora supervises the county, Erin administers it, Frank is the cadre of 桥东村.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher

from app import clock
from app.campaigns.operations import create_campaign, current_template
from app.changes import note, writing
from app.db import db, new_id
from app.divisions.models import Assignment, Division
from app.households.models import Household, Placement
from app.households.standing import restand
from app.people.models import User
from app.people.second_step import STEPPED
from tests.person import PASSWORD

COUNTY = "991101000000"
TOWN, OTHER_TOWN = "991101100000", "991101200000"
EAST, WEST, HILL = "991101100001", "991101100002", "991101200001"
EAST_1, EAST_2, WEST_1, HILL_1 = EAST + "001", EAST + "002", WEST + "001", HILL + "001"

_TREE = [
    (COUNTY, "county", "清溪县", None),
    (TOWN, "town", "城关镇", COUNTY),
    (OTHER_TOWN, "town", "山前乡", COUNTY),
    (EAST, "village", "桥东村", TOWN),
    (WEST, "village", "桥西村", TOWN),
    (HILL, "village", "山前村", OTHER_TOWN),
    (EAST_1, "grid", "第一网格", EAST),
    (EAST_2, "grid", "第二网格", EAST),
    (WEST_1, "grid", "桥西网格", WEST),
    (HILL_1, "grid", "山前网格", HILL),
]
_PEOPLE = [
    ("alice", "worker", TOWN),
    ("bob", "worker", TOWN),
    ("carol", "station", TOWN),
    ("charlie", "station", OTHER_TOWN),
    ("dora", "supervisor", COUNTY),
    ("erin", "admin", COUNTY),
    ("frank", "village", EAST),
]
_DOORS = [
    ("王一", EAST_1, "桥东村1组1号", None),
    ("李二", EAST_1, "桥东村1组12号", None),
    ("赵三", WEST_1, "桥西村2号", None),
    ("钱四", HILL_1, "山前村3号", None),
]
# One hash for the whole cast: seven honest ones would be most of every test's time.
_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@dataclass
class County:
    """What a test needs to know by name."""

    campaign_id: UUID
    template_id: UUID
    users: dict[str, str] = field(default_factory=dict)
    doors: dict[str, UUID] = field(default_factory=dict)


def build() -> County:
    """Make the county, its people, a campaign, and four doors: 王一 and 李二 east, 赵三 west, 钱四 on the hill."""
    with writing():
        _plant_tree()
        _hire_people()
        campaign = create_campaign(
            name="反诈入户宣传",
            starts_on=clock.today() - timedelta(days=30),
            deadline_on=clock.today() + timedelta(days=30),
        )
    county = County(campaign.id, current_template(campaign.id).id, {username: username for username, _, _ in _PEOPLE})
    names = (householder for householder, *_ in _DOORS)
    county.doors = dict(zip(names, register_all(_DOORS), strict=True))
    return county


def register(householder: str, division_code: str, address: str, **columns: Any) -> UUID:
    """Put a door on the register from today (or `registered_on`)."""
    with writing():
        door = _add_door(householder, division_code, address, **columns)
        restand([door])
        return door


def register_all(doors: Iterable[tuple[str, str, str, str | None]]) -> list[UUID]:
    """Put many doors on the register at once: householder, grid, address, telephone."""
    with writing():
        added = [
            _add_door(householder, division_code, address, phone=phone)
            for householder, division_code, address, phone in doors
        ]
        restand(added)
        return added


def _add_door(householder: str, division_code: str, address: str, **columns: Any) -> UUID:
    on: date = columns.pop("registered_on", clock.today())
    kind = columns.pop("kind", "family")
    household = Household(
        id=new_id(),
        door_key=f"{division_code[:12]}|{kind}|{address}|{householder}",
        division_code=division_code,
        kind=kind,
        householder=householder,
        address=address,
        registered_on=on,
        **columns,
    )
    db.session.add(household)
    db.session.add(Placement(household_id=household.id, division_code=division_code, kind=kind, from_on=on))
    note("household", household.id, division_code)
    return household.id


def _plant_tree() -> None:
    # Stored in this order: parents first.
    db.session.add_all(
        Division(code=code, level=level, name=name, parent_code=parent) for code, level, name, parent in _TREE
    )
    db.session.flush()


def hire(username: str, role: str, scope: str, name: str = "") -> User:
    """Give somebody an account with everybody's password."""
    user = User(
        username=username,
        name=name or username.title(),
        role=role,
        scope=scope,
        password_hash=_HASH,
        # The cast has one printed password, as the demo has: the office people pass without a second
        # step, which tests/people/test_second_step.py looks at with people of its own.
        is_demo=role in STEPPED,
        created_at=clock.now(),
    )
    db.session.add(user)
    return user


def _hire_people() -> None:
    for username, role, scope in _PEOPLE:
        hire(username, role, scope)
    db.session.flush()
    ids = {user.username: user.id for user in db.session.query(User)}
    for username, grid in (("alice", EAST_1), ("bob", WEST_1)):
        db.session.add(Assignment(grid_code=grid, user_id=ids[username], since=clock.now()))


def anything_for(argument: str) -> object:
    """Something of the right form for a place in an address."""
    forms = {
        "z": 12,
        "x": 1,
        "y": 1,
        "across": 1,
        "down": 1,
        "code": EAST_1,
        "sha256": "0" * 64,
        "row": 1,
        "app_name": "phone",
        "path": "x",
        "ledger": "villages",
        "version": 0,
        "number": 1,
    }
    return forms.get(argument, "00000000-0000-7000-8000-000000000000")
