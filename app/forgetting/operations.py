"""Asking that the people of a door be forgotten, agreeing to it, and doing it; done again, it does what is left."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from app import clock, problems
from app.audit import actions
from app.audit import operations as audit
from app.db import db, overwrite_what_is_freed
from app.divisions.scope import Scope
from app.forgetting import elsewhere, orders, refusals, sheets
from app.forgetting.held import HELD, LATE, Held
from app.forgetting.models import NUMBERED, Forgetting
from app.forgetting.of_copies import sharing
from app.forgetting.of_files import being_worked_on
from app.forgetting.people import People
from app.forgetting.whom import left_at, nobody, people_of
from app.households.models import Household
from app.households.standing import lock
from app.seals import removals


def ask(
    actor_id: UUID, household: Household, basis: str, order_number: str, reason: str, *, spares_present: bool = False
) -> Forgetting:
    """Ask for it, perhaps but for the family that lives there now.

    Raises order_number_missing, forgetting_names_people, forgetting_already_requested, no_former_family.
    """
    if basis in NUMBERED and not order_number:
        raise refusals.order_number_missing()
    lock([household.id])
    waits = (Forgetting.household_id == household.id, Forgetting.decision == "requested")
    if db.session.scalar(select(Forgetting.id).where(*waits)):
        raise refusals.forgetting_already_requested()
    _must_name_nobody(household, order_number, reason)
    until = left_at(household) if spares_present else None
    if spares_present and until is None:
        raise refusals.no_former_family()
    forgetting = Forgetting(
        household_id=household.id,
        until=until,
        basis=basis,
        order_number=order_number,
        reason=reason,
        requested_by=actor_id,
        requested_at=clock.now(),
        chosen=[],
        removed={},
    )
    db.session.add(forgetting)
    db.session.flush()
    return forgetting


def get(forgetting_id: UUID, scope: Scope) -> tuple[Forgetting, Household]:
    """One of a door in scope, held until the transaction ends."""
    found = db.session.scalars(select(Forgetting).where(Forgetting.id == forgetting_id).with_for_update()).first()
    household = db.session.get(Household, found.household_id) if found else None
    if found is None or household is None or not scope.has(household.division_code):
        raise problems.not_found("这条依规删除")
    return found, household


def approve(
    actor_id: UUID, forgetting: Forgetting, household: Household, chosen: Collection[str], scope: Scope
) -> None:
    """Agree to it, and to which texts elsewhere are cut; raises forgetting_decided, forgetting_waits_for_roster.

    What follows is `carry_out`, in a transaction of its own: agreed to, it is done however often the server stops.
    """
    people = people_of(household, forgetting.until or clock.now(), actor_id)
    if being_worked_on(people):
        raise refusals.forgetting_waits_for_roster()
    _decide(actor_id, forgetting, "approved")
    found = elsewhere.named_by(people, chosen)
    forgetting.chosen = sorted(one.key for one in elsewhere.in_reach(found, scope, household.division_code))


def refuse(actor_id: UUID, forgetting: Forgetting, household: Household, why: str) -> None:
    """Say no, and why; raises forgetting_decided, forgetting_names_people."""
    _must_name_nobody(household, why)
    _decide(actor_id, forgetting, "refused")
    forgetting.refusal = why


def withdraw(actor_id: UUID, forgetting: Forgetting) -> None:
    """Take back what nobody decided; whoever did not ask for it is told of none. Raises forgetting_decided."""
    if forgetting.requested_by != actor_id:
        raise problems.not_found("这条依规删除")
    if forgetting.decision != "requested":
        raise refusals.forgetting_decided()
    forgetting.decision = "withdrawn"


def _decide(actor_id: UUID, forgetting: Forgetting, decision: str) -> None:
    if forgetting.requested_by == actor_id:
        raise refusals.own_forgetting()
    if forgetting.decision != "requested":
        raise refusals.forgetting_decided()
    forgetting.decision, forgetting.decided_by, forgetting.decided_at = decision, actor_id, clock.now()


def _must_name_nobody(household: Household, *texts: str) -> None:
    people = people_of(household, clock.now(), None)
    if any(people.are_named_in(text) for text in texts):
        raise refusals.forgetting_names_people()


def would_go(people: People) -> dict[str, int]:
    """How much of each kind there is."""
    return {held.word: len(held.due(people)) for held in HELD}


def unfinished() -> list[UUID]:
    """What was agreed to and is not done, or has to be done again; what nobody agreed to, whatever a row says, is left."""
    left = select(Forgetting).where(Forgetting.decision == "approved", Forgetting.is_done.is_(False))
    rows = db.session.scalars(left.order_by(Forgetting.id)).all()
    agreed = orders.agreed(rows)
    return [one.id for one in rows if one.id in agreed]


def carry_out(forgetting_id: UUID) -> None:
    """Forget them, all at once, inside the caller's transaction. Done before, it takes what came late.

    Who came to live there since, and what came of it, is not meant: everything is held against `until`.
    """
    forgetting = db.session.get_one(Forgetting, forgetting_id, populate_existing=True, with_for_update=True)
    # First: whoever brings something of the door at the same time must find it forgotten, and we what they brought.
    lock([forgetting.household_id])
    household = db.session.get(Household, forgetting.household_id, populate_existing=True)
    forgetting.until = forgetting.until or clock.now()
    if household is not None:
        overwrite_what_is_freed()
        if forgetting.is_done:
            again = sheets.came_again(forgetting)
            sheets.forget(again)
            gone = _erase(replace(_nobody(forgetting), slips_elsewhere=sharing(again)), LATE)
        else:
            people = people_of(household, forgetting.until, forgetting.decided_by)
            people = replace(people, slips_elsewhere=sharing(elsewhere.slips_in(forgetting.chosen)))
            # Before the register, which says who is meant.
            cut = elsewhere.cut(people, forgetting.chosen)
            gone = _erase(people, HELD) | {"mentions": len(cut)}
        forgetting.removed = {
            word: forgetting.removed.get(word, 0) + gone.get(word, 0) for word in {**forgetting.removed, **gone}
        }
        removals.tell_door(forgetting.household_id, forgetting.until)
        audit.note(actions.FORGET_PEOPLE, forgetting.id, household.division_code, items=sum(gone.values()))
    forgetting.is_done = True


def _erase(people: People, kinds: Sequence[Held]) -> dict[str, int]:
    """All kinds are found before the first goes: what names a picture goes too."""
    found = [(held, held.due(people)) for held in kinds]
    for held, due in found:
        if due:
            held.erase(people, due)
    return {held.word: len(due) for held, due in found}


def _nobody(forgetting: Forgetting) -> People:
    """Whoever it was, their names are gone: what came late is told by its door and its time."""
    return nobody(forgetting.household_id, forgetting.until or clock.now(), forgetting.decided_by)


def late() -> list[UUID]:
    """Those of whom something came after all, from a phone that was late or brought it again after a restore."""
    done = db.session.scalars(select(Forgetting).where(Forgetting.is_done)).all()
    seen = orders.logged(one.id for one in done)
    return [one.id for one in done if one.id in seen and _is_late(one)]


def _is_late(order: Forgetting) -> bool:
    return bool(sheets.came_again(order)) or any(held.due(_nobody(order)) for held in LATE)
