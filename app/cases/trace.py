"""One home traced back to a case's time: every visit with its slip, and what became of the home before and after."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from app import clock
from app.campaigns.models import Campaign, NoticeTemplate
from app.cases.answer import MARKS, Placed, answer, time_of
from app.cases.facts import facts_of
from app.cases.homes import brief, homes_of, names_of
from app.cases.life import Life
from app.cases.models import Case
from app.db import db
from app.grades.operations import grade_of, shown
from app.households.masking import mask_numbers
from app.households.models import Household, Standing
from app.prints import found
from app.seals import words
from app.seals.faults import CONTENTS_GONE
from app.seals.models import SlipSeal
from app.seals.sealing import at
from app.slips.models import Slip
from app.slips.operations import bare_slips_of, slips_of
from app.slips.wording import follows
from app.vault.refusals import ValueUnreadable
from app.visits.models import Visit

# Whether the notice taught about the very fraud, and why that may not be known. What it teaches the office ticks beside its text.
TEACHES = {
    "yes": "告知单讲到了这一类诈骗（讲到哪几类由办公室勾选）",
    "no": "告知单没有讲到这一类诈骗（讲到哪几类由办公室勾选）",
    "unasked": "告知单是较早的版本，没有记录讲到哪几类",
    "other_words": "不能确定：签的文字与模板不符",
    "damaged": "不能确定：告知单有内容打不开",
    "removed": "不能确定：告知单的文字已依规删除，核对不了它与模板是否相符",
    "gone": "不能确定：告知单的文字不见了，也没有删除的规定或命令",
}

# Of a slip that holds a value that cannot be opened.
DAMAGED = "有内容打不开，可能损坏或被人动过，没有核对"


def trace(case: Case, household_id: UUID, key: Ed25519PublicKey | None) -> dict[str, Any]:
    """One home as it was when the case happened, and all that became of it before and after.

    Every seal is looked at anew; `key` is the county's, where it is at hand.
    """
    time = time_of(case.happened_from, case.happened_until)
    said = answer(facts_of([household_id])[household_id], time)
    life = Life(db.session.get_one(Household, household_id), time)
    return {
        **homes_of([household_id])[household_id],
        **brief(said),
        "then": None if said.registered == "no" else _then(life, case),
        "happenings": [vars(one) for one in life.happenings()],
        "visits": _visits(said.visits, case, key),
    }


def _then(life: Life, case: Case) -> dict[str, Any]:
    """Who was on the register there, and how the home counted."""
    was = life.then
    return {
        "householder": was.householder,
        "title": was.title,
        "address": was.address,
        "place_name": life.place_name,
        "coverage": _coverage(life.household.id, case),
    }


def _coverage(household_id: UUID, case: Case) -> dict[str, Any] | None:
    """As what the home counted on the day on which the case began, in the campaign that had begun last."""
    day = clock.day_of(case.happened_from)
    query = (
        select(Campaign.name, Standing.state)
        .join(Campaign, Campaign.id == Standing.campaign_id)
        .where(
            Standing.household_id == household_id,
            Standing.from_on <= day,
            Standing.until_on > day,
            Campaign.starts_on <= day,
        )
        .order_by(Campaign.starts_on.desc(), Campaign.number.desc())
    )
    counted = db.session.execute(query.limit(1)).first()
    return {"campaign_name": counted.name, "state": counted.state} if counted else None


def _visits(placed: Sequence[Placed], case: Case, key: Ed25519PublicKey | None) -> list[dict[str, Any]]:
    ids = [one.knock.id for one in placed]
    visits = {visit.id: visit for visit in db.session.scalars(select(Visit).where(Visit.id.in_(ids)))}
    slips, wrong = _slips(ids, key)
    seals, templates = _seals(ids, case), {t.id: t for t in db.session.scalars(select(NoticeTemplate))}
    grades = grade_of(ids, as_of=case.happened_until)
    campaigns = dict(db.session.execute(select(Campaign.id, Campaign.name)).tuples().all())
    people = names_of([i for v in visits.values() for i in (v.worker_id, v.withdrawn_by, v.reviewed_by) if i])
    return [
        {
            **_visit(visits[one.knock.id], people),
            "place_grade": shown(grades[one.knock.id]),
            "campaign_name": campaigns[visits[one.knock.id].campaign_id],
            "order": one.order,
            "counts": one.counts,
            "taught": one.taught,
            "marks": [{"mark": mark, "said": MARKS[mark]} for mark in one.marks],
            "slip": slip
            and {
                **_slip(slip, templates[slip.template_id], case.fraud, wrong.get(slip.visit_id, [])),
                "seal": seals.get(slip.visit_id),
            },
        }
        for one in placed
        for slip in [slips.get(one.knock.id)]
    ]


def _slips(ids: Sequence[UUID], key: Ed25519PublicKey | None) -> tuple[dict[UUID, Slip], dict[UUID, list[str]]]:
    """The slips, and what is wrong with them; one that holds something that cannot be opened hides no other."""
    try:
        return slips_of(ids), found.wrong(ids, key)
    except ValueUnreadable:
        if len(ids) == 1:
            return bare_slips_of(ids), {ids[0]: [DAMAGED]}
    parts = [_slips([each], key) for each in ids]
    slips = {visit_id: slip for part, _ in parts for visit_id, slip in part.items()}
    return slips, {visit_id: faults for _, part in parts for visit_id, faults in part.items()}


_OF_VISIT = (
    *("id", "outcome", "status", "earliest_at", "visited_at", "latest_at", "received_at", "receipt", "witness"),
    *("withdrawn_at", "withdrawal_reaches_back", "withdrawal_reason", "reviewed_at", "review_reason"),
)


def _visit(visit: Visit, people: dict[UUID, str]) -> dict[str, Any]:
    return {
        **{name: getattr(visit, name) for name in _OF_VISIT},
        "note": mask_numbers(visit.note),
        "worker_name": people[visit.worker_id],
        "withdrawn_by_name": visit.withdrawn_by and people[visit.withdrawn_by],
        "reviewed_by_name": visit.reviewed_by and people[visit.reviewed_by],
        "place": {"distance_m": visit.distance_m, "accuracy_m": visit.accuracy_m},
    }


def _seals(visit_ids: Sequence[UUID], case: Case) -> dict[UUID, dict[str, Any]]:
    query = select(SlipSeal).where(SlipSeal.visit_id.in_(visit_ids))
    return {
        seal.visit_id: {
            "village": seal.village,
            "seq": seal.seq,
            "sealed_at": at(seal.sealed_ms),
            "key_id": seal.key_id,
            "leaf": seal.leaf,
            "is_later": at(seal.sealed_ms) >= case.happened_from,
        }
        for seal in db.session.scalars(query)
    }


def _slip(slip: Slip, template: NoticeTemplate, fraud: str, wrong: Sequence[str]) -> dict[str, Any]:
    teaches = _teaches(slip, template, fraud, wrong)
    return {
        "title": template.title,
        "template_version": template.version,
        "way": slip.way,
        "audience": template.audience,
        "teaches_it": {"yes": True, "no": False}.get(teaches),
        "teaches_said": TEACHES[teaches],
        "is_removed": teaches == "removed",
        "faults": wrong,
        "signer_name": slip.signer_name,
        "signer_relation": slip.signer_relation,
        "completed_at": slip.completed_at,
    }


def _teaches(slip: Slip, template: NoticeTemplate, fraud: str, wrong: Sequence[str]) -> str:
    """Which of TEACHES holds: only words that are the notice's own teach what it teaches."""
    if DAMAGED in wrong:
        return "damaged"
    if slip.is_empty:
        return "gone" if words.said(CONTENTS_GONE) in wrong else "removed"
    if not follows(slip.text, template.body, slip.way):
        return "other_words"
    # Of a version from before anybody was asked nobody knows.
    if not template.teaches:
        return "unasked"
    return "yes" if fraud in template.teaches else "no"
