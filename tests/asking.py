"""What an exclusion is asked with: for each reason the evidence that it needs, and no more."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from app import clock
from tests.person import Person
from tests.phone import png, sha256

_NEIGHBOUR = {"witness": "张大爷", "witness_role": "neighbour"}
_CADRE = {"witness": "李主任", "witness_role": "cadre"}
# Far enough for any last day that a test asks for.
_HOME_AGAIN = timedelta(days=200)


def evidence(reason: str, photo: bytes = png(77)) -> dict[str, Any]:
    """What a reason needs; a photo is named here, and brought by whoever wants it approved."""
    return {
        "vacant": {"photos": [sha256(photo)], **_NEIGHBOUR},
        "registered_only": {"evidence": "户口挂在集体户", **_CADRE},
        "away": {"returns_on": (clock.today() + _HOME_AGAIN).isoformat(), **_NEIGHBOUR},
        "lives_elsewhere": {"evidence": "现住县城", **_NEIGHBOUR},
        "demolished": {"photos": [sha256(photo)]},
        "moved_out": {"evidence": "已迁往宣城", **_CADRE},
    }[reason]


def ask(
    person: Person,
    household_id: UUID | str,
    reason: str = "lives_elsewhere",
    expires_on: date | None = None,
    **given: Any,
) -> TestResponse:
    """Ask for a door to be left out, with all that the reason needs unless something else is given."""
    body = {"reason": reason, **evidence(reason), **given}
    if expires_on is not None:
        body["expires_on"] = expires_on.isoformat()
    return person.post("/exclusions", household_id=str(household_id), **body)
