"""A fraud that was reported in each place."""

from app import clock
from tests.person import Person


def report(admin: Person, village: str, mark: str) -> str:
    """Its victim bears the mark of the place, and the ID number of every door: in reach, all of them may be the home."""
    said = {"victim": mark, "village": village, "fraud": "loan", "phone": "13800009999"}
    answer = admin.post("/cases", happened_from=clock.now().isoformat(), id_number="110101199003077758", **said)
    assert answer.status_code == 201, answer.text
    return str(answer.json["id"])
