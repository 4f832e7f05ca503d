"""Evidence packs made in the background: numbered when they are asked for, recorded by their digest when they are whole."""

from typing import IO, Any
from uuid import UUID

from app import problems
from app.audit import actions
from app.audit import operations as audit
from app.cases import refusals
from app.cases.evidence import Wanted, write
from app.cases.matching import is_in_reach
from app.cases.models import Case, CaseMatch
from app.db import db, read_one_moment
from app.divisions.scope import Scope
from app.exports import allowance, record
from app.exports.allowance import Taking
from app.exports.making import give_up, number_of
from app.exports.record import Content
from app.jobs import kinds
from app.jobs import operations as jobs
from app.jobs.kinds import Kind, Order, Settle, Task, Tell
from app.jobs.models import Job
from app.people.actor import Actor
from app.prints.making import county_at

EVIDENCE = "evidence"
# What else makes two askings for a list the same.
_NOT_SAID = ("campaign_id", "state", "kind", "first", "on", "part", "excluded_for", "attempts", "worker")


def start(actor: Actor, scope: Scope, case: Case, asked: dict[str, str], allowed: int) -> Job:
    """Number a pack and have it made, for a reason; raises case_not_matched, export_over_allowance, too_many_jobs."""
    match = db.session.get(CaseMatch, case.id)
    if match is None:
        raise refusals.case_not_matched()
    if match.household_id and not is_in_reach(match.household_id, scope):
        raise problems.not_found("这一户")
    said: dict[str, Any] = {"content": EVIDENCE, "scope": case.division_code, "reason": asked["reason"]}
    said["phones"] = actor.sees_phones
    allowance.let(actor.id, Taking({**dict.fromkeys(_NOT_SAID), **said}, 1), allowed)
    export = record.begin(actor, Content(format="zip", rows=1, **said))
    params = {
        "case": str(case.id),
        "home": match.household_id and str(match.household_id),
        "prefixes": list(scope.prefixes),
        "origin": asked["origin"],
        "id_numbers": actor.sees_id_numbers,
    }
    # A bare 1 would be taken for the number of a case.
    title = f"倒查证据 {case.number or f'导出编号{export.number:06d}'}"
    return jobs.start(actor, Order(EVIDENCE, params, title, "zip", case.division_code, of=1, number=export.number))


def _make(task: Task, file: IO[bytes], tell: Tell) -> Settle:
    read_one_moment()
    number, said = number_of(task), task.params
    export, case = record.get(number), db.session.get_one(Case, UUID(said["case"]))
    home = said["home"] and UUID(said["home"])
    scope = Scope(tuple(said["prefixes"]))
    wanted = Wanted(case, home, scope, county_at(said["origin"]), phones=export.phones, id_numbers=said["id_numbers"])
    write(file, wanted, export)
    tell(1)
    told: dict[str, Any] = {"case": case.id, "reason": export.reason, "phones": export.phones}

    def settle(sha256: str) -> None:
        record.finish(number, 1, sha256)
        audit.note(actions.EXPORT_EVIDENCE, sha256, task.place, export=number, id_numbers=said["id_numbers"], **told)

    return settle


kinds.register(Kind(EVIDENCE, _make, give_up))
