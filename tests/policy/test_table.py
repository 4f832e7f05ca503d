"""The table itself: it can be read, fits the routes one to one, and a server whose table does not fit does not start."""

import re

import pytest
from flask import Blueprint, Flask

import app as server
from app import create_app, policy
from app.people.models import ROLES
from app.people.session import open_to_all
from config import Config

HEAD = "| 做什么 | 方法 | 地址 | 网格员 | 村 | 派出所 | 督导 | 管理员 |\n"


class BareConfig(Config):
    """No database is touched by a server that does not start."""

    SQLALCHEMY_DATABASE_URI = "sqlite:///:memory:"


def test_every_role_has_a_column():
    assert set(policy.ROLES.values()) == set(ROLES)


def test_every_word_of_a_cell_is_explained():
    legend = policy.FILE.read_text().split("\n## ")[0]
    used = {
        word
        for line in policy.FILE.read_text().splitlines()
        if re.match(r"\| .*\| `/", line)
        for cell in line.strip("| ").split(" | ")[3:]
        for word in cell.split("·")
    }

    assert len(used) > 5
    assert {word for word in used if f"\n| {word} | " not in legend} == set()


def test_a_route_without_a_row_keeps_the_server_from_starting(monkeypatch: pytest.MonkeyPatch):
    forgotten = Blueprint("forgotten", __name__)
    forgotten.add_url_rule("/api/v1/forgotten/<uuid:it>", view_func=open_to_all(lambda it: "in"), methods=["POST"])
    monkeypatch.setattr(server, "pwa", type("Both", (), {"blp": _with(server.pwa.blp, forgotten)}))

    with pytest.raises(policy.BadTable, match=r"POST /api/v1/forgotten/\{it\} has no row"):
        create_app(BareConfig)


def test_a_row_without_a_route_keeps_the_server_from_starting(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(server, "DOMAINS", server.DOMAINS[:-1])

    with pytest.raises(policy.BadTable, match=r"GET /api/v1/audit has a row and no route"):
        create_app(BareConfig)


def test_a_guarded_route_that_the_table_calls_open_keeps_the_server_from_starting(monkeypatch: pytest.MonkeyPatch):
    route = ("GET", "/api/v1/households")
    monkeypatch.setitem(policy.TABLE, route, policy.Row("住户", is_open=True, grants={}))

    with pytest.raises(policy.BadTable, match="open in one and guarded in the other"):
        create_app(BareConfig)


def test_a_view_that_says_nothing_keeps_the_server_from_starting(app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(policy.TABLE, ("GET", "/quiet"), policy.Row("静", is_open=True, grants={}))
    quiet = Blueprint("quiet", __name__)
    quiet.add_url_rule("/quiet", view_func=lambda: "in")
    monkeypatch.setattr(server, "pwa", type("Both", (), {"blp": _with(server.pwa.blp, quiet)}))

    with pytest.raises(policy.BadTable, match="open in one and guarded in the other"):
        create_app(BareConfig)


@pytest.mark.parametrize(
    ("cells", "complaint"),
    [
        ("网格 | 辖区 | 辖区 | 全部 | 辖区", "is not understood"),
        ("网格 | 辖区·全县 | 辖区 | 辖区 | 辖区", "is not understood"),
        ("网格 | 辖区·本人·他人 | 辖区 | 辖区 | 辖区", "is not understood"),
        ("网格 | 辖区 | 辖区 | 电话 | 辖区", "does not say how far"),
        ("网格 | 辖区 | 辖区 | 他人 | 辖区", "does not say how far"),
        ("网格 | 辖区 |  | 辖区 | 辖区", "is not understood"),
        ("网格 | 公开 | 辖区 | 辖区 | 辖区", "is open to all"),
    ],
)
def test_a_cell_that_says_nothing_clear_is_refused(cells: str, complaint: str):
    with pytest.raises(policy.BadTable, match=complaint):
        policy.read(f"{HEAD}| 看 | GET | `/x` | {cells} |\n")


def test_a_route_stands_once():
    row = "| 看 | GET | `/x` | 网格 | 辖区 | 辖区 | 辖区 | 辖区 |\n"

    with pytest.raises(policy.BadTable, match="stands twice"):
        policy.read(HEAD + row + row)


def test_a_part_opens_no_more_than_the_whole():
    rows = "| 改 | PATCH | `/x` | — | 辖区 | 辖区 | — | 辖区 |\n| 填 | PATCH | `/x#y` | — | — | 全县 | — | 辖区 |\n"

    with pytest.raises(policy.BadTable, match="a part grants"):
        policy.read(HEAD + rows)


def test_nothing_is_granted_by_a_grant_that_says_nothing():
    assert policy.Grant("nowhere", "anybody's", phones=False, lately=False, enrolling=False) == policy.NOTHING


def _with(*blueprints: Blueprint) -> Blueprint:
    """Several as one."""
    both = Blueprint("both", __name__)
    for one in blueprints:
        both.register_blueprint(one)
    return both
