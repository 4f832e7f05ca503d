"""Writes the demo county's visits and slips in bulk, as the phones' uploads would leave them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
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
from app.demo.lesson_rows import lessons
from app.demo.register import House, Village
from app.demo.rounds import Call
from app.demo.signatures import Signature, make_signatures
from app.households.geometry import distance_m
from app.households.models import FOREVER, Cover
from app.slips.models import Slip
from app.slips.ways import WAYS, usual_way
from app.visits.models import Lesson, Visit

_WITHDRAWN = 12
_SIGNERS = ("self", "spouse", "parent", "child", "relative")
_ODDS = (70, 12, 9, 7, 2)
_STANDS: dict[str, Any] = dict.fromkeys(
    ("withdrawn_at", "withdrawn_by", "withdrawn_on", "withdrawal_reason", "withdrawal_reaches_back")
)
_ROUND = 5_000


@dataclass(frozen=True)
class Read:
    """What was read out at each door: the notice for who lives there, with the names of its village and its worker."""

    notices: dict[str, NoticeTemplate]
    villages: dict[str, str]
    workers: dict[UUID, str]

    def words(self, call: Call, way: str) -> tuple[NoticeTemplate, str]:
        """The notice, and its exact text."""
        house, template = call.house, self.notices[self.audience(call.house)]
        village, worker = self.villages[house.division_code[:12]], self.workers[call.worker_id]
        door = notice.Door(house.householder, house.address, village, clock.day_of(call.visited_at), worker)
        return template, f"{notice.fill(template.body, door)}\n\n{WAYS[way].closing}"

    def audience(self, house: House) -> str:
        """Some homes are those of old people, and some have children at school; told by their number, so that it stays so."""
        audience = notice.AUDIENCE_OF_KIND[house.kind]
        if audience != notice.FAMILY:
            return audience
        return {0: "elderly", 1: "student"}.get(house.number % 6, audience)


def store(
    rng: Random, calls: list[Call], villages: list[Village], crew: Crew, notices: dict[str, NoticeTemplate]
) -> None:
    """Store visits in the order they were received, each with its change number as receipt."""
    taught = [call for call in calls if call.outcome == "taught"]
    withdrawn = _withdrawals(rng, taught, crew)
    signed = _signed(rng, taught)
    names, workers = {village.code: village.name for village in villages}, {one.id: one.name for one in crew.members}
    read = Read(notices, names, workers)
    receipts = _receipts(calls, villages)
    campaign_id = notices[notice.FAMILY].campaign_id
    visits = (
        _visit(rng, call, receipt, campaign_id) | withdrawn.get(call.id, _STANDS)
        for call, receipt in zip(calls, receipts, strict=True)
    )
    insert_all(Visit, visits)
    insert_all(Slip, (_slip(rng, call, read, signed[call.id]) for call in taught))
    insert_all(Lesson, lessons((call, read.audience(call.house)) for call in taught))
    insert_all(Cover, (_cover(call, withdrawn.get(call.id, _STANDS), campaign_id) for call in taught))


def _signed(rng: Random, taught: list[Call]) -> dict[UUID, Signature]:
    """A signature for each visit. Workers share them, and none has one twice: that would be worth a look."""
    theirs: dict[UUID, list[Call]] = defaultdict(list)
    for call in taught:
        theirs[call.worker_id].append(call)
    signatures = make_signatures(rng, max(map(len, theirs.values()), default=0))
    checked = {s.sha256: (blobs.check(s.sha256, s.png), s.png) for s in signatures}
    found: dict[UUID, Signature] = {}
    for worker_id, calls in sorted(theirs.items()):
        drawn = rng.sample(signatures, len(calls))
        blobs.store({s.sha256: checked[s.sha256] for s in drawn}, worker_id)
        found |= {call.id: signature for call, signature in zip(calls, drawn, strict=True)}
    return found


def insert_all(table: type[Record], rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows, some thousands at a time."""
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


def _slip(rng: Random, call: Call, read: Read, signature: Signature) -> dict[str, Any]:
    house = call.house
    relation = "staff" if house.kind != "family" and rng.random() < 0.4 else rng.choices(_SIGNERS, _ODDS)[0]
    family = house.householder[0] if relation in ("parent", "child") else None
    way = usual_way(relation)
    template, text = read.words(call, way)
    return {
        "visit_id": call.id,
        "template_id": template.id,
        "way": way,
        "text": text,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "signer_name": house.householder if relation == "self" else people.person(rng, family),
        "signer_relation": relation,
        "strokes": signature.strokes,
        "picture_sha256": signature.sha256,
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
