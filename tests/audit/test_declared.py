"""No route can forget the log: each declares its word, and what a plain one answers holds nothing of residents."""

from collections.abc import Iterator
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from app.audit import actions
from app.audit.actions import ACTIONS

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
# What of residents a schema may hold, and what it is called in a roster, a list or a slip.
PERSONAL = {
    "phone",
    "householder",
    "address",
    "id_number_masked",
    "residents",
    "signer_name",
    "evidence",
    "raw",
}
# Written by the server itself or by commands.
ELSEWHERE = {actions.TAKE_ROSTER, actions.GIVE_UP_ROSTER, actions.RUN_COMMAND, actions.WRITE_BACKUP}
ELSEWHERE |= {actions.MAKE_LEDGER, actions.RESTORE_BACKUP, actions.FORGET, actions.GIVE_UP_JOB}
ELSEWHERE |= {actions.EXPORT_SLIPS, actions.EXPORT_BLANK_SLIPS, actions.EXPORT_EVIDENCE, actions.FORGET_PEOPLE}
ELSEWHERE |= {actions.FORGET_PICTURE, actions.FORGET_SLIP}
# What older logs hold.
ELSEWHERE |= {actions.EXPORT_PROGRESS}
# The address that a sign-in came from is staff's own; a tile has points without names.
NOT_OF_RESIDENTS = {"AuditEntry"}
# To whoever has a slip's code in hands, without an account: nothing of anybody's (tests/seals/test_resident.py).
OPEN_TO_ALL = ["resident.list_keys", "resident.show_copy"]
BINARY_BUT_PLAIN = {"show_tile"}


def rules(app: Flask) -> list[tuple[Rule, Any]]:
    return [(rule, view) for rule, view in every_rule(app) if hasattr(view, "audits")]


def every_rule(app: Flask) -> list[tuple[Rule, Any]]:
    routes = [(rule, app.view_functions[rule.endpoint]) for rule in app.url_map.iter_rules()]
    return [(rule, view) for rule, view in routes if rule.rule.startswith("/api/v1/") and hasattr(view, "is_open")]


def test_every_route_of_the_api_declares_its_word(app: Flask):
    assert len(rules(app)) > 40
    assert [rule.endpoint for rule, view in every_rule(app) if not hasattr(view, "audits")] == OPEN_TO_ALL


def test_what_changes_is_never_plain(app: Flask):
    forgotten = [
        rule.endpoint
        for rule, view in rules(app)
        if rule.methods & CHANGING
        and view.audits.sort not in ("change", "session")
        # Asked with what may be no part of an address, or is too long for one: a reason, a number, a draft.
        and view.audits
        not in (
            actions.REVEAL_NUMBERS,
            actions.REVEAL_CASE,
            actions.SEARCH_CASES,
            actions.SEARCH_DOORS,
            actions.PREVIEW_NOTICE,
        )
    ]

    assert forgotten == []


def test_what_is_plain_answers_nothing_of_residents(app: Flask):
    contract = app.test_client().get("/api/v1/openapi.json").json

    for rule, view in rules(app):
        if view.audits.sort == "plain":
            path = rule.rule.replace("<path:", "<")
            names = set(_names(contract, _answer_of(contract, path)))
            assert names & PERSONAL == set(), (rule.endpoint, names & PERSONAL)
            assert "binary" not in names or view.audits.word in BINARY_BUT_PLAIN, rule.endpoint


def test_what_a_read_or_an_export_answers_is_of_residents(app: Flask):
    """The other way round: or the test above would see nothing, and pass."""
    contract = app.test_client().get("/api/v1/openapi.json").json
    reads = [(rule, view) for rule, view in rules(app) if view.audits.sort == "read"]

    seen = {
        view.audits.word for rule, view in reads if set(_names(contract, _answer_of(contract, rule.rule))) & PERSONAL
    }

    assert {"list_doors", "show_door", "list_exclusions", "list_roster_rows", "list_aside", "show_aside"} <= seen


def test_every_word_is_used_and_is_its_own(app: Flask):
    used = {view.audits for _, view in rules(app)}

    assert set(ACTIONS.values()) - used == ELSEWHERE
    assert len({action.name for action in ACTIONS.values() if action.sort != "plain"}) == len(
        [action for action in ACTIONS.values() if action.sort != "plain"]
    )


def _answer_of(contract: dict[str, Any], rule: str) -> Any:
    """What the contract says a GET answers."""
    path = "/".join(_place(part) for part in rule.split("/"))
    return contract["paths"].get(path, {}).get("get", {}).get("responses", {})


def _place(part: str) -> str:
    """<uuid:visit_id> is {visit_id} in the contract."""
    for begin in ("<uuid:", "<int:", "<"):
        part = part.replace(begin, "{")
    return part.replace(">", "}")


def _names(contract: dict[str, Any], node: Any, seen: tuple[str, ...] = ()) -> Iterator[str]:
    """The names of all properties below, and "binary" where bytes are answered."""
    if isinstance(node, list):
        for part in node:
            yield from _names(contract, part, seen)
    if not isinstance(node, dict):
        return
    name = node.get("$ref", "").rsplit("/", 1)[-1]
    if name and name not in seen and name not in NOT_OF_RESIDENTS:
        for kind in contract["components"].values():
            yield from _names(contract, kind.get(name), (*seen, name))
    yield from (["binary"] if node.get("format") == "binary" else [])
    for key, part in node.items():
        yield from part if key == "properties" else []
        yield from _names(contract, part, seen)
