"""Workbooks of cases as somebody brings them."""

import io
from typing import Any

from tests.county import TOWN
from tests.person import Person


class Brought:
    """One workbook, as somebody brought it."""

    def __init__(self, person: Person, data: bytes, scope: str = TOWN, name: str = "案件.xlsx") -> None:
        self._person = person
        answer = person.upload("/case-files", file=(io.BytesIO(data), name), scope=scope)
        assert answer.status_code == 201, answer.text
        self.file = answer.json
        self.path = f"/case-files/{self.file['id']}"

    @property
    def counts(self) -> dict[str, int]:
        return {word: count for word, count in self._person.get(self.path).json["counts"].items() if count}

    @property
    def rows(self) -> list[dict[str, Any]]:
        answer = self._person.get(f"{self.path}/rows", limit=500).json
        assert answer["total"] == len(answer["items"])
        return list(answer["items"])

    def commit(self, **said: object) -> "Brought":
        answer = self._person.post(f"{self.path}/commit", **said)
        assert answer.status_code == 200, answer.text
        return self


def cases(person: Person) -> list[dict[str, Any]]:
    return list(person.get("/cases", limit=500).json["items"])
