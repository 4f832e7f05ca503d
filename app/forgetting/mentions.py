"""Texts elsewhere that quote the people of a door: what somebody typed about another door, a list or a file.

Nothing tells a namesake from the person meant, so nobody's text is cut by itself: they are listed for whoever agrees,
and cut where that person says so.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, exists, false, func, null, or_, select, type_coerce

from app.cases.models import Case, CaseFile, CaseMatch, FormerCase
from app.checks.models import CheckAnswer, CheckDoor
from app.db import Record, db, rows_of, update_rows
from app.exports.models import ExportRequest
from app.forgetting import signed
from app.forgetting.of_cases import erase_cases, erase_formers
from app.forgetting.of_handed_in import event_ids
from app.forgetting.people import People
from app.forgetting.spelling import may_hold
from app.households.masking import mask_numbers
from app.households.models import Exclusion, FormerHousehold, Household, Proposal
from app.jobs.models import Job
from app.ledgers.models import KeptLedger
from app.rosters.models import Roster
from app.seals import removals
from app.slips.models import Slip
from app.sync.events import as_uuid
from app.sync.models import Event, Quarantine
from app.vault.binding import row_key, sealed_columns
from app.vault.lengths import says_something
from app.visits.models import Visit

# cut: the name and nothing else; empty: all of it, since it is hashed whole; whole: it is one of them by name, and all
# that is said of that one goes with it; keep: it may not be touched, and is told.
Way = Literal["cut", "empty", "whole", "keep"]
Forget = Callable[[People, Sequence[UUID]], None]
_AROUND = 20
SIGNED = "slip.signer_name"
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
    forget: Forget | None = None  # where it says no more than one of their names: forgets whoever is meant
    beside: tuple[str, ...] = ()  # columns by which somebody tells a namesake
    whole: str = ""  # its name where all goes with it, if that is another


@dataclass(frozen=True)
class Mention:
    """One text that quotes them, or somebody elsewhere who may be one of them."""

    key: str
    name: str
    way: Way
    household_id: UUID | None  # the door that it is about
    quote: str
    text: Text | None = None  # none of what is no text: a number or a name elsewhere on the register
    forget: Forget | None = None  # where it goes whole

    @property
    def row(self) -> UUID:
        """The key of its row."""
        return UUID(self.key.partition(":")[2])


def _asked_at(*which: ColumnElement[bool]) -> Any:
    """The door of what was heard when it was checked."""
    return select(CheckDoor.household_id).where(CheckDoor.id == CheckAnswer.door_id, *which).scalar_subquery()


_OF_VISIT = select(Visit.household_id).where(Visit.id == Slip.visit_id).scalar_subquery()
# The door of what was handed in.
OF_EVENT = func.coalesce(
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
_SIGNED = "别户告知单的签收人（整份告知单的文字、签名和照片一并删去，封存仍可核对）"
_OF_A_VICTIM = ("phone", "id_number", "address")
_OF_A_CASE = {"address": "地址", "note": "备注"}
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
    Text(Event, "body", "手机上传的原文", "empty", of=OF_EVENT),
    Text(Quarantine, "raw", "待核对记录的原文", "empty", of=Quarantine.household_id),
    Text(Quarantine, "resolution_reason", "不采纳的原因", of=Quarantine.household_id),
    # What another home signed: whoever takes a word out of it takes its proof. What one of them signed there goes whole or not at all.
    Text(Slip, "text", "别户告知单的文字", "keep", of=_OF_VISIT),
    Text(Slip, "signer_name", "别户告知单的签收人", "keep", of=_OF_VISIT, forget=signed.forget, whole=_SIGNED),
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
    Text(Case, "victim", "案件的受害人", of=_OF_CASE, forget=erase_cases, beside=_OF_A_VICTIM),
    *(Text(Case, name, f"案件的{word}", of=_OF_CASE) for name, word in _OF_A_CASE.items()),
    Text(FormerCase, "victim", "案件更正前的受害人", of=_OF_FORMER_CASE, forget=erase_formers, beside=_OF_A_VICTIM),
    *(Text(FormerCase, name, f"案件更正前的{word}", of=_OF_FORMER_CASE) for name, word in _OF_A_CASE.items()),
    Text(FormerCase, "reason", "更正案件的原因", of=_OF_FORMER_CASE),
    Text(CaseFile, "file_name", "案件文件的名称"),
    Text(CaseFile, "message", "案件文件的说明"),
    Text(KeptLedger, "text", "存档通报的文字", "keep"),
)


def find(people: People) -> Iterator[Mention]:
    """Every text that names one of them and is not about their own door."""
    return (one for text in TEXTS for one in _in(text, people))


def named_by(people: People, keys: Collection[str]) -> list[Mention]:
    """Those of these keys that quote them and may go; looked up by their rows, whatever else there is."""
    by_column = {f"{t.record.__tablename__}.{t.column}": t for t in TEXTS if t.way != "keep" or t.forget}
    parted = [key.partition(":") for key in keys]
    return [
        one
        for column, _, row in parted
        if column in by_column and (key := as_uuid(row))
        for one in _in(by_column[column], people, key)
        if one.way != "keep"
    ]


def cut(people: People, one: Mention) -> None:
    """Take out of a text what names them, or all of it."""
    text, row = one.text, one.row
    assert text is not None
    said = db.session.scalars(select(_column(text)).where(_key(text) == row)).one()
    (key,) = rows_of(text.record).primary_key
    update_rows(text.record, [{key.name: row, text.column: people.cut(said) if text.way == "cut" else ""}])
    if text.way == "empty":
        removals.tell_original(row)


def _in(text: Text, people: People, only: UUID | None = None) -> Iterator[Mention]:
    beside = [getattr(text.record, name) for name in text.beside]
    query = select(_key(text), _column(text), *_about(text), *beside).where(_may_name(text, people))
    if text.of is not None:
        query = query.where(or_(text.of.is_(None), _is_not_theirs(text, people)))
    if only is not None:
        query = query.where(_key(text) == only)
    for key, kept, about, is_sealed, *others in db.session.execute(query, execution_options=_STREAMED):
        said = readable(kept) if text.way == "empty" else kept
        # A name that is spelled with a blank in it is the same name.
        forget = text.forget if text.forget and people.are_called(said) else None
        if forget or people.are_named_in(said):
            named = f"{text.record.__tablename__}.{text.column}:{row_key([key])}"
            way: Way = "keep" if is_sealed else "whole" if forget else text.way
            quote = _quote(people, said) + "".join(f"，{mask_numbers(other)}" for other in others if other)
            name = (forget and text.whole) or text.name
            yield Mention(named, name, way, about, quote, text, forget)


def _is_not_theirs(text: Text, people: People) -> ColumnElement[bool]:
    """Of another door; or of their own, where those who live there now are left alone, and since they left."""
    elsewhere: ColumnElement[bool] = text.of != people.household_id
    if people.live_there or text.record is FormerHousehold:
        return elsewhere
    return or_(elsewhere, _key(text).not_in(event_ids(people)))


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
    return may_hold(stored, people.words)


def _column(text: Text) -> Any:
    return getattr(text.record, text.column)


def _key(text: Text) -> Any:
    (key,) = rows_of(text.record).primary_key
    return getattr(text.record, key.name)


def _quote(people: People, said: str) -> str:
    """Some letters on either side of the first word that names them."""
    said = people.write_plainly(said)  # so that a number with blanks in it is hidden as any other
    found = people.find_in(said)
    first, last = found.span() if found else (0, len(said))
    start, end = max(0, first - _AROUND), last + _AROUND
    around = mask_numbers(said[start:end])
    return ("…" if start else "") + (around or "") + ("…" if end < len(said) else "")
