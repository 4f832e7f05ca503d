"""Has the audit log written of every request: before its answer leaves, or the answer does not leave."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import current_app, request

from app import clock
from app.audit import operations as audit
from app.audit.actions import Action
from app.audit.flood import Flood
from app.audit.operations import Draft, Who
from app.changes import do_first, writing
from app.codes import is_code
from app.people.actor import Actor
from app.people.models import User
from app.problems import Problem

# Nobody was turned away by these: a session ran out, there is nothing yet, no such place on the map, or more is asked.
_HARMLESS = {"signed_out", "no_campaign", "no_such_tile", "code_needed", "password_weak", "no_provider"}
# Somebody who tries what a phone has signed, or the phone that was ended: 401 and 409, and refusals all the same.
_OF_PHONES = {"signature_wrong", "signature_used", "phone_ended"}
# Nobody decides about themselves.
_OWN = {"own_exclusion", "own_proposal", "own_account", "own_export_request"}


@contextmanager
def recorded(action: Action, named: Mapping[str, Any]) -> Iterator[None]:
    """Draft the request's entry. A change writes it in its own transaction; whatever else was done, here.

    Raises audit_unavailable when it cannot be written.
    """
    with audit.acting_as(Who(address=request.remote_addr or "")), audit.drafting(action) as draft:
        draft.object_id = audit.id_of(next(iter(named.values()), ""))
        draft.scope = _asked_scope()
        try:
            yield
        except Problem as problem:
            _record_refusal(draft, problem)
            raise
        if draft.due or (action.sort == "session" and not draft.written):
            draft.due = True
            with writing():
                pass
        # What was to be done with this request's writing is not the next transaction's.
        do_first(None)


def known_as(user: User | Actor) -> None:
    """Say who sent the request, as soon as that is known."""
    audit.now_known(Who(user.id, user.username, user.role, user.scope, request.remote_addr or ""))


def _asked_scope() -> str:
    # nosemgrep: request-past-its-schema - only what has the form of a code is used, and only for the log
    code = request.args.get("scope", "")
    return code if is_code(code) else ""


def _record_refusal(draft: Draft, problem: Problem) -> None:
    if not _is_refusal(draft.action, problem):
        return
    user_id = audit.who_acts().id
    before = _flood().admits(str(user_id or ""), clock.now())
    if before is None:
        if draft.action.sort == "session":
            _take_as_long()
        return
    draft.problem, draft.due, draft.details = problem.code, True, {}
    if before:
        audit.tell(counted_only=before)
    with writing():
        pass


def _take_as_long() -> None:
    """Do as writing an entry does: the bound is another for accounts that there are, and how long it takes would tell."""
    with writing():
        audit.rehearse()


def _is_refusal(action: Action, problem: Problem) -> bool:
    if problem.code in _HARMLESS or problem.status >= 500:
        return False
    return action.sort == "session" or problem.status in (403, 404) or problem.code in _OWN | _OF_PHONES


def _flood() -> Flood:
    """One of each server process."""
    return current_app.extensions.setdefault("refusals", Flood())  # type: ignore[no-any-return]
