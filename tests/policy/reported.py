"""A fraud that was reported in each place."""

import io

from app import clock
from tests.cases.desk import HEADER, row, workbook
from tests.person import Person


def report(admin: Person, village: str, mark: str) -> str:
    """Its victim bears the mark of the place, and the ID number of every door: in reach, all of them may be the home."""
    said = {"victim": mark, "village": village, "fraud": "loan", "phone": "13800009999"}
    answer = admin.post("/cases", happened_from=clock.now().isoformat(), id_number="110101199003077758", **said)
    assert answer.status_code == 201, answer.text
    return str(answer.json["id"])


def bring(admin: Person, village: str, mark: str) -> str:
    """A workbook of cases; it is called by the mark of the place, and so is its victim."""
    file = (io.BytesIO(workbook(HEADER, row(mark))), f"{mark}.xlsx")
    answer = admin.upload("/case-files", file=file, scope=village)
    assert answer.status_code == 201, answer.text
    return str(answer.json["id"])
