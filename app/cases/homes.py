"""A case beside the homes that may be the victim's, each with why it may be and what is to be said of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.cases.answer import Answer, Knock, answer
from app.cases.corrected import corrected
from app.cases.facts import facts_of
from app.cases.families import Families
from app.cases.matching import Candidate, candidates, is_in_reach, named_in, preselected
from app.cases.models import Case, CaseMatch, FormerMatch
from app.cases.stretches import time_of
from app.cases.waiting import reported
from app.db import db
from app.divisions.models import Division
from app.divisions.scope import Scope
from app.households.masking import mask_id_number, mask_phone
from app.households.models import Household
from app.people.models import User


def show_homes(case: Case, scope: Scope) -> dict[str, Any]:
    """The candidates with the reasons and the answer of each, and who said whose home it is."""
    found, match = candidates(case, scope), db.session.get(CaseMatch, case.id)
    ids = [one.household_id for one in found]
    chosen = match and match.household_id
    # A home that somebody pointed out is shown as what it is.
    apart = chosen if chosen and chosen not in ids and is_in_reach(chosen, scope) else None
    ids += [apart] if apart else []
    said = answers(case, ids)
    homes = homes_of(ids)
    return {
        "items": [
            {**homes[i], **why, **brief(said[i])}
            for i, why in (
                *((one.household_id, _why(one)) for one in found),
                *((i, _by_hand(case, i, match)) for i in ids[len(found) :]),
            )
        ],
        "preselected": preselected(found) if match is None else None,
        "match": match and {**_match(match), "decided_by_name": names_of([match.decided_by])[match.decided_by]},
        "former": _former_matches(case.id),
        "waiting": reported(case, scope, ids),
    }


def answers(
    case: Case, household_ids: Sequence[UUID], look: Callable[[Sequence[Knock]], Sequence[Knock]] = list
) -> dict[UUID, Answer]:
    """What is to be said of a case and each of these homes; `look` may know more of their visits by now."""
    families, time = Families(household_ids, [case.id]), time_of(case.happened_from, case.happened_until)
    later, match = corrected([case.id]).get(case.id, ""), db.session.get(CaseMatch, case.id)
    said = {
        home: answer(replace(facts, knocks=families.told(case.id, home, time, look(facts.knocks))), time)
        for home, facts in facts_of(household_ids).items()
    }
    return {
        home: replace(one, sentence=one.sentence + later) if match and match.household_id == home else one
        for home, one in said.items()
    }


def _why(one: Candidate) -> dict[str, Any]:
    return {"strength": one.strength, "reasons": [reason.said for reason in one.reasons], "is_named": one.named}


def _by_hand(case: Case, household_id: UUID, match: CaseMatch | None) -> dict[str, Any]:
    """A home that was chosen, and is none of those that fit."""
    fitted = match is not None and match.strength is not None
    reason = "认定时是系统列出的，现在已对不上" if fitted else "人工指定"
    return {"strength": None, "reasons": [reason], "is_named": household_id in named_in(case, [household_id])}


def brief(said: Answer) -> dict[str, Any]:
    """The answer without its visits."""
    return {
        "verdict": said.verdict,
        "sentence": said.sentence,
        "registered": said.registered,
        "excluded": said.excluded,
    }


def _match(match: CaseMatch | FormerMatch) -> dict[str, Any]:
    return {"household_id": match.household_id, "strength": match.strength, "decided_at": match.decided_at}


def _former_matches(case_id: UUID) -> list[dict[str, Any]]:
    query = select(FormerMatch).where(FormerMatch.case_id == case_id).order_by(FormerMatch.undone_at.desc())
    found = list(db.session.scalars(query))
    names = names_of([person for one in found for person in (one.decided_by, one.undone_by)])
    return [
        {
            **_match(one),
            "decided_by_name": names[one.decided_by],
            "undone_at": one.undone_at,
            "undone_by_name": names[one.undone_by],
        }
        for one in found
    ]


def names_of(ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of people of ours."""
    return dict(db.session.execute(select(User.id, User.name).where(User.id.in_(ids))).tuples().all())


def homes_of(ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Homes as a list of candidates shows them."""
    query = (
        select(Household, Division.name)
        .outerjoin(Division, Division.code == func.substr(Household.division_code, 1, 12))
        .where(Household.id.in_(ids))
    )
    return {home.id: _home(home, village) for home, village in db.session.execute(query).tuples()}


def _home(home: Household, village: str | None) -> dict[str, Any]:
    return {
        "household_id": home.id,
        "kind": home.kind,
        "title": home.title,
        "householder": home.householder,
        "address": home.address,
        "village_name": village,
        "phone": mask_phone(home.phone),
        "id_number_masked": mask_id_number(home.id_number),
    }
