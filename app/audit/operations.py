"""Drafting the log: what a request or command does is told at its edge, and written with the change itself."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.exc import DBAPIError, NoResultFound

from app import problems
from app.audit import log
from app.audit.actions import Action
from app.audit.chain import Place
from app.db import db

Detail = int | UUID | str
_WORD = re.compile(r"[a-z][a-z_]{0,40}")
# An id, a blob's name, a division's code: no name, and no telephone number.
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|\d{12}|\d{15}")


@dataclass(frozen=True)
class Who:
    """Whoever acts, as it will stand in the log."""

    id: UUID | None = None
    username: str = ""
    role: str = ""
    scope: str = ""
    address: str = ""


@dataclass
class Draft:
    """What will be written of this request or command."""

    action: Action
    object_id: str = ""
    object_kind: str = ""
    scope: str = ""
    details: dict[str, Detail] = field(default_factory=dict)
    problem: str = ""
    due: bool = True
    written: bool = False


_NOBODY = Who()
_who: ContextVar[Who] = ContextVar("audit_who", default=_NOBODY)
_draft: ContextVar[Draft | None] = ContextVar("audit_draft", default=None)


@contextmanager
def acting_as(who: Who) -> Iterator[None]:
    """Let this be who acts, in this thread and for as long as the context lasts."""
    token = _who.set(who)
    try:
        yield
    finally:
        _who.reset(token)


def now_known(who: Who) -> None:
    """Say who it is that acts, once that is known, inside acting_as."""
    _who.set(who)


def who_acts() -> Who:
    """Whoever acts; handed to a thread that goes on with the work."""
    return _who.get()


@contextmanager
def drafting(action: Action) -> Iterator[Draft]:
    """Begin the entry of a request or command; the first transaction that it opens takes it along.

    Not so of a sign-in: before it succeeds, attempts may be counted. It says itself which one that is (take_along).
    """
    draft = Draft(action, object_kind=action.object_kind, due=action.sort not in ("plain", "session"))
    token = _draft.set(draft)
    try:
        yield draft
    finally:
        _draft.reset(token)


def about(kind: str, object_id: UUID | str, scope: str = "") -> None:
    """Say what it is about, where the address does not, and in which division that lies."""
    if draft := _draft.get():
        draft.object_kind, draft.object_id, draft.scope = kind, _object_id(kind, object_id), scope or draft.scope


def tell(**details: Detail) -> None:
    """Say more: how many, which kind. Numbers, ids and words of ours; nothing that anybody typed."""
    if draft := _draft.get():
        draft.details |= {name: _harmless(value) for name, value in details.items()}


def spare() -> None:
    """This time nothing was shown or changed that the log is about."""
    if draft := _draft.get():
        draft.due = False


def shown(**counts: int) -> None:
    """Say how much a list showed; one that showed nothing of anybody leaves no entry."""
    tell(**counts)
    if not any(counts.values()):
        spare()


def take_along() -> None:
    """This transaction takes an entry along: it is what was asked for, or one of several that are."""
    if draft := _draft.get():
        draft.due = True


def note(action: Action, object_id: UUID | str, scope: str, **details: Detail) -> None:
    """Write one more entry with this transaction: for what is done after the request, or beside it."""
    kind, told = action.object_kind, {name: _harmless(value) for name, value in details.items()}
    db.session.info["audited"].append(Draft(action, _object_id(kind, object_id), kind, scope, told))


def id_of(value: object) -> str:
    """An id as the log keeps it; what has not the form of one was typed by somebody, and is left out."""
    text = str(value)
    return text if _ID.fullmatch(text) else ""


def begin() -> None:
    """A transaction begins, with nothing to write yet."""
    db.session.info["audited"] = []


def issue() -> None:
    """Write what is due of this transaction; its last statements.

    Raises audit_unavailable: what cannot be recorded is not done.
    """
    draft, who = _draft.get(), _who.get()
    due: list[Draft] = [*db.session.info["audited"], *([draft] if draft and draft.due else [])]
    if due:
        with _or_nothing():
            log.append([_columns(one, who) for one in due])


def rehearse() -> None:
    """Take as long as writing the entry would, and write none."""
    if draft := _draft.get():
        with _or_nothing():
            log.rehearse([_columns(draft, _who.get())])


@contextmanager
def _or_nothing() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, NoResultFound) as error:
        logging.getLogger(__name__).exception("the audit log cannot be written")
        raise problems.audit_unavailable() from error


def settle(*, committed: bool) -> None:
    """What was issued stands; or is due again, because the transaction was undone."""
    info = db.session.info
    written, closed = info.pop("audit_written", None), info.pop("audit_closed", False)
    if not committed:
        return
    info["audit_root_due"] = closed or info.get("audit_root_due", False)
    if written:
        info["audit_head"] = written
        if (draft := _draft.get()) and draft.due:
            draft.due, draft.written = False, True


def newest_written() -> Place | None:
    """Where the log ended after what this session wrote; told once."""
    place: Place | None = db.session.info.pop("audit_head", None)
    return place


def closed_a_day() -> bool:
    """Whether what this session wrote closed a day whose root is to be signed; told once."""
    due: bool = db.session.info.pop("audit_root_due", False)
    return due


def _object_id(kind: str, object_id: UUID | str) -> str:
    return str(object_id) if kind == "command" else id_of(object_id)


def _harmless(value: Detail) -> Detail:
    if isinstance(value, str):
        assert _WORD.fullmatch(value), "the log takes words of ours only"
    return str(value) if isinstance(value, UUID) else value


def _columns(draft: Draft, who: Who) -> dict[str, Any]:
    return {
        "actor_id": who.id,
        "username": who.username,
        "role": who.role,
        "address": who.address,
        "action": draft.action.word,
        "object_kind": draft.object_kind,
        "object_id": draft.object_id,
        "scope": draft.scope or who.scope,
        "outcome": "refused" if draft.problem else "done",
        "problem": draft.problem,
        "details": json.dumps(draft.details, sort_keys=True),
    }
