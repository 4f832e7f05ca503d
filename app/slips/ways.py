"""The ways a slip is given, and what each needs (pure); ways.json is the one table, the apps read it too."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Way:
    """What a slip given this way needs to stand."""

    word: str
    outcome: str  # of the visit it belongs to
    picture: Literal["signature", "proof"] | None  # what it is complete with
    witness: bool
    reason: bool
    closing: str  # what stands under the notice, as it was on the screen


WAYS = {way: Way(**needs) for way, needs in json.loads(Path(__file__).with_suffix(".json").read_text()).items()}


def usual_way(relation: str) -> str:
    """How a slip was given that does not say: by the householder, or by another adult of the household."""
    return "signed" if relation == "self" else "adult"
