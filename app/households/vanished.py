"""Doors that an edition of the divisions left behind: their village is gone, or its code is another place's now."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from app.db import db
from app.divisions.operations import list_to_reassign
from app.divisions.scope import Scope, scope_under
from app.households.models import Household


def list_vanished(scope: Scope) -> Sequence[dict[str, Any]]:
    """Villages in a scope whose doors must be moved or looked at, and how many doors those are."""
    villages = [
        {
            "code": village.code,
            "name": village.former_name or village.name,
            "now_name": None if village.retired_on else village.name,
            "households": _doors_in(village.code),
        }
        for village in list_to_reassign(scope)
    ]
    return [village for village in villages if village["households"]]


def lines(scope: Scope) -> list[str]:
    """The same in words, for the person who brought the edition in."""
    return [
        f"待处理：{village['code']} {village['name']} 有 {village['households']} 户，"
        + (f"代码现属 {village['now_name']}，须核对" if village["now_name"] else "村已撤并，须改挂")
        for village in list_vanished(scope)
    ]


def _doors_in(village_code: str) -> int:
    # One short count on an index for each: there are few such villages, and none in most years.
    return db.session.execute(
        select(func.count())
        .select_from(Household)
        .where(scope_under(village_code).holds(Household.division_code), Household.removed_on.is_(None))
    ).scalar_one()
