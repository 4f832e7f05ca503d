"""Homes that a case leads to by no name: those of its address, and those that have its telephone as a further one."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select, union

from app.campaigns.models import Campaign
from app.cases.models import Case
from app.codes import level_of
from app.db import db
from app.divisions.scope import Scope, scope_under
from app.households.addresses import sort_key
from app.households.identity import normalise_address, normalise_phone
from app.households.models import FormerHousehold, Household, Standing
from app.vault.sealed import going_on

# An address of more homes than these, a whole building's or a mere house number, says nothing of any.
MOST_OF_ONE_ADDRESS = 20
_NUMBER = re.compile(r"\+?\d[\d-]{5,}\d")


def by_address(case: Case, scope: Scope) -> list[tuple[UUID, str]]:
    """The homes of this address, and whether it is theirs now or was; without a village only what is written in full."""
    if not normalise_address(case.address or ""):
        return []
    found = list(_in_village(case) if level_of(case.division_code) == "village" else _anywhere(case, scope))
    return found if len({household_id for household_id, _ in found}) <= MOST_OF_ONE_ADDRESS else []


def _in_village(case: Case) -> Iterator[tuple[UUID, str]]:
    lived = Household.id.in_(stood_in(scope_under(case.division_code)))
    for household_id, where in db.session.execute(select(Household.id, Household.address).where(lived)):
        if same_address(case.address or "", where):
            yield household_id, "now"
    former = select(Household.id, FormerHousehold.address).join(
        FormerHousehold, FormerHousehold.household_id == Household.id
    )
    for household_id, where in db.session.execute(former.where(lived, FormerHousehold.address != Household.address)):
        if same_address(case.address or "", where):
            yield household_id, "former"


def _anywhere(case: Case, scope: Scope) -> Iterator[tuple[UUID, str]]:
    """By the index over addresses: a county has a million."""
    written = case.address or ""
    keys = {sort_key(address) for address in (written, written.strip(), normalise_address(written))}
    query = select(Household.id).where(scope.holds(Household.division_code), Household.address_key.in_(keys))
    for household_id in db.session.scalars(query.limit(MOST_OF_ONE_ADDRESS + 1)):
        yield household_id, "now"


def by_further_phone(case: Case) -> list[UUID]:
    """The homes in the victim's village with this number in their note, where a roster's further ones stand: sealed, so by opening each."""
    if not case.phone or level_of(case.division_code) != "village":
        return []
    lived = Household.id.in_(stood_in(scope_under(case.division_code)))
    query = select(Household.id, Household.note).where(lived, Household.note.is_not(None))
    with going_on():
        noted = db.session.execute(query).tuples().all()
    return [household_id for household_id, note in noted if case.phone in _numbers_in(note or "")]


def _numbers_in(note: str) -> set[str | None]:
    return {normalise_phone(number) for number in _NUMBER.findall(unicodedata.normalize("NFKC", note))}


def stood_in(village: Scope) -> Any:
    """The homes that stand or stood in a village, by the indexes: a county has a million."""
    now = select(Household.id).where(village.holds(Household.division_code))
    # Of each campaign alike: a standing is kept for every stretch of a home's life.
    any_campaign = select(Campaign.id).order_by(Campaign.number).limit(1).scalar_subquery()
    ever = select(Standing.household_id).where(
        Standing.campaign_id == any_campaign, village.holds(Standing.division_code)
    )
    return union(now, ever)


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are the same place, one of them perhaps written without the village."""
    short, long = sorted((normalise_address(one), normalise_address(other)), key=len)
    if short == long:
        return bool(short)
    before = long[: -len(short)] if short else ""
    numbered = any(character.isdigit() for character in short)
    return numbered and len(short) > 2 and long.endswith(short) and not before[-1:].isdigit()
