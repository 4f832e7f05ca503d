"""A round of one door, made by hand, since a village draws by lot; and what a phone says of a door that is checked."""

import json
from typing import Any
from uuid import UUID

from app import clock
from app.changes import writing
from app.checks.models import CheckDoor, CheckRound
from app.db import db, new_id
from tests.phone import Phone


def drawn_at(at: dict[str, str], village: str, campaign_id: UUID, people: tuple[str, str]) -> str:
    """A round that asks at one door; `people` are who drew it and who is to ask."""
    drawer, checker = people
    made = CheckRound(
        id=new_id(), campaign_id=campaign_id, village_code=village, seed="5e" * 16, drawn_at=clock.now(),
        drawn_by=UUID(drawer), covered=9, target=9, unacceptable_percent=20, asks=1, denials=0, checker_id=UUID(checker),
    )  # fmt: skip
    asked = CheckDoor(
        round_id=made.id, household_id=UUID(at["door"]), visit_id=UUID(at["visit"]), lot_place=0, by_risk=False,
        asked_at=clock.now(),
    )  # fmt: skip
    with writing():
        db.session.add(made)
        db.session.flush()
        db.session.add(asked)
    return str(made.id)


def heard(phone: Phone, door: dict[str, Any], answer: str, **body: Any) -> dict[str, Any]:
    """An event that says what was heard at a door."""
    said = {
        "door_id": door["id"],
        "household_id": door["household_id"],
        "answer": answer,
        "signature": "own" if answer == "confirmed" else "",
        "note": "",
        "device_time": clock.now().isoformat(),
        "mono_ms": 1000,
        "boot_id": "boot-1",
        "clock_anchor": None,
        **body,
    }
    return {**phone.event(json.dumps(said, ensure_ascii=False)), "type": "check"}
