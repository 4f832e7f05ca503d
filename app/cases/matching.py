"""Which homes a victim may belong to, and why: every reason is shown, and nothing is linked by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from app.cases.addressed import by_address, by_further_phone, same_address, stood_in
from app.cases.models import Case
from app.codes import level_of
from app.db import db
from app.divisions.scope import Scope, scope_under
from app.households.identity import normalise_name
from app.households.models import ID_NUMBER, PHONE, FormerHousehold, Household, Placement, Resident
from app.vault.index import holds

# Whose number or name it is.
WHOSE = {
    "householder": "户主",
    "resident": "家庭成员",
    "former": "原登记",
    "title": "名称",
    "former_title": "原名称",
    "further": "登记的其他电话",
    "now": "现登记",
}
WHATS = {
    ID_NUMBER: "身份证号相同",
    PHONE: "电话相同",
    "name_address": "同村同名，地址相同",
    "name": "同村同名",
    "address": "只有地址相同，姓名对不上",
}
_RANK = {"strong": 0, "medium": 1, "weak": 2}


@dataclass(frozen=True)
class Reason:
    """What of a home is the victim's, and whose it is there."""

    what: str
    whose: str

    @property
    def said(self) -> str:
        """The same in words."""
        return f"{WHATS[self.what]}（{WHOSE[self.whose]}）"


@dataclass
class Candidate:
    """A home that may be the victim's."""

    household_id: UUID
    reasons: list[Reason] = field(default_factory=list)
    named: bool = False  # somebody of the victim's name lives there, or lived there

    @property
    def strength(self) -> str:
        """An ID number is strong alone, a telephone with the name; a name alone is weak, and so is an address alone."""
        whats = {reason.what for reason in self.reasons}
        if ID_NUMBER in whats or (PHONE in whats and self.named):
            return "strong"
        return "medium" if whats & {PHONE, "name_address"} else "weak"


def candidates(case: Case, scope: Scope) -> list[Candidate]:
    """The homes that may be the victim's, of those that stand or stood in a scope; the best first."""
    found: dict[UUID, Candidate] = {}
    numbers = (*_by_number(case, ID_NUMBER), *_by_number(case, PHONE))
    further = ((household_id, Reason(PHONE, "further")) for household_id in by_further_phone(case))
    for household_id, reason in (*numbers, *further, *_by_name(case)):
        candidate = found.setdefault(household_id, Candidate(household_id))
        if reason not in candidate.reasons:
            candidate.reasons.append(reason)
    for household_id, whose in by_address(case, scope):
        candidate = found.setdefault(household_id, Candidate(household_id))
        if not any(reason.what == "name_address" for reason in candidate.reasons):
            candidate.reasons.append(Reason("address", whose))
    inside = _within(list(found), scope)
    named = named_in(case, inside)
    for household_id in inside:
        found[household_id].named = household_id in named
    return sorted((found[i] for i in inside), key=lambda one: (_RANK[one.strength], one.household_id))


def preselected(found: Iterable[Candidate]) -> UUID | None:
    """The home that is offered first: the only one with the victim's ID number."""
    exact = [one.household_id for one in found if any(reason.what == ID_NUMBER for reason in one.reasons)]
    return exact[0] if len(exact) == 1 else None


def _by_number(case: Case, what: str) -> list[tuple[UUID, Reason]]:
    number = getattr(case, what)
    if not number:
        return []
    places: tuple[tuple[str, Any, Any], ...] = (
        ("householder", Household, Household.id),
        ("resident", Resident, Resident.household_id),
        ("former", FormerHousehold, FormerHousehold.household_id),
    )
    return [
        (household_id, Reason(what, whose))
        for whose, record, key in places
        for household_id in db.session.scalars(select(key).where(holds(record, what, number)))
    ]


def _by_name(case: Case) -> list[tuple[UUID, Reason]]:
    """Only in the victim's village: elsewhere a name says nothing."""
    if level_of(case.division_code) != "village":
        return []
    lived = Household.id.in_(stood_in(scope_under(case.division_code)))
    found: list[tuple[UUID, Reason]] = []
    for whose, name, address, query in _names():
        for household_id, where in db.session.execute(query.add_columns(address).where(lived, _is(name, case.victim))):
            same = same_address(case.address or "", where)
            found.append((household_id, Reason("name_address" if same else "name", whose)))
    return found


def _names() -> Sequence[tuple[str, Any, Any, Any]]:
    """Where names stand: whose, the name, the address that went with it, and how they are come by."""
    doors = select(Household.id)
    return (
        ("householder", Household.householder, Household.address, doors),
        ("resident", Resident.name, Household.address, doors.join(Resident, Resident.household_id == Household.id)),
        (
            "former", FormerHousehold.householder, FormerHousehold.address,
            doors.join(FormerHousehold, FormerHousehold.household_id == Household.id),
        ),
        # A firm or a shop is defrauded by its own name.
        ("title", Household.title, Household.address, doors),
        (
            "former_title", FormerHousehold.title, FormerHousehold.address,
            doors.join(FormerHousehold, FormerHousehold.household_id == Household.id),
        ),
    )  # fmt: skip


def _is(name: Any, victim: str) -> ColumnElement[bool]:
    is_same: ColumnElement[bool] = func.replace(name, " ", "") == normalise_name(victim)
    return is_same


def named_in(case: Case, ids: Sequence[UUID]) -> set[UUID]:
    """In which of these somebody of the victim's name lives or lived."""
    name = case.victim
    queries = [
        select(Household.id).where(
            Household.id.in_(ids), _is(Household.householder, name) | _is(Household.title, name)
        ),
        select(Resident.household_id).where(Resident.household_id.in_(ids), _is(Resident.name, name)),
        select(FormerHousehold.household_id).where(
            FormerHousehold.household_id.in_(ids),
            _is(FormerHousehold.householder, name) | _is(FormerHousehold.title, name),
        ),
    ]
    return {household_id for query in queries for household_id in db.session.scalars(query)}


def _within(ids: Sequence[UUID], scope: Scope) -> list[UUID]:
    """Those that stand or stood in a scope: a home that was moved away was its station's when the case happened."""
    stood = select(Placement.household_id).where(Placement.household_id.in_(ids), scope.holds(Placement.division_code))
    return sorted(set(db.session.scalars(stood)))


def is_in_reach(household_id: UUID, scope: Scope) -> bool:
    """Whether a home stands or stood in a scope."""
    return bool(_within([household_id], scope))
