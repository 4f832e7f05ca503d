"""A sealed value opens where it was put, and nowhere else."""

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, select, type_coerce, update

from app.check import disagreements
from app.db import db, rows_of
from app.households.models import Household, Resident
from app.vault.binding import sealed_columns
from app.vault.ciphers import AES, SM4_GCM, Key, Sm4Gcm, Unreadable
from app.vault.verification import sealed_tables
from tests.county import EAST_1, County, register
from tests.person import Person

HOUSEHOLD, RESIDENT = rows_of(Household), rows_of(Resident)


@pytest.fixture
def doors(county: County) -> list:
    return [
        register("孙五", EAST_1, "桥东村5号", phone="13900000005", id_number="34182519900101123X"),
        register("周六", EAST_1, "桥东村6号", phone="13900000006"),
    ]


def bytes_of(column, **row):
    (name, value), *_ = row.items()
    return select(type_coerce(column, LargeBinary)).where(column.table.c[name] == value).scalar_subquery()


def put(column, value, **row) -> None:
    (name, key), *_ = row.items()
    db.session.execute(update(column.table).where(column.table.c[name] == key).values({column.key: value}))
    db.session.commit()


def test_numbers_of_two_rows_do_not_change_places(doors: list, carol: Person):
    one, other = doors
    assert carol.get(f"/households/{other}").json["phone"].endswith("0006")

    put(HOUSEHOLD.c.phone, bytes_of(HOUSEHOLD.c.phone, id=one), id=other)

    answer = carol.get(f"/households/{other}")
    assert (answer.status_code, answer.json["code"]) == (500, "value_unreadable")
    assert "13900000005" not in answer.text
    assert carol.get(f"/households/{one}").json["phone"].endswith("0005")
    lines = list(disagreements())
    assert [line for line in lines if "does not open" in line] == [
        f"household {other.hex}: phone does not open: it was changed, or brought from another place"
    ]


def test_numbers_of_two_columns_do_not_change_places(doors: list, carol: Person):
    put(HOUSEHOLD.c.phone, bytes_of(HOUSEHOLD.c.id_number, id=doors[0]), id=doors[0])

    assert carol.get(f"/households/{doors[0]}").json["code"] == "value_unreadable"


def test_numbers_of_two_tables_do_not_change_places(doors: list, carol: Person):
    # Even of a row that bears the same id in both.
    db.session.add(Resident(id=doors[0], household_id=doors[0], name="孙小", phone="13900000007"))
    db.session.commit()

    put(RESIDENT.c.phone, bytes_of(HOUSEHOLD.c.phone, id=doors[0]), id=doors[0])

    assert carol.get(f"/households/{doors[0]}").json["code"] == "value_unreadable"


def test_a_byte_that_was_changed_is_refused_and_said(doors: list, carol: Person):
    stored = db.session.scalar(select(bytes_of(HOUSEHOLD.c.phone, id=doors[0])))
    for place in (0, 1, 4, 5, 16, 17, len(stored) - 1):
        spoilt = bytearray(stored)
        spoilt[place] ^= 1
        put(HOUSEHOLD.c.phone, type_coerce(bytes(spoilt), LargeBinary), id=doors[0])

        assert carol.get(f"/households/{doors[0]}").json["code"] == "value_unreadable"
        assert any("phone does not open" in line for line in list(disagreements()))


def test_a_number_that_is_found_by_another_is_said(doors: list):
    put(HOUSEHOLD.c.phone_index, b"0" * 16, id=doors[0])

    assert list(disagreements()) == [f"household {doors[0].hex}: phone is found by another number"]


def test_what_does_not_pass_by_its_row_is_not_written(app: Flask, doors: list):
    with pytest.raises(Exception, match=r"household\.phone is sealed"):
        db.session.execute(update(Household).values(phone="13900000009"))
    with pytest.raises(Exception, match=r"household\.phone is sealed"):
        db.session.execute(select(Household.id).where(Household.phone == "13900000005"))


def test_every_sealed_column_has_a_place_of_its_own_name(app: Flask):
    columns = {f"{t.name}.{name}": type_.place for t in sealed_tables() for name, type_ in sealed_columns(t).items()}

    assert all(column == place for column, place in columns.items())
    assert len(set(columns.values())) == len(columns) > 15


@pytest.mark.parametrize("cipher", [AES, SM4_GCM])
def test_both_ciphers_seal_to_a_place(cipher: str):
    key, other = Key(b"1234", cipher, b"k" * 32), Key(b"1234", cipher, b"j" * 32)
    sealed = key.seal(b"13900000005", b"here")

    assert key.open(sealed, b"here") == b"13900000005"
    assert key.seal(b"13900000005", b"here") != sealed
    assert b"139" not in sealed
    for opening, place, value in ((key, b"there", sealed), (other, b"here", sealed), (key, b"here", sealed[:-1])):
        with pytest.raises(Unreadable):
            opening.open(value, place)


def test_sm4_is_the_standards_own(app: Flask):
    # RFC 8998, appendix A.1.
    key, nonce = bytes.fromhex("0123456789abcdeffedcba9876543210"), bytes.fromhex("00001234567800000000abcd")
    plain = bytes.fromhex(
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffff"
        "eeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
    )
    added = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")

    assert Sm4Gcm(key).encrypt(nonce, plain, added).hex().endswith("83de3541e4c2b58177e065a9bf7b62ec")
    assert Sm4Gcm(key).decrypt(nonce, Sm4Gcm(key).encrypt(nonce, plain, added), added) == plain
