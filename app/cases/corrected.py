"""Cases that were said to be of a home, and whose victim was corrected after that: the word is older than what it is about."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.cases.models import Case, CaseMatch, FormerCase
from app.cases.rounds import of_some
from app.codes import level_of
from app.households.identity import normalise_address, normalise_name
from app.vault.sealed import CLOSED, going_on

# What tells whose home it is, as the sentence names it.
_WORDS = {
    "victim": "受害人",
    "phone": "电话",
    "id_number": "身份证号",
    "division_code": "村（社区）",
    "address": "地址",
}
_SAID = "；认定是哪一户在前，后来更正过案件的{}，这一户还对不对要重新认定"
_FORMS = {"victim": normalise_name, "address": normalise_address}


def corrected(case_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What is said after the sentence of each such case; what was only added, or corrected back, is nothing."""
    parts = [getattr(record, name) for record in (FormerCase, Case) for name in _WORDS]
    query = (
        select(Case.id, *parts)
        .join(CaseMatch, CaseMatch.case_id == Case.id)
        .join(FormerCase, FormerCase.case_id == Case.id)
        .where(FormerCase.until > CaseMatch.decided_at, CaseMatch.household_id.is_not(None))
        .where(Case.forgotten_at.is_(None))
        .order_by(FormerCase.until.desc(), FormerCase.id.desc())
    )
    with going_on():
        # The last one for each is what was said of it when somebody said whose home it is.
        then = {row[0]: row[1:] for row in of_some(query, Case.id, list(case_ids))}
    said = {case_id: "、".join(_changed(*_halves(row))) for case_id, row in then.items()}
    return {case_id: _SAID.format(what) for case_id, what in said.items() if what}


def _halves(row: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    return row[: len(_WORDS)], row[len(_WORDS) :]


def _changed(then: Sequence[Any], now: Sequence[Any]) -> Iterator[str]:
    for (name, word), was, became in zip(_WORDS.items(), then, now, strict=True):
        if _is_told(name, was) and became is not CLOSED and _form(name, was) != _form(name, became):
            yield word


def _is_told(name: str, was: str | None) -> bool:
    """A town or the county answers for a case of whose village nobody knew."""
    return bool(was) and (name != "division_code" or level_of(was or "") == "village")


def _form(name: str, said: str | None) -> str | None:
    return _FORMS[name](said) if said and name in _FORMS else said
