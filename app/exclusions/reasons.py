"""What each reason needs as evidence, and how long it holds (pure); reasons.json is the one table, the apps read it too."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from app.exclusions import refusals
from app.households.models import REASONS

# 邻居、村（居）干部
WITNESSES = ("neighbour", "cadre")
MOST_PHOTOS = 3


@dataclass(frozen=True)
class Needs:
    """The evidence of one reason, and its days."""

    photo: bool
    witness: tuple[str, ...]  # who may vouch for it; nobody has to where it is empty
    words: bool
    returns_on: bool
    usual_days: int
    most_days: int


@dataclass(frozen=True)
class Evidence:
    """What was brought for a reason."""

    reason: str
    words: str = ""
    witness: str = ""
    witness_role: str | None = None
    returns_on: date | None = None
    photos: tuple[str, ...] = ()


def _read() -> dict[str, Needs]:
    told = json.loads(Path(__file__).with_suffix(".json").read_text())
    return {reason: Needs(**{**needs, "witness": tuple(needs["witness"])}) for reason, needs in told.items()}


NEEDS = _read()
assert tuple(NEEDS) == REASONS


def check(evidence: Evidence) -> None:
    """Refuse what lacks something that its reason needs, naming all that is missing."""
    if missing := list(_missing(evidence, NEEDS[evidence.reason])):
        raise refusals.evidence_missing(evidence.reason, missing)


def _missing(evidence: Evidence, needs: Needs) -> Iterator[str]:
    if needs.photo and not evidence.photos:
        yield "photo"
    if needs.witness and not (evidence.witness.strip() and evidence.witness_role in needs.witness):
        yield "cadre" if needs.witness == ("cadre",) else "witness"
    if needs.returns_on and evidence.returns_on is None:
        yield "returns_on"
    if needs.words and len(evidence.words.strip()) < 2:
        yield "words"


def usual_expiry(evidence: Evidence, today: date) -> date:
    """The last day on which it holds when nobody says: the usual days, and never on the day of coming home."""
    last = today + timedelta(days=NEEDS[evidence.reason].usual_days)
    # One that is over is refused by check_expiry; the first day of all calendars has no day before.
    is_ahead = evidence.returns_on is not None and evidence.returns_on > today
    return min(last, evidence.returns_on - timedelta(days=1)) if is_ahead and evidence.returns_on else last


def check_expiry(evidence: Evidence, expires_on: date, today: date) -> None:
    """Refuse a last day that is gone, that nobody would live to see, or on which they are home again."""
    most = NEEDS[evidence.reason].most_days
    if evidence.returns_on and evidence.returns_on <= today:
        raise refusals.return_day_passed()
    if expires_on < today:
        raise refusals.expiry_passed()
    if expires_on > today + timedelta(days=most):
        raise refusals.expiry_too_far(most)
    if evidence.returns_on and expires_on >= evidence.returns_on:
        raise refusals.expiry_after_return()
