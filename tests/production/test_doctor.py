"""In production the server starts only on a county that is fit for it, and says in two languages what is not."""

import re
import sqlite3
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event, text

from app import doctor
from app.db import db, is_sqlite
from app.paper import fonts
from tests.county import County
from tests.faults.served import _wait_for
from tests.production.ground import Ground

# As `make run` makes it: an account whose password is printed.
_DEMO = """INSERT INTO user (id, username, name, role, scope, password_hash, is_active, is_demo, created_at)
VALUES ('0198000000007000800000000000aaaa', 'admin', 'A', 'admin', '341825000000', 'x', 1, 1, '2026-11-26 00:00:00.000000')"""


def _secret(ground: Ground, text: str, mode: int = 0o600) -> None:
    ground.secret.write_text(text)
    ground.secret.chmod(mode)
    ground.settings["OIDC_CLIENT_SECRET_FILE"] = ground.secret


def _debug(ground: Ground) -> None:
    ground.debug = True


def _demo(ground: Ground) -> None:
    database = sqlite3.connect(ground.database)
    database.execute(_DEMO)
    database.commit()
    database.close()


SPOILT: dict[str, tuple[Callable[[Ground], object], str]] = {
    "debug": (_debug, "FLASK_DEBUG"),
    "plain http": (lambda ground: ground.settings.update(SECURE_COOKIE=False), "SECURE_COOKIE=1"),
    "a default secret": (lambda ground: _secret(ground, "changeme12345678"), "重新生成"),
    "a short secret": (lambda ground: _secret(ground, "x7!kQ"), "重新生成"),
    "a secret that others read": (lambda ground: _secret(ground, "a-long-random-secret-0001", 0o644), "chmod 600"),
    "no key": (lambda ground: ground.key.unlink(), "make-key"),
    "a key that others read": (lambda ground: ground.key.chmod(0o640), "chmod 600"),
    "a folder that others write": (lambda ground: ground.folder.chmod(0o777), "chmod o-w"),
    "a database that others read": (lambda ground: ground.database.chmod(0o644), "chmod 600"),
    "the demo": (_demo, "演示账号"),
    "no tables": (lambda ground: ground.database.write_bytes(b""), "db upgrade"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_the_doctor_names_what_is_wrong_and_how_to_mend_it(ground: Ground, name: str):
    spoil, remedy = SPOILT[name]
    spoil(ground)

    code, said = ground.doctor()

    assert code == 1
    assert said.count("✗") == 1, said
    assert remedy in said
    chinese, english = said.split("\n")[:2]
    assert re.search(r"请.+。$", chinese)
    assert re.fullmatch(r"  [A-Z].+\.", english)


def test_the_doctor_names_a_machine_without_any_chinese_letter(ground: Ground, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fonts, "FAMILIES", ("没有这样的字体",))

    code, said = ground.doctor()

    assert (code, said.count("✗")) == (1, 1), said
    assert "没有中文字体" in said


def test_a_county_as_the_guide_makes_it_has_nothing_to_mend(ground: Ground):
    code, said = ground.doctor()

    assert code == 0, said
    assert "可以对外服务" in said
    assert [path.stat().st_mode & 0o777 for path in (ground.key, ground.database)] == [0o600] * 2


def test_all_that_is_wrong_is_listed_at_once(ground: Ground):
    for name in ("debug", "plain http", "a key that others read", "the demo"):
        SPOILT[name][0](ground)

    assert ground.doctor()[1].count("✗") == 4


@pytest.mark.parametrize("pragma", ["synchronous=NORMAL", "journal_mode=DELETE"])
def test_a_sqlite_that_may_lose_what_it_confirmed_is_not_served(ground: Ground, pragma: str):
    app = ground.app()
    with app.app_context():
        event.listen(db.engine, "connect", lambda connection, _: connection.execute(f"PRAGMA {pragma}"))
        said = app.test_cli_runner().invoke(args=["doctor"]).output

    assert "synchronous=FULL" in said
    assert said.count("✗") == 1, said


def test_a_server_in_production_does_not_start_on_what_is_not_mended(ground: Ground):
    ground.key.chmod(0o644)

    server, _ = ground.start()
    server.wait(timeout=120)
    said = (ground.folder / "said.txt").read_text()

    assert server.returncode != 0
    assert "敲门没有启动" in said
    assert "chmod 600" in said


def test_it_starts_once_that_is_mended(ground: Ground):
    server, port = ground.start()

    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", server)
    finally:
        server.terminate()
        server.wait(timeout=20)


def test_commands_go_on_meanwhile_and_flask_run_is_a_server(ground: Ground):
    """Else nobody could mend anything."""
    ground.key.chmod(0o644)

    assert ground.run("db", "current").returncode == 0
    assert "敲门没有启动" in ground.run("run", "--port", "1").stderr


def test_the_doctor_looks_into_whichever_database_it_is(app: Flask, county: County):
    """On PostgreSQL too (TEST_DATABASE); the demo stands in it, which shows that it was read."""
    said = app.test_cli_runner().invoke(args=["doctor"]).output

    assert "数据库打不开" not in said
    assert "演示账号" in said


def test_a_postgres_that_may_lose_what_it_confirmed_is_not_served(app: Flask, county: County):
    if is_sqlite():
        return
    with db.session.begin_nested():
        db.session.execute(text("SET LOCAL synchronous_commit = off"))
        said = "".join(str(fault) for fault in doctor.faults(app))

    assert "synchronous_commit" in said
