"""A server in this process, on a SQLite file, at whatever time it is told: the ground of the random schedules."""

from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.backups import inspection
from app.backups import operations as backups
from app.changes import Head, hash_at, writing
from app.db import db
from app.people.models import SignIn, User
from app.problems import Problem
from tests.faults import checker, county, wsgi
from tests.faults import frames as wire
from tests.faults.simulation import Simulation


class SimulatedServer:
    """Answers a player's questions; each round begins from a copy of one county."""

    def __init__(self, folder: Path) -> None:
        self._simulation = Simulation()
        # It starts two processes for each backup; what it looks for, flask check, we ask at the end of every round.
        inspection.check = lambda _url: None
        self._folder = folder
        self._template, self._live = folder / "template.db", folder / "county.db"
        template = county.app_on(f"sqlite:///{self._template}", folder)
        self._cast = county.fill(template)
        county.cover(template, self._cast)
        self._app = self._new_app()
        self._backups: list[Path] = []
        self._backed_up: set[str] = set()
        self._wrong: list[str] = []

    def answer(self, op: str, question: wire.Head, body: bytes) -> tuple[wire.Head, bytes]:
        """Whatever a player asks for."""
        if "now" in question:
            self._simulation.set_time(question.pop("now"))
        if op == "http":
            return self._http(body=body, **question)
        ask: Any = getattr(self, f"_{op}")
        with self._app.app_context():
            answer = ask(**question)
            db.session.remove()
        return answer or {}, b""

    def _http(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[wire.Head, bytes]:
        status, fields, data = wsgi.call(self._app, method, path, headers, body)
        return {"status": status, "headers": fields}, data

    def _begin(self, seed: int) -> wire.Head:
        self._simulation.random.seed(seed)
        db.session.remove()
        db.engine.dispose()
        county.copy(self._template, self._live)
        for path in self._folder.glob("county.db.before-*"):
            path.unlink()
        self._backups, self._backed_up, self._wrong = [], set(), []
        return self._cast.told()

    def _restart(self) -> None:
        db.session.remove()
        db.engine.dispose()
        self._app = self._new_app()

    def _back_up(self) -> wire.Head:
        path = self._folder / f"backup-{len(self._backups)}"
        path.unlink(missing_ok=True)
        backups.write(path)
        self._backups.append(path)
        return {"backups": len(self._backups)}

    def _verify(self, which: int) -> wire.Head:
        """What `flask verify-backup` does; nobody restores an older backup from then on."""
        path = self._backups[which]
        try:
            head: Head = backups.verify(path)
            with writing():
                backups.trust(head)
        except Problem:
            return {"trusted": False}
        self._backed_up |= checker.kept_in(path)
        if hash_at(head.seq) != head.hash:
            self._wrong.append(f"I4: backup {which} was trusted, and is of a history that was left")
        return {"trusted": True}

    def _restore(self, which: int) -> wire.Head:
        """What `flask restore` does of what phones hear of."""
        try:
            restored = backups.restore(self._backups[which])
        except Problem:
            return {"restored": False}
        with writing():
            backups.trust_on(restored)
        return {"restored": True}

    def _expire(self, username: str) -> None:
        """As when the session's days are over."""
        of_user = select(User.id).where(User.username == username).scalar_subquery()
        with writing():
            db.session.execute(update(SignIn).where(SignIn.user_id == of_user).values(expires_at=clock.now()))

    def _audit(self, received: list[str], backed_up: list[str]) -> wire.Head:
        return {"faults": [*self._wrong, *checker.wrong_badges(received, backed_up, self._backed_up)]}

    def _check(self, phones: list[dict[str, Any]]) -> wire.Head:
        return {"faults": list(checker.faults(phones))}

    def _new_app(self) -> Any:
        return county.app_on(f"sqlite:///{self._live}", self._folder)
