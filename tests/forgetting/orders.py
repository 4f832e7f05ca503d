"""An order to forget the people of a door: asked for by one, agreed to by another."""

from typing import Any
from uuid import UUID

from tests.person import Person

ORDER = {"basis": "court", "order_number": "（2026）皖1825民初7号", "reason": "法院判令删除"}


def ask(person: Person, door: UUID | str, **more: str) -> dict[str, Any]:
    """Asked for; answers what would go."""
    answer = person.post("/forgettings", household_id=str(door), **{**ORDER, **more})
    assert answer.status_code == 201, answer.text
    asked: dict[str, Any] = answer.json
    return asked


def forget(asker: Person, approver: Person, door: UUID | str, *, cut: bool = False) -> dict[str, Any]:
    """Asked for and agreed to; with `cut`, every text elsewhere that may be."""
    asked = ask(asker, door)
    chosen = [one["key"] for one in asked["mentions"] if one["way"] != "keep"] if cut else []
    answer = approver.post(f"/forgettings/{asked['id']}/approve", chosen=chosen)
    assert answer.status_code == 200, answer.text
    done: dict[str, Any] = answer.json
    assert done["is_done"]
    return done


def counted(lines: list[dict[str, Any]]) -> dict[str, int]:
    """How much of each kind, where there is any."""
    return {line["word"]: line["count"] for line in lines if line["count"]}
