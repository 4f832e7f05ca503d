"""Roots that were kept elsewhere, held against the database: whoever has the database and its key cannot reach those."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from app.db import db
from app.seals.faults import Keys, read
from app.seals.keys import keys_by_id
from app.seals.models import SlipRoot
from app.seals.record import is_sealed, root_message
from app.seals.roots import FORMAT, VERSION


@dataclass(frozen=True)
class Kept:
    """One day's root, as its file has it."""

    name: str
    day: date
    key_id: str
    record: str
    seal: str


def disagreements(folder: Path, own: Ed25519PublicKey | None) -> Iterator[str]:
    """One line for each file that is no root of the county's, and one for the first day that the database has otherwise."""
    keys, found = keys_by_id(own), []
    for path in files_in(folder):
        if (kept := _read(path)) is None:
            yield f"root file {path.name}: it is no root's file"
            continue
        found.append(kept)
        yield from (f"root file {kept.name}: {fault}" for fault in _seal_faults(kept, keys))
    if not found and db.session.scalar(select(SlipRoot.number).limit(1)):
        yield f"root files {folder}: none is there"
    yield from _first_break(sorted(found, key=lambda kept: (kept.day, kept.name)))


def files_in(folder: Path) -> list[Path]:
    """Whatever they are called: as the server writes them, or as the desk hands them out."""
    return sorted(folder.glob("*.json"))


def _read(path: Path) -> Kept | None:
    try:
        file: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        told = read(file["record"])
        if told is None or (file["format"], file["version"], told["type"]) != (FORMAT, VERSION, "root"):
            return None
        return Kept(path.name, date.fromisoformat(told["day"]), told["key"], file["record"], str(file["seal"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _seal_faults(kept: Kept, keys: Keys) -> Iterator[str]:
    """Held against the county's keys: the one that stands in the file is only the file's word."""
    key = keys.get(kept.key_id)
    if key is None:
        yield f"nobody knows its key {kept.key_id}"
    elif not is_sealed(key, root_message(kept.record.encode()), kept.seal):
        yield "its seal is not of this record"


def _first_break(found: list[Kept]) -> Iterator[str]:
    """Each day holds the one before: what comes after the first that differs differs too, and is only counted."""
    ours = {root.day: root.record for root in db.session.scalars(select(SlipRoot))}
    broken = [kept for kept in found if ours.get(kept.day) != kept.record]
    if broken:
        first = broken[0]
        what = "the database has another root for that day" if first.day in ours else "the database has no such day"
        later = f"; {len(broken) - 1} more files differ after it" if broken[1:] else ""
        yield f"root file {first.name}: {what}. The first break is {first.day}{later}"
