"""A restore brings back exactly what the backup holds, and phones bring again what it lacks."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import NullPool, create_engine, func, select, text

from app.backups import inspection
from app.backups import operations as backups
from app.changes import writing
from app.check import disagreements
from app.db import Base, database_file, db, is_sqlite
from app.problems import Problem
from app.visits.models import Visit
from tests.backups.conftest import now_at
from tests.county import County
from tests.people.browser import Browser, enrol, hire
from tests.person import Person
from tests.phone import Phone, png


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check in a process apart has its own tests (test_verify.py); here it would be most of the time."""
    monkeypatch.setattr(inspection, "check", lambda _url: None)


def content() -> dict[str, list[tuple]]:
    """All that is in the database."""
    db.session.rollback()
    return {
        table.name: sorted(map(tuple, db.session.execute(select(table))), key=repr)
        for table in Base.metadata.sorted_tables
    }


def visits() -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(Visit)).one()


def test_it_brings_back_exactly_that_state(phone: Phone, county: County, tmp_path: Path):
    before, head = content(), now_at()
    backups.write(tmp_path / "county.backup")
    phone.verdicts(phone.taught(county.doors["李二"], png(2)), blobs=(png(2),))
    after = content()

    restored = backups.restore(tmp_path / "county.backup")

    assert restored.head == head
    assert content() == before != after
    assert list(disagreements()) == []


def test_phones_bring_again_what_was_lost_and_nothing_twice(phone: Phone, county: County, tmp_path: Path):
    kept = [phone.visit(county.doors["王一"], note=str(number)) for number in range(5)]
    lost = [phone.visit(county.doors["李二"], note=str(number)) for number in range(5)]
    phone.verdicts(*kept)
    backups.write(tmp_path / "county.backup")
    phone.verdicts(*lost)
    assert visits() == 12

    backups.restore(tmp_path / "county.backup")
    again = phone.verdicts(*kept, *lost)

    assert [verdict["status"] for verdict in again] == ["duplicate"] * 5 + ["created"] * 5
    assert visits() == 12
    assert list(disagreements()) == []


def test_it_may_be_done_twice_and_undone(phone: Phone, county: County, tmp_path: Path):
    backups.write(tmp_path / "county.backup")
    before = content()
    phone.verdicts(phone.visit(county.doors["李二"]))
    later = content()

    first = backups.restore(tmp_path / "county.backup")
    second = backups.restore(tmp_path / "county.backup")
    assert content() == before
    undone = backups.restore(first.kept)

    assert first.kept != second.kept
    assert content() == later
    assert undone.head == now_at()


def test_whoever_has_the_county_open_goes_on_in_the_restored_one(phone: Phone, county: County, tmp_path: Path):
    backups.write(tmp_path / "county.backup")
    phone.verdicts(phone.visit(county.doors["李二"]))
    # As another process of the server: a connection of its own, open all the while.
    with create_engine(db.engine.url, poolclass=NullPool).connect() as other:
        assert other.scalar(select(func.count()).select_from(Visit)) == 3
        other.rollback()

        backups.restore(tmp_path / "county.backup")

        assert other.scalar(select(func.count()).select_from(Visit)) == 2
        other.rollback()
        other.execute(text("UPDATE visit SET witness = 'after'"))
        other.commit()
    db.session.rollback()
    assert set(db.session.scalars(select(Visit.witness))) == {"after"}


def test_what_phones_rely_on_is_not_given_up_unasked(phone: Phone, county: County, tmp_path: Path):
    older = backups.write(tmp_path / "older")
    phone.verdicts(phone.visit(county.doors["李二"]))
    newer = backups.write(tmp_path / "newer")
    with writing():
        backups.trust(newer)

    with pytest.raises(Problem) as refused:
        backups.restore(tmp_path / "older")
    same = backups.restore(tmp_path / "newer")
    anyway = backups.restore(tmp_path / "older", anyway=True)

    assert refused.value.code == "backup_too_old"
    assert refused.value.details == {"seq": older.seq, "backed_up": newer.seq}
    assert (same.head, anyway.head) == (newer, older)


def test_another_county_is_not_replaced_unasked(phone: Phone, app: Flask, tmp_path: Path):
    backups.write(tmp_path / "ours")
    db.session.execute(text("UPDATE change SET chain_hash = digest WHERE seq = 1"))
    db.session.commit()

    with pytest.raises(Problem) as refused:
        backups.restore(tmp_path / "ours")
    result = app.test_cli_runner().invoke(args=["restore", str(tmp_path / "ours"), "--anyway"])

    assert refused.value.code == "backup_of_another_county"
    assert result.exit_code == 0, result.output
    assert "原来的数据库存为" in result.output
    assert list(disagreements()) == []


def test_a_damaged_backup_changes_nothing(phone: Phone, tmp_path: Path):
    backups.write(tmp_path / "county.backup")
    before = content()
    (tmp_path / "county.backup").write_bytes((tmp_path / "county.backup").read_bytes()[:-500])

    with pytest.raises(Problem) as refused:
        backups.restore(tmp_path / "county.backup")

    assert refused.value.code == "backup_damaged"
    assert content() == before
    assert [path.name for path in tmp_path.iterdir()] == ["county.backup"]


@pytest.mark.parametrize("damage", ["gone", "gone, its -wal left", "no database", "cut short", "a page"])
def test_a_broken_county_is_replaced_and_what_is_left_is_kept(
    phone: Phone, county: County, tmp_path: Path, damage: str
):
    backups.write(tmp_path / "county.backup")
    before = content()
    phone.verdicts(phone.visit(county.doors["李二"]))
    _break(damage)

    restored = backups.restore(tmp_path / "county.backup")

    assert content() == before
    assert list(disagreements()) == []
    has_kept = not (is_sqlite() and "gone" in damage)
    assert (restored.kept is not None and restored.kept.exists()) == has_kept


def _break(damage: str) -> None:
    """Break a SQLite file; of PostgreSQL's, tables go missing."""
    db.session.remove()
    file = database_file()
    if file is None:
        with db.engine.begin() as connection:
            connection.execute(text("DROP TABLE counter" if "gone" in damage else "DROP TABLE slip CASCADE"))
        return
    wal = file.with_name(file.name + "-wal")
    left = wal.read_bytes()
    db.engine.dispose()
    if damage.startswith("gone"):
        file.unlink()
        if "left" in damage:
            assert left
            wal.write_bytes(left)
        return
    data = bytearray(file.read_bytes())
    if damage == "no database":
        data[:100] = b"x" * 100
    elif damage == "a page":
        data[8192:12288] = b"\x55" * 4096
    file.write_bytes(data[: 20_000 if damage == "cut short" else None])


def test_who_is_signed_in_stays_so_and_who_left_stays_out(
    phone: Phone, app: Flask, county: County, bob: Person, tmp_path: Path
):
    backups.write(tmp_path / "county.backup")
    db.session.rollback()
    bob.delete("/session")
    later = Phone(Person(app, "alice"), county)

    result = app.test_cli_runner().invoke(args=["restore", str(tmp_path / "county.backup")])

    assert result.exit_code == 0, result.output
    assert [v["status"] for v in later.verdicts(later.visit(county.doors["王一"]))] == ["created"]
    assert bob.get("/session").json["code"] == "signed_out"


def test_doors_that_were_shut_since_the_backup_stay_shut(app: Flask, county: County, tmp_path: Path):
    """An old backup must not bring back who left, an old password, or an office without its second step."""
    hire("gina")
    backups.write(tmp_path / "county.backup")
    db.session.rollback()
    _, codes = enrol(Browser(app), "gina")
    erin = Person(app, "erin")
    users = {one["username"]: one["id"] for one in erin.get("/accounts").json["items"]}
    erin.patch(f"/accounts/{users['bob']}", is_active=False)
    told = erin.post(f"/accounts/{users['alice']}/password").json["password"]

    result = app.test_cli_runner().invoke(args=["restore", str(tmp_path / "county.backup")])

    assert result.exit_code == 0, result.output
    assert [Browser(app).sign_in(name).json["code"] for name in ("bob", "alice")] == ["sign_in_failed"] * 2
    assert Browser(app).sign_in("alice", told).status_code == 201
    assert Browser(app).sign_in("gina").json["code"] == "code_needed"
    assert Browser(app).sign_in("gina", code=codes[0]).status_code == 201
    assert erin.get("/session").status_code == 200
