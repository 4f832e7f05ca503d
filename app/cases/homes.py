"""A case beside the homes that may be the victim's, each with why it may be and what is to be said of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.cases.answer import Answer, answer, time_of
from app.cases.facts import facts_of
from app.cases.matching import Candidate, candidates, preselected
from app.cases.models import Case, CaseMatch, FormerMatch
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
    said = {i: answer(facts, time_of(case.happened_from, case.happened_until)) for i, facts in facts_of(ids).items()}
    homes = homes_of(ids)
    return {
        "items": [{**homes[one.household_id], **_why(one), **brief(said[one.household_id])} for one in found],
        "preselected": preselected(found) if match is None else None,
        "match": match and {**_match(match), "decided_by_name": names_of([match.decided_by])[match.decided_by]},
        "former": _former_matches(case.id),
    }


def _why(one: Candidate) -> dict[str, Any]:
    return {"strength": one.strength, "reasons": [reason.said for reason in one.reasons], "is_named": one.named}


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
