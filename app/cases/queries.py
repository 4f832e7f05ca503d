"""Lists of cases, and one with what was said of it before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, select

from app import clock
from app.cases.answer import Answer, Facts, answer
from app.cases.corrected import corrected
from app.cases.facts import aside_of, knocks_of
from app.cases.families import Families
from app.cases.finding import found_by
from app.cases.models import Case, CaseMatch, FormerCase
from app.cases.operations import SAID
from app.cases.stretches import time_of
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.households.masking import mask_id_number, mask_id_numbers, mask_numbers, mask_phone
from app.people.models import User
from app.vault.sealed import CLOSED, going_on

_MASKS = {"phone": mask_phone, "id_number": mask_id_number, "note": mask_numbers, "address": mask_numbers}
_NEWEST_FIRST = (Case.happened_from.desc(), Case.id.desc())
_SEALED = {"victim": "受害人", "phone": "电话"}
UNREADABLE = "（打不开）"
_LISTED = (
    *("id", "number", "happened_from", "happened_until", "reported_at", "fraud", "loss_fen", "division_code"),
    *("victim", "phone"),
)


@dataclass(frozen=True)
class Wanted:
    """Which cases."""

    scope: Scope
    fraud: str | None = None
    first: date | None = None
    last: date | None = None
    matched: str | None = None
    verdict: str | None = None
    q: str | None = None


def page(wanted: Wanted, after: UUID | None, limit: int) -> tuple[list[dict[str, Any]], int]:
    """The next cases, those that happened last first, and how many there are in all."""
    query = _listed().where(*_conditions(wanted))
    if wanted.verdict or wanted.q:
        return _page_of_chosen(query, wanted, after, limit)
    bare = query.with_only_columns(Case.id, maintain_column_froms=True).subquery()
    total = db.session.execute(select(func.count()).select_from(bare)).scalar_one()
    if after is not None:
        query = query.where(_comes_after(after))
    rows = _rows(query.order_by(*_NEWEST_FIRST).limit(limit))
    said = verdicts_of([(row.id, row.happened_from, row.happened_until, row.CaseMatch) for row in rows])
    return [_shown(row, row.CaseMatch, row.division_name, said) for row in rows], total


def _listed() -> Any:
    # Columns, and no record: one that is not whole must never be written back.
    return (
        select(*(getattr(Case, name) for name in _LISTED), CaseMatch, Division.name.label("division_name"))
        .outerjoin(CaseMatch, CaseMatch.case_id == Case.id)
        .outerjoin(Division, Division.code == Case.division_code)
    )


def _page_of_chosen(query: Any, wanted: Wanted, after: UUID | None, limit: int) -> tuple[list[dict[str, Any]], int]:
    """Names are sealed, and verdicts worked out and never stored: all the cases are gone through, and a page shows the few."""
    columns = (Case.id, Case.happened_from, Case.happened_until, CaseMatch)
    light = query.with_only_columns(*columns, maintain_column_froms=True).order_by(*_NEWEST_FIRST)
    rows = db.session.execute(light).tuples().all()
    if wanted.q:
        sought = found_by(wanted.q, wanted.scope)
        rows = [row for row in rows if row[0] in sought]
    said = verdicts_of(rows)
    ids = [key for key, *_ in rows if not wanted.verdict or (key in said and said[key].verdict == wanted.verdict)]
    begin = ids.index(after) + 1 if after in ids else 0 if after is None else len(ids)
    shown = _listed().where(Case.id.in_(ids[begin : begin + limit])).order_by(*_NEWEST_FIRST)
    return [_shown(row, row.CaseMatch, row.division_name, said) for row in _rows(shown)], len(ids)


def _rows(query: Any) -> Sequence[Any]:
    """What the list shows of its cases; a value that is damaged is CLOSED."""
    with going_on():
        return db.session.execute(query).all()


def _opened(case: Any) -> dict[str, Any]:
    """What is sealed of a listed case, and which parts of that cannot be opened."""
    unreadable = [name for name in _SEALED if getattr(case, name) is CLOSED]
    return {
        "victim": UNREADABLE if "victim" in unreadable else case.victim,
        "phone": None if "phone" in unreadable else mask_phone(case.phone),
        "unreadable": [_SEALED[name] for name in unreadable],
    }


def verdicts_of(rows: Iterable[tuple[UUID, datetime, datetime, CaseMatch | None]]) -> dict[UUID, Answer]:
    """The answer on each case that is of a home, in the order of the cases; a few queries, however many there are."""
    homes = [(case_id, time_of(first, last), match.household_id) for case_id, first, last, match in rows if match]
    ids = sorted({home for _, _, home in homes if home})
    known, aside = knocks_of(ids), aside_of(ids)
    families, later = Families(known, [i for i, *_ in homes]), corrected(i for i, *_ in homes)
    said = {
        case_id: answer(Facts(families.told(case_id, home, time, known.get(home, [])), aside=aside.get(home, 0)), time)
        for case_id, time, home in homes
        if home
    }
    return {i: replace(one, sentence=one.sentence + later.get(i, "")) for i, one in said.items()}


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [wanted.scope.holds(Case.division_code)]
    if wanted.fraud:
        conditions.append(Case.fraud == wanted.fraud)
    if wanted.first:
        conditions.append(Case.happened_from >= clock.start_of(wanted.first))
    if wanted.last:
        conditions.append(Case.happened_from < clock.end_of(wanted.last))
    if wanted.matched:
        is_of = {
            "open": CaseMatch.case_id.is_(None),
            "home": CaseMatch.household_id.is_not(None),
            "none": and_(CaseMatch.case_id.is_not(None), CaseMatch.household_id.is_(None)),
        }
        conditions.append(is_of[wanted.matched])
    return conditions


def _comes_after(case_id: UUID) -> ColumnElement[bool]:
    """The place of a case in the list; of one that is not there, the end."""
    when = select(Case.happened_from).where(Case.id == case_id).scalar_subquery()
    return (Case.happened_from < when) | ((Case.happened_from == when) & (Case.id < case_id))


def _shown(
    case: Any, match: CaseMatch | None, division_name: str | None, said: Mapping[UUID, Answer]
) -> dict[str, Any]:
    """A case, or what the list has read of one."""
    told = said.get(case.id)
    matched = "open" if match is None else "home" if match.household_id else "none"
    return {
        **{name: getattr(case, name) for name in _LISTED if name not in _SEALED},
        **_opened(case),
        "division_name": division_name,
        "matched": matched,
        "household_id": match and match.household_id,
        "verdict": told and told.verdict,
        "sentence": told and told.sentence,
    }


def show(case: Case) -> dict[str, Any]:
    """One case, with all that was said of it before."""
    match = db.session.get(CaseMatch, case.id)
    name = db.session.scalar(select(Division.name).where(Division.code == case.division_code))
    former = db.session.execute(
        select(FormerCase, User.name)
        .join(User, User.id == FormerCase.changed_by)
        .where(FormerCase.case_id == case.id)
        .order_by(FormerCase.until, FormerCase.id)
    ).all()
    return {
        **_shown(case, match, name, verdicts_of([(case.id, case.happened_from, case.happened_until, match)])),
        "id_number": mask_id_number(case.id_number),
        "address": mask_numbers(case.address),
        "note": mask_numbers(case.note),
        "made_by_name": db.session.scalar(select(User.name).where(User.id == case.made_by)),
        "made_at": case.made_at,
        "former": _corrections(case, former),
    }


def reveal(case: Case, *, phones: bool, id_numbers: bool) -> dict[str, Any]:
    """The numbers of a case, those in full that may be seen in full."""

    def text(words: str | None) -> str | None:
        if not phones:
            return mask_numbers(words)
        return words if id_numbers else mask_id_numbers(words)

    return {
        "phone": case.phone if phones else mask_phone(case.phone),
        "id_number": case.id_number if id_numbers else mask_id_number(case.id_number),
        "address": text(case.address),
        "note": text(case.note),
    }


def _corrections(case: Case, former: Sequence[Row[tuple[FormerCase, str]]]) -> list[dict[str, Any]]:
    """Each correction with what it corrected, the newest first."""
    after: list[Any] = [*(one for one, _ in former), case][1:]
    codes = {one.division_code for one, _ in former}
    places = dict(
        db.session.execute(select(Division.code, Division.name).where(Division.code.in_(codes))).tuples().all()
    )
    told = [
        {
            "until": one.until,
            "changed_by_name": name,
            "reason": mask_numbers(one.reason),
            "was": dict(_was(one, part, places) for part in SAID if getattr(one, part) != getattr(then, part)),
        }
        for (one, name), then in zip(former, after, strict=True)
    ]
    return told[::-1]


def _was(said: FormerCase, part: str, places: Mapping[str, str]) -> tuple[str, Any]:
    """A part with what it was; a place by its name, which is what anybody knows it by."""
    value = getattr(said, part)
    if part == "division_code":
        return "division_name", places.get(value, value)
    return part, _masked(part, value)


def _masked(part: str, value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return _MASKS[part](value) if part in _MASKS else value
