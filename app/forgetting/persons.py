"""Somebody elsewhere on the register who may be one of them: by a number, or in the village by the very name.

Who lives at another door now is told: that door is theirs as well, and is ordered by itself. Who was registered there
before goes where somebody says so.
"""

from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, or_, select

from app.db import db
from app.forgetting.mentions import Mention
from app.forgetting.of_register import forget_formers
from app.forgetting.people import People
from app.households.masking import mask_numbers
from app.households.models import ID_NUMBER, PHONE, FormerHousehold, Household, Resident
from app.vault.binding import row_key
from app.vault.index import holds, holds_one_of

_KINDS = (("phone", PHONE), ("id_number", ID_NUMBER))


def find(people: People) -> Iterator[Mention]:
    """All of them."""
    yield from _same_number(people)
    yield from _same_name(people)
    yield from _former(people)


def named_by(people: People, keys: Collection[str]) -> list[Mention]:
    """Those of these keys that may go."""
    return [one for one in _former(people) if one.key in keys]


def _same_number(people: People) -> Iterator[Mention]:
    """Doors at which one of their numbers is registered too: most likely the same person, whose door that is as well."""
    for record, about in ((Household, Household.id), (Resident, Resident.household_id)):
        for column, kind in _KINDS:
            for number in people.numbers:
                query = select(record.id, about).where(holds(record, column, number), about != people.household_id)
                for key, household_id in db.session.execute(query):
                    named = f"{record.__tablename__}.{column}:{row_key([key])}"
                    name = "别户登记的电话" if kind == PHONE else "别户登记的证件号"
                    yield Mention(named, name, "keep", household_id, mask_numbers(number) or "")


def _same_name(people: People) -> Iterator[Mention]:
    """Doors of the same village where somebody of that very name is registered: they may be the same person."""
    heads = select(Household.id, Household.id, Household.householder).where(Household.householder.in_(people.names))
    lives_there = select(Resident.id, Household.id, Resident.name).where(Resident.name.in_(people.names))
    lives_there = lives_there.join(Household, Household.id == Resident.household_id)
    for table, query in (("household.householder", heads), ("resident.name", lives_there)):
        for key, household_id, name in db.session.execute(query.where(_near(people), _elsewhere(people))):
            yield Mention(f"{table}:{row_key([key])}", "同村同名的户", "keep", household_id, name)


def _former(people: People) -> Iterator[Mention]:
    """Whom other doors were registered as before, once each: by a number anywhere, by the name alone in the village."""
    former = FormerHousehold
    numbers = [holds_one_of(former, column, people.numbers) for column, _ in _KINDS]
    is_same = or_(*numbers) if people.numbers else former.id.is_(None)
    named = former.householder.in_(people.names) & _near(people)
    query = (
        select(former.id, former.household_id, former.householder, former.phone, former.address, is_same.label("same"))
        .join(Household, Household.id == former.household_id)
        .where(_elsewhere(people), or_(is_same, named))
        .order_by(former.id)
    )
    for key, household_id, householder, phone, address, same in db.session.execute(query):
        quote = "，".join(mask_numbers(part) or "" for part in (householder, phone, address) if part)
        name = "别户以前登记的户主（号码相同）" if same else "别户以前登记的户主（同村同名）"
        named_so = f"former_household.householder:{row_key([key])}"
        yield Mention(named_so, name, "whole", household_id, quote, forget=forget_formers)


def _near(people: People) -> ColumnElement[bool]:
    return or_(*(Household.division_code.startswith(code[:12]) for code in people.stood_in))


def _elsewhere(people: People) -> ColumnElement[bool]:
    return Household.id != people.household_id
