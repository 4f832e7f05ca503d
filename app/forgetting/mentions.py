"""Texts elsewhere that quote the people of a door: what somebody typed about another door, a list or a file.

Nothing tells a namesake from the person meant, so nobody's text is cut by itself: they are listed for whoever agrees,
and cut where that person says so.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, exists, false, func, null, or_, select, type_coerce

from app.cases.models import Case, CaseFile, CaseMatch, FormerCase
from app.checks.models import CheckAnswer, CheckDoor
from app.codes import at_level
from app.db import Record, db, rows_of, update_rows
from app.divisions.scope import Scope
from app.exports.models import ExportRequest
from app.forgetting.people import People
from app.households.masking import mask_numbers
from app.households.models import ID_NUMBER, PHONE, Exclusion, FormerHousehold, Household, Proposal, Resident
from app.jobs.models import Job
from app.ledgers.models import KeptLedger
from app.rosters.models import Roster
from app.slips.models import Slip
from app.sync.events import as_uuid
from app.sync.models import Event, Quarantine
from app.vault.binding import row_key, sealed_columns
from app.vault.index import holds
from app.vault.lengths import says_something
from app.visits.models import Visit

# cut: the name and nothing else; empty: all of it, since it is hashed whole; keep: it may not be touched, and is told.
Way = Literal["cut", "empty", "keep"]
_AROUND = 20
_ESCAPED = re.compile(r"\\+u([0-9a-fA-F]{4})")
_STREAMED = {"yield_per": 1000}


@dataclass(frozen=True)
class Text:
    """A column that somebody types into; `of` is the door that the row is about."""

    record: type[Record]
    column: str
    name: str
    way: Way = "cut"
    of: Any = None
    is_sealed: Any = None  # where it stands in a sealed slip it is kept after all


@dataclass(frozen=True)
class Mention:
    """One text that quotes them."""

    key: str
    name: str
    way: Way
    household_id: UUID | None  # the door that it is about
    quote: str
    text: Text | None = None  # none of what is no text: a number or a name elsewhere on the register


def _asked_at(*which: ColumnElement[bool]) -> Any:
    """The door of what was heard when it was checked."""
    return select(CheckDoor.household_id).where(CheckDoor.id == CheckAnswer.door_id, *which).scalar_subquery()


_OF_VISIT = select(Visit.household_id).where(Visit.id == Slip.visit_id).scalar_subquery()
_OF_EVENT = func.coalesce(
    select(Visit.household_id).where(Visit.id == Event.id).scalar_subquery(),
    select(Exclusion.household_id).where(Exclusion.id == Event.id).scalar_subquery(),
    select(Proposal.household_id).where(Proposal.id == Event.id).scalar_subquery(),
    _asked_at(CheckAnswer.id == Event.id),
)
_OF_ANSWER = _asked_at()
_OF_CASE = select(CaseMatch.household_id).where(CaseMatch.case_id == Case.id).scalar_subquery()
_OF_FORMER_CASE = select(CaseMatch.household_id).where(CaseMatch.case_id == FormerCase.case_id).scalar_subquery()
_PROPOSED = {
    "householder": "户名",
    "title": "单位名称",
    "phone": "电话",
    "address": "地址",
    "note": "说明",
    "refusal": "更正没有采纳的原因",
}
_OF_A_CASE = {"victim": "受害人", "address": "地址", "note": "备注"}
# A witness stands in the slip that was signed, as a commitment.
_HAS_SLIP = exists().where(Slip.visit_id == Visit.id, Slip.forgotten_at.is_(None))
TEXTS = (
    Text(Visit, "note", "走访备注", of=Visit.household_id),
    Text(Visit, "witness", "走访的见证人", of=Visit.household_id, is_sealed=_HAS_SLIP),
    Text(Visit, "withdrawal_reason", "撤回走访的原因", of=Visit.household_id),
    Text(Visit, "review_reason", "不采纳走访的原因", of=Visit.household_id),
    Text(Exclusion, "evidence", "剔除的依据", of=Exclusion.household_id),
    Text(Exclusion, "witness", "剔除的见证人", of=Exclusion.household_id),
    Text(Exclusion, "refusal", "驳回剔除的原因", of=Exclusion.household_id),
    Text(CheckAnswer, "note", "抽查时听到的话", of=_OF_ANSWER),
    *(Text(Proposal, name, f"网格员报的{word}", of=Proposal.household_id) for name, word in _PROPOSED.items()),
    Text(Event, "body", "手机上传的原文", "empty", of=_OF_EVENT),
    Text(Quarantine, "raw", "待核对记录的原文", "empty", of=Quarantine.household_id),
    Text(Quarantine, "resolution_reason", "不采纳的原因", of=Quarantine.household_id),
    # What another home signed: whoever takes a word out of it takes its proof.
    Text(Slip, "text", "别户告知单的文字", "keep", of=_OF_VISIT),
    Text(Slip, "signer_name", "别户告知单的签收人", "keep", of=_OF_VISIT),
    Text(Slip, "reason", "别户告知单的原因", "keep", of=_OF_VISIT),
    Text(Household, "title", "别户的单位名称", "keep", of=Household.id),
    Text(Household, "address", "别户的地址", "keep", of=Household.id),
    Text(FormerHousehold, "title", "别户以前的单位名称", "keep", of=FormerHousehold.household_id),
    Text(Household, "note", "别户的备注", of=Household.id),
    Text(Roster, "file_name", "名册的文件名"),
    Text(Roster, "message", "名册的说明"),
    Text(ExportRequest, "why", "申请导出的用途"),
    Text(ExportRequest, "refusal", "驳回导出的原因"),
    Text(Job, "title", "生成的文件的名称"),
    *(Text(Case, name, f"案件的{word}", of=_OF_CASE) for name, word in _OF_A_CASE.items()),
    *(Text(FormerCase, name, f"案件更正前的{word}", of=_OF_FORMER_CASE) for name, word in _OF_A_CASE.items()),
    Text(FormerCase, "reason", "更正案件的原因", of=_OF_FORMER_CASE),
    Text(CaseFile, "file_name", "案件文件的名称"),
    Text(CaseFile, "message", "案件文件的说明"),
    Text(KeptLedger, "text", "存档通报的文字", "keep"),
)


def find(people: People) -> list[Mention]:
    """Every text that names one of them and is not about their own door."""
    if not people.words:
        return []
    return [*(one for text in TEXTS for one in _in(text, people)), *_same_number(people), *_same_name(people)]


def in_reach(found: Sequence[Mention], scope: Scope, home: str) -> list[Mention]:
    """Those that somebody may see and decide on: about doors of theirs; what is about no door, by who has all of the county."""
    ids = {one.household_id for one in found}
    query = select(Household.id).where(Household.id.in_(ids), scope.holds(Household.division_code))
    mine: set[UUID | None] = set(db.session.scalars(query))
    if scope.has(at_level(home, "county")):
        mine.add(None)
    return [one for one in found if one.household_id in mine]


def named_by(people: People, keys: Collection[str]) -> list[Mention]:
    """Those of these keys that quote them; looked up by their rows, whatever else there is."""
    by_column = {f"{t.record.__tablename__}.{t.column}": t for t in TEXTS if t.way != "keep"}
    parted = [key.partition(":") for key in keys]
    return [
        one
        for column, _, row in parted
        if column in by_column and (key := as_uuid(row))
        for one in _in(by_column[column], people, key)
    ]


def cut(people: People, keys: Collection[str]) -> list[str]:
    """Cut these, as far as they still quote them and may be touched; answers which were."""
    chosen = [one for one in named_by(people, keys) if one.way != "keep"]
    for one in chosen:
        text, row = one.text, UUID(one.key.partition(":")[2])
        assert text is not None
        said = db.session.scalars(select(_column(text)).where(_key(text) == row)).one()
        (key,) = rows_of(text.record).primary_key
        update_rows(text.record, [{key.name: row, text.column: people.cut(said) if text.way == "cut" else ""}])
    db.session.expire_all()
    return [one.key for one in chosen]


def _in(text: Text, people: People, only: UUID | None = None) -> Iterator[Mention]:
    query = select(_key(text), _column(text), *_about(text)).where(_may_name(text, people))
    if text.of is not None:
        query = query.where(or_(text.of.is_(None), text.of != people.household_id))
    if only is not None:
        query = query.where(_key(text) == only)
    for key, kept, about, is_sealed in db.session.execute(query, execution_options=_STREAMED):
        said = readable(kept) if text.way == "empty" else kept
        if people.are_named_in(said):
            named = f"{text.record.__tablename__}.{text.column}:{row_key([key])}"
            yield Mention(named, text.name, "keep" if is_sealed else text.way, about, _quote(people, said), text)


def readable(kept: str) -> str:
    """What was handed in, with its letters as letters: JSON may write 张 as \\u5f20, once or within another text."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), kept)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _about(text: Text) -> tuple[Any, Any]:
    """The door that a row is about, where it is about one, and whether it stands in a sealed slip."""
    door = text.of if text.of is not None else type_coerce(null(), Uuid())
    return door.label("about"), (text.is_sealed if text.is_sealed is not None else false()).label("is_sealed")


def _may_name(text: Text, people: People) -> ColumnElement[bool]:
    """What the database can tell by itself: of a sealed text, that it has a letter in it."""
    stored = rows_of(text.record).c[text.column]
    if text.column in sealed_columns(rows_of(text.record)):
        return says_something(text.record, text.column)
    return or_(*(stored.contains(word, autoescape=True) for word in people.words))


def _column(text: Text) -> Any:
    return getattr(text.record, text.column)


def _key(text: Text) -> Any:
    (key,) = rows_of(text.record).primary_key
    return getattr(text.record, key.name)


def _quote(people: People, said: str) -> str:
    """Some letters on either side of the first word that names them."""
    at, word = min((said.index(word), word) for word in people.words if word in said)
    start, end = max(0, at - _AROUND), at + len(word) + _AROUND
    around = mask_numbers(said[start:end])
    return ("…" if start else "") + (around or "") + ("…" if end < len(said) else "")


def _same_number(people: People) -> Iterator[Mention]:
    """Doors at which one of their numbers is registered too: most likely the same person, whose door that is as well."""
    former = (FormerHousehold, FormerHousehold.household_id)
    for record, about in ((Household, Household.id), (Resident, Resident.household_id), former):
        for column, kind in (("phone", PHONE), ("id_number", ID_NUMBER)):
            for number in people.numbers:
                query = select(record.id, about).where(holds(record, column, number), about != people.household_id)
                for key, household_id in db.session.execute(query):
                    named = f"{record.__tablename__}.{column}:{row_key([key])}"
                    name = "别户登记的电话" if kind == PHONE else "别户登记的证件号"
                    yield Mention(named, name, "keep", household_id, mask_numbers(number) or "")


def _same_name(people: People) -> Iterator[Mention]:
    """Doors of the same village where somebody of that very name is registered: they may be the same person."""
    near = or_(*(Household.division_code.startswith(code[:12]) for code in people.stood_in))
    elsewhere = (near, Household.id != people.household_id)
    heads = select(Household.id, Household.id, Household.householder).where(Household.householder.in_(people.names))
    lives_there = select(Resident.id, Household.id, Resident.name).where(Resident.name.in_(people.names))
    lives_there = lives_there.join(Household, Household.id == Resident.household_id)
    for table, query in (("household.householder", heads), ("resident.name", lives_there)):
        for key, household_id, name in db.session.execute(query.where(*elsewhere)):
            yield Mention(f"{table}:{row_key([key])}", "同村同名的户", "keep", household_id, name)
