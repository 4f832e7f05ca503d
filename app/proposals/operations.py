"""Deciding on what workers proposed: confirmed, it is applied as an import would; refused, it stays with the reason."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import clock, problems
from app.audit import actions
from app.audit import operations as audit
from app.changes import note, savepoint
from app.codes import NO_GRID
from app.db import db
from app.divisions.scope import Scope
from app.households.addresses import sort_key
from app.households.models import PROPOSED_PLACE, Household, Proposal
from app.households.names import initials
from app.households.operations import place_code
from app.households.registering import key_of, register, set_family, set_phone, set_position
from app.households.standing import lock
from app.people.actor import Actor
from app.proposals import outdated, refusals
from app.sync import taking_up
from app.sync.taking_up import Waiting


def find(proposal_id: UUID, scope: Scope) -> tuple[Proposal, str]:
    """A proposal and where its door stands, or is to stand; or the problem that there is none in this scope."""
    found = db.session.execute(
        select(Proposal, PROPOSED_PLACE)
        .outerjoin(Household, Household.id == Proposal.household_id)
        .where(Proposal.id == proposal_id)
    ).one_or_none()
    if found is None or not scope.has(found[1]):
        raise problems.not_found("这一条")
    return found[0], found[1]


def confirm(actor: Actor, proposal: Proposal, place: str) -> int:
    """Apply it, and close what it overtakes at its door, which stands in this place; last in a transaction.

    Answers how much of what waited for it was taken up.
    """
    waiting: Waiting = []
    if proposal.kind == "new":
        waiting = _hold_what_waits(proposal)
        _register(proposal)
    else:
        _hold(proposal)
        of_before = outdated.hold_those_before(proposal) if proposal.kind == "moved" else []
        _set_right(proposal)
        _close(actor, of_before, place)
    _decide(actor, proposal, "confirmed", None)
    return taking_up.take_up(actor.id, waiting)


def refuse(actor: Actor, proposal: Proposal, why: str) -> None:
    """Leave the register as it is; what was done at a new door stays set aside, and says why."""
    _hold(proposal)
    if proposal.kind == "new":
        taking_up.leave(proposal.household_id, why)
    _decide(actor, proposal, "refused", why)


def may_decide(actor: Actor, proposal: Proposal) -> None:
    """Raises for one's own, and for what was decided."""
    if proposal.state != "waiting":
        raise refusals.proposal_already_decided()
    if not actor.grant.suits(is_own=proposal.proposed_by == actor.id):
        raise refusals.own_proposal()


def _hold_what_waits(proposal: Proposal) -> Waiting:
    """What waits for the door, with its pictures held, in the order in which a push holds things: names, doors, the counter."""
    held = taking_up.waiting_for(proposal.household_id)
    taking_up.hold_pictures(held)
    _hold(proposal)
    # From here on whoever brings more for this door waits for us (proposing.hold_new_doors).
    waiting = taking_up.waiting_for(proposal.household_id)
    if len(waiting) > len(held):
        raise refusals.visits_just_came()
    return waiting


def _hold(proposal: Proposal) -> None:
    """Of two people who decide at once, the second sees what the first did."""
    db.session.refresh(proposal, with_for_update=True)
    if proposal.state != "waiting":
        raise refusals.proposal_already_decided()


def _register(proposal: Proposal) -> None:
    code = proposal.division_code
    place = place_code(code.removesuffix(NO_GRID))
    kind, name, address = proposal.door_kind or "", proposal.householder or "", proposal.address or ""
    door = {
        "id": proposal.household_id,
        "door_key": key_of(place, kind, address, proposal.title, name),
        "door_code": None,
        "division_code": place,
        "kind": kind,
        "title": proposal.title,
        "householder": name,
        "initials": initials(name, proposal.title),
        "phone": proposal.phone,
        "id_number": None,
        "address": address,
        "address_key": sort_key(address),
        "lat": proposal.lat,
        "lon": proposal.lon,
        "residents_count": None,
        "note": None,
    }
    try:
        with savepoint():
            register([door])
    except IntegrityError:
        raise refusals.door_on_register() from None


def _set_right(proposal: Proposal) -> None:
    lock([proposal.household_id])
    door = db.session.get(Household, proposal.household_id, populate_existing=True)
    if door is None:
        raise refusals.door_gone()
    if proposal.kind == "phone" and proposal.phone:
        # Asked while the door is held: the other family may have been confirmed a moment ago.
        if outdated.is_of_those_before(proposal):
            raise refusals.family_has_moved()
        set_phone(door, proposal.phone)
    elif proposal.kind == "position" and proposal.lat is not None and proposal.lon is not None:
        set_position(door, proposal.lat, proposal.lon)
    elif proposal.kind == "moved" and proposal.householder:
        set_family(door, proposal.householder, proposal.phone)


def _close(actor: Actor, of_before: list[Proposal], code: str) -> None:
    """Refuse the telephones of the family that has left, each with its line in the log, as if somebody had refused it."""
    for one in of_before:
        if actor.grant.suits(is_own=one.proposed_by == actor.id):
            _decide(actor, one, "refused", refusals.PHONE_OF_THOSE_BEFORE)
            audit.note(actions.REFUSE_PROPOSAL, one.id, code, household=one.household_id, kind=one.kind)


def _decide(actor: Actor, proposal: Proposal, state: str, refusal: str | None) -> None:
    proposal.state, proposal.refusal = state, refusal
    proposal.decided_by, proposal.decided_at = actor.id, clock.now()
    db.session.flush()
    note("proposal", proposal.id, "", audience_id=proposal.proposed_by)
