"""A round of one door, made by hand: a village has one that is open at a time, and draws by lot."""

from uuid import UUID

from app import clock
from app.changes import writing
from app.checks.models import CheckDoor, CheckRound
from app.db import db, new_id


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
