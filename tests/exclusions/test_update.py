"""Exclusions of an older county go through its update as they were, and can be decided after it."""

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from flask import Flask
from flask_migrate import downgrade, upgrade

from app import clock, create_app
from app.db import db
from app.households.models import Exclusion
from config import Config
from tests.asking import ask
from tests.county import build
from tests.person import Person

NEW = ("witness", "witness_role", "returns_on", "withdrawn_at")


def _county(folder: str) -> Flask:
    class OldCounty(Config):
        SQLALCHEMY_DATABASE_URI = f"sqlite:///{Path(folder) / 'county.db'}"
        DATA_KEY_FILE = Path(folder) / "data.key"

    return create_app(OldCounty)


def test_an_older_request_keeps_its_words_and_is_approved_on_them():
    with TemporaryDirectory(prefix="qiaomen-") as folder, (app := _county(folder)).app_context():
        upgrade()
        assert app.test_cli_runner().invoke(args=["make-key"]).exit_code == 0
        county = build()
        alice, carol = Person(app, "alice"), Person(app, "carol")
        asked = ask(alice, county.doors["王一"], "away", evidence="邻居张某证实").json["id"]
        taken_back = ask(alice, county.doors["李二"]).json["id"]
        alice.post(f"/exclusions/{taken_back}/withdraw")

        db.session.rollback()
        downgrade(revision="20261128")
        upgrade()

        old = db.session.get_one(Exclusion, UUID(asked))
        assert [getattr(old, name) for name in NEW] == [None] * 4
        shown = carol.get("/exclusions").json["items"]
        assert [(one["evidence"], one["photos"], one["state"]) for one in shown] == [("邻居张某证实", [], "requested")]
        assert carol.get("/exclusions", state="refused").json["items"][0]["refusal"] == "申请人已撤回"
        assert carol.post(f"/exclusions/{asked}/approve").json["state"] == "approved"
        assert carol.get("/coverage", on=clock.today().isoformat()).json["total"]["excluded"] == 1
        db.session.rollback()
        db.engine.dispose()
