"""The phone's TypeScript and the server's Python state a slip as the same bytes; the seed of a record replays it."""

import json
import random
import subprocess
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import rfc8785

from app.people.device_keys import is_signed
from app.slips.relations import RELATIONS
from app.slips.statement import SIGNED_AS, canonical
from app.slips.ways import WAYS
from app.sync.bodies import FARTHEST
from app.sync.signed import Author, notice_of
from tests.faults.player import STATIC, node

RECORDS = 10_000
# Rare characters beyond the basic plane, marks that combine, full width, what JSON escapes or must not, and what splits lines.
LETTERS = (
    *"吕建国王一电信诈骗𠮷䶮𰻞🏠é",
    "e\u0301",
    "か\u3099",
    "\u0300",
    "１２３",
    "ＡＢ：",
    '"',
    "\\",
    "/",
    "<",
    "\u007f",
    "\u0080",
    "\u200d",
    "\ufeff",
    "\uffff",
    "\u2028",
    "\u2029",
    *map(chr, range(0x20)),
)
HALF = ("\ud842", "\udfb7", "\udfb7\ud842")
HEX = "0123456789abcdef"
MOST = 2**53 - 1


def words(dice: random.Random, most: int = 12, letters: tuple[str, ...] = LETTERS) -> str:
    return "".join(dice.choices(letters, k=dice.randint(0, most)))


def number(dice: random.Random, most: int = MOST) -> int:
    return dice.choice((0, 1, -1, dice.randint(-180_000_000, 180_000_000), most, -most))


def digest(dice: random.Random) -> str:
    return "".join(dice.choices(HEX, k=64))


def uuid(dice: random.Random) -> str:
    spelt = str(UUID(int=dice.getrandbits(128)))
    return spelt.upper() if dice.random() < 0.05 else spelt


def maybe(dice: random.Random, value: Any) -> Any:
    return value if dice.random() < 0.5 else None


def slip_of(dice: random.Random) -> dict[str, Any]:
    def stroke() -> list[list[int]]:
        return [[number(dice, FARTHEST) for _ in range(3)] for _ in range(dice.randint(0, 6))]

    strokes = [stroke() for _ in range(dice.randint(0, 4))]
    signed = dice.random() < 0.6
    return {
        "template_id": uuid(dice),
        "text": words(dice, 200),
        "text_sha256": digest(dice),
        "way": dice.choice(list(WAYS)),
        "reason": words(dice),
        "signer_name": words(dice),
        "signer_relation": dice.choice(list(RELATIONS)),
        "strokes": strokes if signed else None,
        "signature_sha256": digest(dice) if signed else None,
        "proof_sha256": maybe(dice, digest(dice)),
        "paper_code": words(dice),
        "seed": digest(dice),
        "worker_id": uuid(dice),
        "device_id": uuid(dice),
        "build": words(dice),
        "key_id": maybe(dice, digest(dice)),
        "device_signature": maybe(dice, words(dice)),
    }


def record(seed: int) -> dict[str, Any]:
    dice = random.Random(seed)
    names = ("lat_e6", "lon_e6", "accuracy_m", "age_ms")
    anchor = {"server_time": words(dice), "mono_ms": number(dice), "boot_id": words(dice)}
    body = {
        "household_id": uuid(dice),
        "campaign_id": uuid(dice),
        "outcome": dice.choice(("taught", "refused")),
        "device_time": words(dice),
        "mono_ms": number(dice),
        "boot_id": words(dice),
        "clock_anchor": maybe(dice, anchor),
        "note": words(dice),
        "witness": words(dice),
        "position": maybe(dice, {name: number(dice) for name in names}),
        "position_reason": words(dice),
        "slip": slip_of(dice),
        "photos": [digest(dice) for _ in range(dice.randint(0, 3))],
    }
    return {"id": uuid(dice), "body": body}


def stated(told: dict[str, Any]) -> dict[str, str]:
    """What the server makes of it, as it does of what phones hand in."""
    body, slip = told["body"], told["body"]["slip"]
    read = {**body, "slip": {**slip, **{name: UUID(slip[name]) for name in ("template_id", "worker_id", "device_id")}}}
    notice = notice_of(UUID(told["id"]), body, read, Author(UUID(int=0), UUID(int=0)))
    return {"body": canonical(body).decode(), "statement": notice.statement}


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """States events by the shipped TypeScript, all in one process."""
    folder: Path = tmp_path_factory.mktemp("statements")
    build = [node(), "faults/build.mjs", str(folder), "statements"]
    subprocess.run(build, cwd=STATIC, check=True)

    def run(told: list[dict[str, Any]]) -> list[dict[str, str]]:
        lines = "".join(json.dumps(one) + "\n" for one in told)
        answer = subprocess.run(
            [node(), str(folder / "statements.mjs")], input=lines.encode(), stdout=subprocess.PIPE, check=True
        )
        # Not splitlines(), which also ends lines at what stands inside a text.
        return [json.loads(line) for line in answer.stdout.decode().split("\n")[:-1]]

    return run


def test_ten_thousand_random_slips_are_stated_alike(states: Any):
    told = [record(seed) for seed in range(RECORDS)]

    answers = states(told)

    assert len(answers) == RECORDS
    wrong = [seed for seed, answer in enumerate(answers) if not stated(told[seed]).items() <= answer.items()]
    assert wrong == []


def test_the_phones_signature_stands_under_the_servers_statement_and_no_other(states: Any):
    told = [record(seed) for seed in range(100)]

    for one, other, answer in zip(told, told[1:], states(told), strict=False):
        mine, others = (SIGNED_AS + stated(event)["statement"] for event in (one, other))
        assert is_signed(answer["public_key"], mine, answer["signature"])
        assert not is_signed(answer["public_key"], others, answer["signature"])


@pytest.mark.parametrize("half", HALF)
@pytest.mark.parametrize("field", ["text", "signer_name", "reason", "paper_code", "build"])
def test_half_a_surrogate_pair_is_stated_by_neither(states: Any, field: str, half: str):
    told = record(1)
    told["body"]["slip"][field] = f"吕{half}国"

    (answer,) = states([told])

    assert answer == {"refused": "Lone surrogate is not allowed"}
    with pytest.raises((UnicodeEncodeError, rfc8785.CanonicalizationError)):
        stated(told)
