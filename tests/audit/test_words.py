"""Whatever may stand in the log is read in Chinese: every action, every detail that is told, every refusal."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.aside.repair import UNREAD
from app.audit import actions, log
from app.audit.actions import ACTIONS
from app.audit.operations import Draft
from app.campaigns.schemas import PlanEditSchema
from app.changes import writing
from app.db import db
from app.households.models import PROPOSALS, REASONS, STATES
from app.households.purposes import PURPOSES
from app.ledgers.definitions import LEDGERS
from app.people.recording import _HARMLESS
from app.retention.kinds import KINDS
from app.visits.models import OUTCOMES
from tests.audit.reading import Entry, told_of
from tests.county import County
from tests.person import Person

APP = Path(log.__file__).parents[1]
# Refused before a request has a word in the log, or to a command.
NEVER_RECORDED = {"not_for_others", "plain_http", "drill_not_allowed"}


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Every call in the server's source."""
    for file in APP.rglob("*.py"):
        yield from ((file, node) for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call))


def told_names() -> set[str]:
    """What each `audit.tell(name=…)`, `audit.note` and `audit.shown` calls what it tells."""
    tellers = {"tell", "note", "shown"}
    told = [c for _, c in calls() if isinstance(c.func, ast.Attribute) and c.func.attr in tellers]
    of_log = [c for c in told if isinstance(c.func.value, ast.Name) and c.func.value.id == "audit"]
    return {keyword.arg for call in of_log for keyword in call.keywords if keyword.arg}


def problems() -> dict[str, tuple[int, Path]]:
    """Every refusal by its code, with its status."""
    found = [(f, c.args) for f, c in calls() if isinstance(c.func, ast.Name) and c.func.id == "Problem" and c.args]
    return {a[0].value: (a[1].value, f) for f, a in found if all(isinstance(one, ast.Constant) for one in a[:2])}


WORDS: dict[str, list[Any]] = {
    "reason": [*REASONS, *PURPOSES],
    "state": [*STATES, "all"],
    "kind": [*(kind.word for kind in KINDS), *PROPOSALS],
    "code": [code for code, (_, file) in problems().items() if file.parent.name == "rosters"]
    + ["job_failed", "job_interrupted", "export_over_allowance"],
    "content": [*LEDGERS],
    "household": [str(uuid4())],
    "door_was": [str(uuid4()), UNREAD],
    "outcome_was": [*OUTCOMES, UNREAD],
    "case": [str(uuid4())],
}
FLAGS = {f"plan_{name}" for name in PlanEditSchema().fields} | {
    "phones",
    "id_numbers",
    "is_active",
    "sought",
    "noted",
    "reaches_back",
    "name",
    "official_households",
    "doors_checked",
}
IDS = {"account", "worker", "worker_1"}


def values_of(name: str, erin: Person) -> list[Any]:
    """What may be told by this name: a word, yes, somebody's id, or how many."""
    return [erin.id] if name in IDS else WORDS.get(name, [True] if name in FLAGS else [7])


def written(erin: Person, drafts: list[Draft]) -> list[Entry]:
    """These entries, as they are read at the desk."""

    def write() -> None:
        with writing():
            db.session.info["audited"] += drafts

    return told_of(erin, write)


def test_every_action_and_what_it_is_about_has_a_name(erin: Person, county: County):
    entries = written(erin, [Draft(action, "a" * 64, action.object_kind) for action in ACTIONS.values()])

    assert {entry["action"] for entry in entries} == set(ACTIONS)
    assert [e["action"] for e in entries if re.search("[A-Za-z]", e["action_name"] + e["object_name"])] == []


def test_every_detail_is_said(erin: Person, county: County):
    names = sorted(told_names() | FLAGS | IDS | WORDS.keys())
    drafts = [Draft(actions.PUSH, details={name: value}) for name in names for value in values_of(name, erin)]

    entries = written(erin, drafts)

    assert len(entries) == len(drafts) > 30
    # A person's name is their own, and a door's number ends as it does.
    plain = [re.sub("Erin|…[0-9a-f]{4}", "", entry["said"]) for entry in entries]
    unsaid = [e for e, said in zip(entries, plain, strict=True) if not e["said"] or re.search("[A-Za-z_]{3}", said)]
    assert [entry["said"] for entry in unsaid] == []


def test_every_refusal_that_is_recorded_is_said(erin: Person, county: County):
    of_sign_in = {"people", "phones"}
    codes = [
        code
        for code, (status, file) in problems().items()
        if code not in _HARMLESS | NEVER_RECORDED
        and status < 500
        and (status in (403, 404) or file.parent.name in of_sign_in)
    ]

    entries = written(erin, [Draft(actions.SIGN_IN, problem=code) for code in codes])

    assert len(entries) == len(codes) > 20
    assert [entry["said"] for entry in entries if re.search("[A-Za-z]", entry["said"])] == []
