"""The ground of plays whose server is another process: makes its county, and looks into its tables in the end."""

from pathlib import Path
from typing import Any

from sqlalchemy import delete

from app.blobs.models import Blob, BlobBringer, BlobPart
from app.changes import writing
from app.db import db
from tests.faults import checker, county
from tests.faults.frames import Head


class Bystander:
    """One county on one SQLite file; every play brings phones of its own."""

    port: int

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'county.db'}"
        self._app = county.app_on(self.url, folder)
        self._cast = county.fill(self._app)

    def answer(self, op: str, question: Head, _body: bytes) -> tuple[Head, bytes]:
        """Whatever a player asks for."""
        if op == "begin":
            self._forget_pictures()
            return {**self._cast.told(), "port": self.port}, b""
        assert op == "check", op
        return {"faults": self._check(question["phones"])}, b""

    def _forget_pictures(self) -> None:
        """The photos of one phone after the other would soon be more than a person may bring in a day."""
        with self._app.app_context(), writing():
            for table in (BlobPart, BlobBringer, Blob):
                db.session.execute(delete(table))

    def _check(self, phones: list[dict[str, Any]]) -> list[str]:
        with self._app.app_context():
            found = list(checker.faults(phones))
            db.session.remove()
        return found
