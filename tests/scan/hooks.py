"""schemathesis loads this: half of all ids are of something that there is, and who is signed out signs in again."""

import atexit
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any
from zlib import crc32

import requests
import schemathesis

from tests.person import PASSWORD

SCAN: dict[str, Any] = json.loads(os.environ["SCAN"])
KNOWN: dict[str, list[str]] = SCAN["known"]
ANSWERS: Counter[str] = Counter()
TOKEN: list[str] = []


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Somebody is signed in, also after a call that ended all their sessions."""
    if not TOKEN:
        credentials = {"username": SCAN["username"], "password": PASSWORD}
        answer = requests.post(f"{SCAN['address']}/api/v1/session", json=credentials, timeout=60)
        # Wrong passwords are waited for: then nobody is signed in for a while, which is an answer, too.
        TOKEN.append(str(answer.json()["token"]) if answer.ok else "")
    case.headers["Authorization"] = f"Bearer {TOKEN[0]}"


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Count what came of it."""
    ANSWERS[str(response.status_code)] += 1
    if response.status_code == 401:
        TOKEN.clear()


@atexit.register
def tell() -> None:
    """How often each answer was given."""
    Path(SCAN["answers"]).write_text(json.dumps(dict(sorted(ANSWERS.items()))))


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Addresses."""
    return _known(path_parameters)


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """JSON bodies."""
    return _known(body) if isinstance(body, dict) else body


def _known(said: dict[str, Any] | None) -> dict[str, Any] | None:
    return said and {name: _other(name, value) for name, value in said.items()}


def _other(name: str, value: Any) -> Any:
    """The same for the same value, so that what is found can be found again."""
    number = crc32(repr(value).encode("utf-8", "replace"))
    kept = KNOWN.get(name, [])
    return kept[number // 2 % len(kept)] if kept and number % 2 else value
