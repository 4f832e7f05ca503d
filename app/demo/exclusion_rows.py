"""Writes the demo county's exclusions with their photos in bulk, as requests at the door and the station's decisions leave them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from app import clock
from app.blobs import operations as blobs
from app.demo import people
from app.demo.crew import Crew
from app.demo.ids import id_at
from app.demo.rounds import Asked
from app.demo.scenes import Scene, make_scenes
from app.demo.visit_rows import insert_all
from app.exclusions.models import ExclusionPhoto
from app.exclusions.reasons import NEEDS
from app.households.models import Exclusion

# How many days after the request its last one lies: some are over by now, and some nearly.
_HELD = (12, 25, 25, 60, 90, 180)
_EVIDENCE = {
    "vacant": "连续三次上门无人，邻居证实长期空置",
    "away": "全家外出务工，电话核实春节前不返乡",
    "lives_elsewhere": "户在人不在，现居县城，电话核实",
    "registered_only": "仅户口挂靠，本地址无住房",
    "demolished": "房屋已拆除，村委会出具证明",
    "moved_out": "户口已迁出，派出所系统核实",
}


def store(rng: Random, asked: Sequence[Asked], crew: Crew) -> None:
    """Store what was asked for by the grid's worker and decided by the town's station, with the photos it needs."""
    rows = [(_exclusion(rng, ask, crew), ask) for ask in asked]
    scenes = make_scenes(rng)
    shown = [(row, rng.choice(scenes[ask.reason])) for row, ask in rows if NEEDS[ask.reason].photo]
    _bring(shown)
    insert_all(Exclusion, (row for row, _ in rows))
    insert_all(
        ExclusionPhoto, ({"exclusion_id": row["id"], "sha256": scene.sha256, "place": 0} for row, scene in shown)
    )


def _bring(shown: Sequence[tuple[dict[str, Any], Scene]]) -> None:
    """Each worker brings the photos of their own requests."""
    brought: dict[UUID, dict[str, tuple[str, bytes]]] = defaultdict(dict)
    for row, scene in shown:
        brought[row["requested_by"]][scene.sha256] = (blobs.check(scene.sha256, scene.jpeg), scene.jpeg)
    for worker_id in sorted(brought):
        blobs.store(brought[worker_id], worker_id)


def _morning_of(day: date) -> datetime:
    return clock.end_of(day) - timedelta(hours=15)


def _vouched(rng: Random, ask: Asked, expires_on: date) -> dict[str, Any]:
    """Who vouches for it, and when they come home."""
    roles = NEEDS[ask.reason].witness
    return {
        "witness": people.person(rng) if roles else None,
        "witness_role": rng.choice(roles) if roles else None,
        "returns_on": expires_on + timedelta(days=1) if NEEDS[ask.reason].returns_on else None,
    }


def _requester(ask: Asked, crew: Crew) -> UUID:
    """Whoever walks there; a door without a grid is looked after by whoever walks the village's first."""
    code = ask.house.division_code
    return crew.worker_of.get(code, crew.worker_of[f"{code[:12]}001"])


def _exclusion(rng: Random, ask: Asked, crew: Crew) -> dict[str, Any]:
    code = ask.house.division_code
    asked_at = _morning_of(ask.asked_on) + timedelta(minutes=rng.randrange(240))
    is_decided, is_approved = ask.state != "requested", ask.state == "approved"
    expires_on = ask.asked_on + timedelta(days=rng.choice(_HELD))
    return {
        "id": id_at(rng, asked_at),
        "household_id": ask.house.id,
        "reason": ask.reason,
        "evidence": _EVIDENCE[ask.reason],
        **_vouched(rng, ask, expires_on),
        "state": ask.state,
        "requested_by": _requester(ask, crew),
        "requested_at": asked_at,
        "decided_by": crew.station_of[code[:9] + "000"] if is_decided else None,
        "decided_at": _morning_of(ask.decided_on) if is_decided else None,
        "refusal": "证据不足，请补充村委会证明" if ask.state == "refused" else None,
        "expires_on": expires_on,
        "from_on": ask.decided_on if is_approved else None,
        "until_on": expires_on + timedelta(days=1) if is_approved else None,
    }
