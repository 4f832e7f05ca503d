"""schemathesis loads this: half of all ids in addresses and bodies are of something that there is."""

import json
import os
from typing import Any
from zlib import crc32

import schemathesis

KNOWN: dict[str, list[str]] = json.loads(os.environ["SCAN_KNOWN"])


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
