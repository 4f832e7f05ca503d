"""All elsewhere that may be about the people of a door, texts and persons, for whoever agrees: what is ticked goes."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select

from app.codes import at_level
from app.db import db
from app.divisions.scope import Scope
from app.forgetting import mentions, persons, sheets
from app.forgetting.mentions import Mention
from app.forgetting.people import People
from app.households.models import Household


def find(people: People) -> list[Mention]:
    """Every one."""
    quoted = [*mentions.find(people), *persons.find(people)] if people.words else []
    return [*quoted, *sheets.find(people)]


def in_reach(found: Sequence[Mention], scope: Scope, home: str) -> list[Mention]:
    """Those that somebody may see and decide on: about doors of theirs; what is about no door, by who has all of the county."""
    ids = {one.household_id for one in found}
    query = select(Household.id).where(Household.id.in_(ids), scope.holds(Household.division_code))
    mine: set[UUID | None] = set(db.session.scalars(query))
    if scope.has(at_level(home, "county")):
        mine.add(None)
    return [one for one in found if one.household_id in mine]


def named_by(people: People, keys: Collection[str]) -> list[Mention]:
    """Those of these keys that still are, whatever else there is."""
    by_kind = (mentions.named_by, persons.named_by, sheets.named_by)
    return [one for named_by in by_kind for one in named_by(people, keys)] if keys else []


def slips_in(keys: Collection[str]) -> list[UUID]:
    """The visits whose slips lose something where these are cut."""
    return [*sheets.visits_in(keys), *sheets.visits_in(keys, mentions.SIGNED)]


def cut(people: People, keys: Collection[str]) -> list[str]:
    """Cut these, as far as they still quote them and may be touched; answers which were."""
    chosen = [one for one in named_by(people, keys) if one.way != "keep"]
    # Whole ones last: with them go the texts beside.
    for one in sorted(chosen, key=lambda one: one.way == "whole"):
        if one.forget:
            one.forget(people, [one.row])
        else:
            mentions.cut(people, one)
    db.session.expire_all()
    return [one.key for one in chosen]
