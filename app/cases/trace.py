"""One home traced back to a case's time: every visit with its slip, and what became of the home before and after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from app import clock
from app.campaigns.models import Campaign, NoticeTemplate
from app.cases.answer import Knock, Placed
from app.cases.facts import EVER, deciders_of
from app.cases.homes import answers, brief, homes_of, names_of
from app.cases.life import Life
from app.cases.models import Case
from app.cases.put_right import marked, phones_note
from app.cases.stretches import order_of, time_of
from app.cases.words import ASIDES
from app.db import db
from app.divisions.scope import Scope
from app.grades.operations import grade_of, shown
from app.households.masking import mask_numbers
from app.households.models import Household, Standing
from app.prints import found, matching
from app.prints.matching import Match
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
    "other_kind": "不能确定：案件类型是“其他”，没有哪种告知单专讲它",
    "other_words": "不能确定：签的文字与模板不符",
    "other_paper": "不能确定：纸上印的是另一版的文字",
    "damaged": "不能确定：告知单有内容打不开",
    "removed": "不能确定：告知单的文字已依规删除，核对不了它与模板是否相符",
    "gone": "不能确定：告知单的文字不见了，也没有删除的规定或命令",
}

# No kind that a notice could teach, whatever somebody ticked.
OTHER = "other"
# Of a slip that holds a value that cannot be opened.
DAMAGED = "有内容打不开，可能损坏或被人动过，没有核对"


def trace(case: Case, household_id: UUID, scope: Scope, key: Ed25519PublicKey | None) -> dict[str, Any]:
    """One home as it was when the case happened, and all that became of it before and after.

    Every seal is looked at anew, and every photo of a paper slip; `key` is the county's, where it is at hand, and
    `scope` is as far as the reader may see: no neighbour's sheet is named beyond it.
    """
    time = time_of(case.happened_from, case.happened_until)
    look = Look(household_id, scope, key)
    said = answers(case, [household_id], partial(_read, look))[household_id]
    life = Life(db.session.get_one(Household, household_id), time)
    return {
        **homes_of([household_id])[household_id],
        **brief(said),
        "then": None if said.registered == "no" else _then(life, case),
        "happenings": [vars(one) for one in life.happenings()],
        "visits": _visits(said.visits, case, look),
    }


def _then(life: Life, case: Case) -> dict[str, Any]:
    """Who was on the register there, and how the home counted on the case's day, or its first and its last."""
    first, last = clock.day_of(case.happened_from), clock.day_of(case.happened_until)
    return {
        **{name: life.then(name) for name in ("householder", "title", "address")},
        "place_name": life.place_name,
        "coverage": _coverage(life.household.id, first),
        "coverage_last": None if first == last else _coverage(life.household.id, last),
    }


def _coverage(household_id: UUID, day: date) -> dict[str, Any] | None:
    """As what the home counted on a day, in the campaign that had begun last."""
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


@dataclass(frozen=True)
class Look:
    """Of which home slips are looked at, as far as whom, and against which key of the county's."""

    household_id: UUID
    scope: Scope
    key: Ed25519PublicKey | None


def _visits(placed: Sequence[Placed], case: Case, look: Look) -> list[dict[str, Any]]:
    ids = [one.knock.id for one in placed]
    visits = {visit.id: visit for visit in db.session.scalars(select(Visit).where(Visit.id.in_(ids)))}
    slips, wrong = _slips(ids, look.key)
    seals, templates = _seals(ids, case), {t.id: t for t in db.session.scalars(select(NoticeTemplate))}
    grades, disbelieved = grade_of(ids, as_of=case.happened_until), found.disbelieved(ids)
    campaigns = dict(db.session.execute(select(Campaign.id, Campaign.name)).tuples().all())
    deciders = deciders_of(ids)
    people = names_of([i for v in visits.values() for i in (v.worker_id, v.withdrawn_by, deciders[v.id]) if i])
    decided_by = {visit_id: people[decider] if decider else None for visit_id, decider in deciders.items()}
    return [
        {
            **_visit(visits[one.knock.id], one.knock, people),
            **_came(one.knock, deciders[one.knock.id], people),
            "place_grade": shown(grades[one.knock.id]),
            "campaign_name": campaigns[visits[one.knock.id].campaign_id],
            "order": one.order,
            "counts": one.counts,
            "taught": one.taught,
            "marks": list(marked(one, visits[one.knock.id].note, decided_by[one.knock.id])),
            "slip": slip
            and {
                **_slip(
                    slip, templates[slip.template_id], case.fraud, wrong.get(slip.visit_id, []), _paper(slip, look)
                ),
                "seal": seals.get(slip.visit_id),
                "is_disbelieved": slip.visit_id in disbelieved,
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


def _paper(slip: Slip, look: Look) -> Match | None:
    """Whose sheet its photo shows, where it was given on paper; none where that photo cannot be opened."""
    try:
        return matching.of_visit(slip, look.household_id, look.scope) if slip.way == "paper" else None
    except ValueUnreadable:
        return None  # its slip holds something damaged, and is shown as that


def _read(look: Look, knocks: Sequence[Knock]) -> Sequence[Knock]:
    """With the photos that no round has read yet: the answer and what stands beside it must not differ by some seconds."""
    unread = [knock.id for knock in knocks if knock.paper == "unread"]
    found = {visit_id: _paper(slip, look) for visit_id, slip in bare_slips_of(unread).items()} if unread else {}
    return [replace(knock, paper=match.whose) if (match := found.get(knock.id)) else knock for knock in knocks]


_OF_VISIT = (
    *("id", "outcome", "status", "earliest_at", "visited_at", "latest_at", "receipt", "witness"),
    *("withdrawn_at", "withdrawal_reaches_back", "withdrawal_reason", "review_reason"),
)


def _visit(visit: Visit, knock: Knock, people: dict[UUID, str]) -> dict[str, Any]:
    return {
        **{name: getattr(visit, name) for name in _OF_VISIT},
        "note": mask_numbers(phones_note(knock, visit.note)),
        "worker_name": people[visit.worker_id],
        "withdrawn_by_name": visit.withdrawn_by and people[visit.withdrawn_by],
        "place": {"distance_m": visit.distance_m, "accuracy_m": visit.accuracy_m},
    }


def _came(knock: Knock, decider: UUID | None, people: dict[UUID, str]) -> dict[str, Any]:
    """Since when the server has it, and what the office did so that it stands at this home."""
    since = knock.withdrawn_since or knock.withdrawn_at
    return {
        "withdrawn_earliest_at": None if since == EVER else since,
        "withdrawn_latest_at": knock.withdrawn_at,
        "received_at": knock.received_at,
        "reviewed_at": knock.decided_at,
        "reviewed_by_name": decider and people[decider],
        "review_did": ASIDES[knock.aside] if knock.aside else "核对",
    }


def _seals(visit_ids: Sequence[UUID], case: Case) -> dict[UUID, dict[str, Any]]:
    query = select(SlipSeal).where(SlipSeal.visit_id.in_(visit_ids))
    time = time_of(case.happened_from, case.happened_until)
    return {
        seal.visit_id: {
            "village": seal.village,
            "seq": seal.seq,
            "sealed_at": at(seal.sealed_ms),
            "key_id": seal.key_id,
            "leaf": seal.leaf,
            "order": order_of(at(seal.sealed_ms), time),
        }
        for seal in db.session.scalars(query)
    }


def _slip(
    slip: Slip, template: NoticeTemplate, fraud: str, wrong: Sequence[str], paper: Match | None
) -> dict[str, Any]:
    teaches = _doubted(slip, template, wrong, paper) or _taught(template, fraud)
    return {
        "title": template.title,
        "template_version": template.version,
        "way": slip.way,
        "audience": template.audience,
        "teaches_it": {"yes": True, "no": False}.get(teaches),
        "teaches_said": TEACHES[teaches],
        "is_removed": teaches == "removed",
        "paper_note": paper and paper.note,
        "faults": wrong,
        "signer_name": slip.signer_name,
        "signer_relation": slip.signer_relation,
        "completed_at": slip.completed_at,
    }


def _doubted(slip: Slip, template: NoticeTemplate, wrong: Sequence[str], paper: Match | None) -> str | None:
    """Why its words cannot be taken for the notice's own: only those teach what it teaches."""
    if DAMAGED in wrong:
        return "damaged"
    if slip.is_empty:
        return "gone" if words.said(CONTENTS_GONE) in wrong else "removed"
    if not follows(slip.text, template.body, slip.way):
        return "other_words"
    return "other_paper" if paper and paper.other_words else None


def _taught(template: NoticeTemplate, fraud: str) -> str:
    if fraud == OTHER:
        return "other_kind"
    # Of a version from before anybody was asked nobody knows.
    if not template.teaches:
        return "unasked"
    return "yes" if fraud in template.teaches else "no"
