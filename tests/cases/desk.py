"""Cases as the office brings them in."""

from datetime import timedelta
from typing import Any

from app import clock
from tests.county import EAST
from tests.person import Person

PHONE, ID_NUMBER = "13912345678", "34182519900101123X"


def ago(**back: float) -> str:
    """A whole minute of the past, as the wire writes it."""
    return (clock.now() - timedelta(**back)).replace(second=0, microsecond=0).isoformat()


def said(**said: Any) -> dict[str, Any]:
    """A case that nothing is wrong with."""
    return {"victim": "孙五", "village": EAST, "fraud": "loan", "happened_from": ago(days=3), **said}


def taken(person: Person, **parts: Any) -> dict[str, Any]:
    """A case that was taken in."""
    answer = person.post("/cases", **said(**parts))
    assert answer.status_code == 201, answer.text
    case: dict[str, Any] = answer.json
    return case
