"""Passwords that anybody would try first are refused, each with the reason; no others are."""

import pytest
from flask import Flask

from app.db import db
from app.people import passwords
from app.people.models import User
from tests.county import COUNTY, County


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("kx7-pq2", "至少要 8 个字符"),
        ("password1", "太常见"),
        ("PassW0rd", "太常见"),
        ("woaini1314", "太常见"),
        ("aaaaaaaa", "太常见"),
        ("abababab", "太常见"),
        ("qwertyuiop", "太常见"),
        ("fghjklas", "太常见"),
        ("poiuytrewq", "太常见"),
        ("abcdefghij", "太常见"),
        ("19900102", "不能只用数字"),
        ("13812345678", "不能只用数字"),
        ("482915730264817", None),
        ("gina-9x4k", "不能含有用户名"),
        ("GINA-9x4k", "不能含有用户名"),
        ("kx7-pq2m", None),
        ("correct horse battery staple", None),
        ("雨后春笋都冒出来了", None),
    ],
)
def test_what_is_too_easy(password: str, why: str | None):
    weakness = passwords.weakness_of(password, "gina")

    assert (why in weakness) if why else weakness is None


def test_a_weak_one_is_refused_wherever_a_password_is_set(app: Flask, county: County):
    run = app.test_cli_runner().invoke
    person = ("--username", "gina", "--name", "姬娜", "--role", "worker", "--scope", COUNTY)

    made = run(args=["create-user", *person, "--password", "12345678"])
    changed = run(args=["set-password", "--username", "alice", "--password", "12345678"])

    assert (made.exit_code, changed.exit_code) == (1, 1)
    assert "password_weak" in made.output
    assert db.session.query(User).filter_by(username="gina").count() == 0


def test_what_the_office_hands_out_is_strong_and_never_the_same():
    made = {passwords.make() for _ in range(50)}

    assert len(made) == 50
    assert {passwords.weakness_of(password, "gina") for password in made} == {None}


def test_it_is_kept_as_argon2id_of_the_agreed_cost():
    kept = passwords.keep("kx7-pq2m-horse", "gina")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
