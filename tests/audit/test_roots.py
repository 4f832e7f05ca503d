"""A day's log is signed under a key outside the database, and verified against what was kept elsewhere."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, func, select, update

from app import clock
from app.audit import log
from app.audit.chain import Place, entry_hash
from app.audit.models import AuditEntry, AuditHead, AuditRoot
from app.changes import Change
from app.db import db
from app.sync import sealing
from tests.county import County
from tests.person import Person


@pytest.fixture
def key(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "county-key.pem")
    sealing.make_file(tmp_path / "county-key.pem")


@pytest.fixture(autouse=True)
def elsewhere(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The line outside the database, on SQLite and PostgreSQL alike."""
    monkeypatch.setitem(app.config, "AUDIT_HEAD_FILE", tmp_path / "audit-head")
    return tmp_path / "audit-head"


def flask(app: Flask, *arguments: str) -> Result:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=list(arguments))


def sign(app: Flask, folder: Path) -> Result:
    return flask(app, "audit-root", "--to", str(folder))


def rewrite_from(seq: int) -> None:
    """What the clever attacker does: cuts the log off there and has everything in the database agree."""
    end = Place(seq, db.session.scalar(select(AuditEntry.chain_hash).where(AuditEntry.seq == seq)) or "")
    db.session.execute(delete(AuditEntry).where(AuditEntry.seq > seq))
    db.session.execute(update(AuditHead).values(value=end.seq, chain_hash=end.hash))
    db.session.commit()


def append_forged() -> None:
    """An entry as a server would have written it, by somebody who is none."""
    end = log.end()
    row = dict(list(log.every())[-1]) | {"seq": end.seq + 1, "username": "carol"}
    row["chain_hash"] = entry_hash(end.hash, row)
    db.session.execute(AuditEntry.__table__.insert().values(row))
    db.session.execute(update(AuditHead).values(value=row["seq"], chain_hash=row["chain_hash"]))
    db.session.commit()


@pytest.mark.usefixtures("key")
def test_an_honest_log_is_found_whole_and_the_page_says_so(app: Flask, carol: Person, erin: Person, tmp_path: Path):
    carol.get("/households")
    signed = sign(app, tmp_path / "roots")

    verified = flask(app, "verify-audit", str(tmp_path / "roots"))

    assert (signed.exit_code, verified.exit_code) == (0, 0), signed.output + verified.output
    assert "审计记录完好" in verified.output
    (file,) = (tmp_path / "roots").iterdir()
    assert json.loads(file.read_text())["last_seq"] == int(file.stem.rsplit("-", 1)[1])
    state = erin.get("/audit/state").json
    assert (state["signed_seq"], state["faults"], state["has_key"]) == (3, 0, True)
    assert state["verified_at"] is not None
    assert flask(app, "check").exit_code == 0


@pytest.mark.usefixtures("key")
def test_yesterday_is_signed_when_the_first_entry_of_today_is_written(
    app: Flask, carol: Person, erin: Person, monkeypatch: pytest.MonkeyPatch
):
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)

    carol.get("/households")
    carol.get("/households")

    (root,) = log.roots()
    assert (root.last_seq, root.signature is not None) == (2, True)
    named = select(Change.digest).where(Change.kind == "audit_root", Change.entity_id == "2")
    assert db.session.scalars(named).all() != []
    assert erin.get("/audit/state").json["signed_seq"] == 2
    db.session.rollback()
    assert flask(app, "check").output == "一致，没有发现问题。\n"


def test_a_key_that_cannot_be_read_keeps_nobody_from_working(
    app: Flask, carol: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "broken.pem").write_text("no key")
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "broken.pem")
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)

    assert carol.get("/households").status_code == 200
    assert [root.signature for root in log.roots()] == [None]


def test_a_county_without_a_key_is_told(app: Flask, carol: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "none.pem")
    carol.get("/households")

    signed, verified = sign(app, tmp_path / "roots"), flask(app, "verify-audit")

    assert (signed.exit_code, verified.exit_code) == (1, 0)
    assert "make-key" in signed.output
    assert "还没有县密钥" in verified.output
    # Closed it is all the same, and signed as soon as there is a key.
    sealing.make_file(tmp_path / "none.pem")
    assert sign(app, tmp_path / "roots").output.count("已签名") == 2


@pytest.mark.usefixtures("key")
def test_an_end_cut_off_before_it_was_signed_is_seen_by_the_line_outside(app: Flask, carol: Person, tmp_path: Path):
    for _ in range(4):
        carol.get("/households")
    db.session.rollback()
    rewrite_from(3)

    assert flask(app, "check").exit_code == 0  # the database agrees with itself
    verified = flask(app, "verify-audit")

    assert verified.exit_code == 1
    assert "末尾被截去，库外登记记到第 5 条" in verified.output


@pytest.mark.usefixtures("key")
def test_an_end_cut_off_with_its_root_and_the_line_is_seen_by_the_file_and_by_the_chain_of_changes(
    app: Flask, carol: Person, tmp_path: Path, elsewhere: Path
):
    for _ in range(4):
        carol.get("/households")
    sign(app, tmp_path / "roots")
    db.session.execute(delete(AuditRoot))
    rewrite_from(3)
    elsewhere.unlink()

    checked, verified = flask(app, "check"), flask(app, "verify-audit", str(tmp_path / "roots"))

    assert (checked.exit_code, verified.exit_code) == (1, 1)
    assert "到第 5 条的每日根：与变更链里记的不符" in checked.output
    assert "末尾被截去，根文件" in verified.output


@pytest.mark.usefixtures("key")
def test_what_was_rewritten_under_a_root_is_seen(app: Flask, carol: Person, tmp_path: Path):
    for _ in range(4):
        carol.get("/households")
    sign(app, tmp_path / "roots")
    rows = [dict(row) for row in log.every()]
    before = rows[1]["chain_hash"]
    for row in rows[2:]:
        row["username"] = "somebody"
        before = row["chain_hash"] = entry_hash(before, row)
        db.session.execute(update(AuditEntry).where(AuditEntry.seq == row["seq"]).values(row))
    db.session.execute(update(AuditHead).values(chain_hash=before))
    db.session.commit()

    assert "的每日根不符" in flask(app, "check").output
    assert "与库外登记不符" in flask(app, "verify-audit").output


@pytest.mark.usefixtures("key")
def test_an_entry_that_no_server_wrote_is_seen(app: Flask, carol: Person):
    carol.get("/households")
    db.session.rollback()
    append_forged()

    verified = flask(app, "verify-audit")

    assert verified.exit_code == 1
    assert "不是由服务器写入的" in verified.output


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("forged", [{"last_hash": "0" * 64}, {"last_seq": float("inf")}, {"signature": 1}])
def test_a_root_that_somebody_else_signed_is_not_believed(
    app: Flask, carol: Person, tmp_path: Path, forged: dict[str, object]
):
    carol.get("/households")
    sign(app, tmp_path / "roots")
    (file,) = (tmp_path / "roots").iterdir()
    said = json.loads(file.read_text()) | forged
    file.write_text(json.dumps(said))

    verified = flask(app, "verify-audit", str(tmp_path / "roots"))

    assert verified.exit_code == 1
    assert f"{file.name}：签名不对" in verified.output


@pytest.mark.usefixtures("key")
def test_the_log_goes_on_over_a_restore(app: Flask, county: County, carol: Person, erin: Person, tmp_path: Path):
    """What was read since the backup is not unread because the county was restored."""
    backup = tmp_path / "county.backup"
    assert flask(app, "backup", str(backup)).exit_code == 0
    carol.get("/households")
    sign(app, tmp_path / "roots")
    carol.get(f"/households/{county.doors['王一']}")
    before = db.session.scalar(select(func.count()).select_from(AuditEntry))

    restored = flask(app, "restore", str(backup))

    assert restored.exit_code == 0, restored.output
    actions = list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)))
    assert (len(actions), actions[-2:]) == (before + 1, ["show_door", "restore_backup"])
    db.session.rollback()
    verified = flask(app, "verify-audit", str(tmp_path / "roots"))
    assert verified.exit_code == 0, verified.output
    assert flask(app, "check").exit_code == 0
    assert carol.get("/households").status_code == 200
