"""Writes the demo county's visits, slips and exclusions in bulk, as the phones' uploads would leave them."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from app import clock
from app.blobs import operations as blobs
from app.campaigns import notice
from app.campaigns.models import NoticeTemplate
from app.changes import issue, note
from app.db import Record, db
from app.demo import people
from app.demo.crew import Crew
from app.demo.ids import id_at
from app.demo.register import Village
from app.demo.rounds import Asked, Call
from app.demo.signatures import Signature, make_signatures
from app.exclusions.reasons import NEEDS
from app.households.geometry import distance_m
from app.households.models import FOREVER, Cover, Exclusion
from app.slips.models import Slip
from app.visits.models import Visit

_SIGNATURES = 12
_WITHDRAWN = 12
_SIGNERS = ("self", "spouse", "parent", "child", "relative")
_ODDS = (70, 12, 9, 7, 2)
_EVIDENCE = {
    "vacant": "连续三次上门无人，邻居证实长期空置",
    "away": "全家外出务工，电话核实春节前不返乡",
    "lives_elsewhere": "户在人不在，现居县城，电话核实",
    "registered_only": "仅户口挂靠，本地址无住房",
    "demolished": "房屋已拆除，村委会出具证明",
    "moved_out": "户口已迁出，派出所系统核实",
}


_STANDS: dict[str, Any] = dict.fromkeys(
    ("withdrawn_at", "withdrawn_by", "withdrawn_on", "withdrawal_reason", "withdrawal_reaches_back")
)
_ROUND = 5_000


def store(rng: Random, calls: list[Call], villages: list[Village], crew: Crew, template: NoticeTemplate) -> None:
    """Store visits in the order they were received, each with its change number as receipt."""
    taught = [call for call in calls if call.outcome == "taught"]
    withdrawn = _withdrawals(rng, taught, crew)
    signatures = make_signatures(rng, _SIGNATURES)
    checked = {s.sha256: (blobs.check(s.sha256, s.png), s.png) for s in signatures}
    for worker_id in sorted({call.worker_id for call in taught}):
        blobs.store(checked, worker_id)
    names = {village.code: village.name for village in villages}
    receipts = _receipts(calls, villages)
    campaign_id = template.campaign_id
    visits = (
        _visit(rng, call, receipt, campaign_id) | withdrawn.get(call.id, _STANDS)
        for call, receipt in zip(calls, receipts, strict=True)
    )
    _insert(Visit, visits)
    _insert(Slip, (_slip(rng, call, names, template.id, rng.choice(signatures)) for call in taught))
    _insert(Cover, (_cover(call, withdrawn.get(call.id, _STANDS), campaign_id) for call in taught))


def store_exclusions(rng: Random, asked: Iterable[Asked], crew: Crew) -> None:
    """Store what was asked for by the grid's worker and decided by the town's station."""
    _insert(Exclusion, (_exclusion(rng, ask, crew) for ask in asked))


def _insert(table: type[Record], rows: Iterable[dict[str, Any]]) -> None:
    pending = iter(rows)
    while batch := list(islice(pending, _ROUND)):
        db.session.execute(insert(table), batch)


def _receipts(calls: list[Call], villages: list[Village]) -> list[int]:
    """Number every household once, and once more for each visit to it."""
    for village in villages:
        for house in village.houses:
            note("household", house.id, house.division_code)
    places = [note("household", call.house.id, call.house.division_code) for call in calls]
    numbers = issue()
    return [numbers[place] for place in places]


def _withdrawals(rng: Random, taught: list[Call], crew: Crew) -> dict[UUID, dict[str, Any]]:
    """A few early visits that the station took back two days ago, some as if they had never been."""
    at = clock.now() - timedelta(days=2)
    early = [call for call in taught if call.received_at < at - timedelta(days=2)]
    return {
        call.id: {
            "withdrawn_at": at,
            "withdrawn_by": crew.station_of[call.house.division_code[:9] + "000"],
            "withdrawn_on": clock.day_of(at),
            "withdrawal_reason": "抽查时住户表示未见过工作人员" if reaches_back else "签名人不是本户成年人，需重新上门",
            "withdrawal_reaches_back": reaches_back,
        }
        for number, call in enumerate(rng.sample(early, min(_WITHDRAWN, len(early))))
        for reaches_back in (number % 3 == 0,)
    }


def _visit(rng: Random, call: Call, receipt: int, campaign_id: UUID) -> dict[str, Any]:
    lat, lon, accuracy = call.spot or (None, None, None)
    return {
        "id": call.id,
        "campaign_id": campaign_id,
        "household_id": call.house.id,
        "worker_id": call.worker_id,
        "outcome": call.outcome,
        "status": "accepted",
        "visited_at": call.visited_at,
        "earliest_at": call.visited_at,
        "latest_at": call.visited_at,
        "device_time": clock.local(call.visited_at).isoformat(),
        "received_at": call.received_at,
        "receipt": receipt,
        "note": "家中老人已请子女转告" if call.outcome == "taught" and rng.random() < 0.04 else None,
        "witness": people.person(rng) if call.outcome == "refused" and rng.random() < 0.6 else None,
        "lat": lat,
        "lon": lon,
        "accuracy_m": accuracy,
        "distance_m": distance_m((lat, lon), (call.house.lat, call.house.lon)),
    }


def _slip(rng: Random, call: Call, names: dict[str, str], template_id: UUID, signature: Signature) -> dict[str, Any]:
    house, day = call.house, clock.day_of(call.visited_at)
    village = names[house.division_code[:12]]
    text = notice.fill(house.householder, house.address, village, f"{day.year}年{day.month}月{day.day}日")
    relation = "staff" if house.kind != "family" and rng.random() < 0.4 else rng.choices(_SIGNERS, _ODDS)[0]
    family = house.householder[0] if relation in ("parent", "child") else None
    return {
        "visit_id": call.id,
        "template_id": template_id,
        "text": text,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "signer_name": house.householder if relation == "self" else people.person(rng, family),
        "signer_relation": relation,
        "strokes": signature.strokes,
        "signature_sha256": signature.sha256,
        "completed_at": call.received_at,
    }


def _cover(call: Call, withdrawal: dict[str, Any], campaign_id: UUID) -> dict[str, Any]:
    from_on = clock.day_of(call.received_at)
    until_on = from_on if withdrawal["withdrawal_reaches_back"] else withdrawal["withdrawn_on"] or FOREVER
    return {
        "visit_id": call.id,
        "campaign_id": campaign_id,
        "household_id": call.house.id,
        "from_on": from_on,
        "until_on": until_on,
    }


def _morning_of(day: date) -> datetime:
    return clock.end_of(day) - timedelta(hours=15)


def _vouched(rng: Random, ask: Asked, expires_on: date) -> dict[str, Any]:
    """Who vouches for it, and when they come home; the made-up county has no photos."""
    roles = NEEDS[ask.reason].witness
    return {
        "witness": people.person(rng) if roles else None,
        "witness_role": rng.choice(roles) if roles else None,
        "returns_on": expires_on + timedelta(days=1) if NEEDS[ask.reason].returns_on else None,
    }


def _exclusion(rng: Random, ask: Asked, crew: Crew) -> dict[str, Any]:
    code = ask.house.division_code
    asked_at = _morning_of(ask.asked_on) + timedelta(minutes=rng.randrange(240))
    is_decided, is_approved = ask.state != "requested", ask.state == "approved"
    expires_on = ask.asked_on + timedelta(days=rng.choice((25, 60, 90, 180)))
    return {
        "id": id_at(rng, asked_at),
        "household_id": ask.house.id,
        "reason": ask.reason,
        "evidence": _EVIDENCE[ask.reason],
        **_vouched(rng, ask, expires_on),
        "state": ask.state,
        # A door without a grid is looked after by whoever walks the village's first.
        "requested_by": crew.worker_of.get(code, crew.worker_of[f"{code[:12]}001"]),
        "requested_at": asked_at,
        "decided_by": crew.station_of[code[:9] + "000"] if is_decided else None,
        "decided_at": _morning_of(ask.decided_on) if is_decided else None,
        "refusal": "证据不足，请补充村委会证明" if ask.state == "refused" else None,
        "expires_on": expires_on,
        "from_on": ask.decided_on if is_approved else None,
        "until_on": expires_on + timedelta(days=1) if is_approved else None,
    }
