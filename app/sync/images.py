"""Taking in signatures and photos, and counting the visits that they complete."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass

from app import clock, problems
from app.blobs import operations as blobs
from app.db import hold_names
from app.problems import Problem
from app.slips import operations as slips
from app.visits import operations as visits


@dataclass(frozen=True)
class BlobVerdict:
    """What became of one blob."""

    sha256: str
    ok: bool
    code: str | None = None
    message: str | None = None


def hold(signatures: Iterable[str]) -> None:
    """To be called first by whoever brings one of these signatures, or a visit that names it.

    The two may arrive in two requests at once, each blind to the other's rows; so the second waits, and
    then sees what the first has stored. Before the doors and the counter, or requests could deadlock.
    """
    hold_names(signatures)


def take_blob(sha256: str, data: bytes) -> bool:
    """Keep the bytes of one; True when they are new. Raises when they are not what they say."""
    hold([sha256])
    return bool(_keep({sha256: (blobs.check(sha256, data), data)}))


def take_blobs(encoded: Iterable[tuple[str, str]]) -> list[BlobVerdict]:
    """Keep those (sha256, base64) that came with a batch; a bad one stops no other."""
    good: dict[str, tuple[str, bytes]] = {}
    verdicts = [_read(sha256, text, good) for sha256, text in encoded]
    _keep(good)
    return verdicts


def _read(sha256: str, text: str, good: dict[str, tuple[str, bytes]]) -> BlobVerdict:
    try:
        data = base64.b64decode(text, validate=True)
        good[sha256] = (blobs.check(sha256, data), data)
    except (binascii.Error, ValueError):
        problem = problems.blob_damaged()
    except Problem as refused:
        problem = refused
    else:
        return BlobVerdict(sha256, ok=True)
    return BlobVerdict(sha256, ok=False, code=problem.code, message=problem.message)


def _keep(good: dict[str, tuple[str, bytes]]) -> set[str]:
    if not good:
        return set()
    new = blobs.store(good)
    if completed := slips.complete(set(good), clock.now()):
        visits.count_completed(completed)
    return new
