"""Slips made by the product, and what becomes of them when a bit is flipped or something is taken out of its place.

`python -m tests.seals.flips 1000 1000000` prints the figures (an hour); the tests run a few thousand.
"""

import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from app import create_app
from app.blobs import operations as blobs
from app.blobs.models import Blob
from app.db import db
from app.problems import Problem
from app.seals import faults, record
from app.seals.models import SlipKey, SlipRoot, SlipSeal
from app.slips.models import Slip
from app.slips.ways import WAYS
from app.sync.sealing import CountyKey, make_file
from config import Config
from tests.conftest import empty_tables
from tests.county import County, build
from tests.person import Person
from tests.phone import Phone, png
from tests.seals.sealed import seal
from tests.slips import independent

DAYS = 10
FIRST = 1_790_000_000  # some day in September 2026
BATCH = 25


@dataclass
class Sealed:
    """Everything that was sealed, as plain data."""

    keys: dict[str, bytes]
    chains: dict[str, list[SimpleNamespace]]  # by village, in order
    images: dict[UUID, bytes]
    roots: list[SlipRoot]

    @cached_property
    def all(self) -> list[SimpleNamespace]:
        return [row for rows in self.chains.values() for row in rows]

    @cached_property
    def own_keys(self) -> dict[str, Ed25519PublicKey]:
        return {name: Ed25519PublicKey.from_public_bytes(raw) for name, raw in self.keys.items()}

    @cached_property
    def by_id(self) -> dict[UUID, dict[str, Any]]:
        """What was stated, by visit."""
        return {row.visit_id: json.loads(row.record)["statement"] for row in self.all}

    @cached_property
    def by_day(self) -> dict[str, list[SimpleNamespace]]:
        found = defaultdict(list)
        for row in self.all:
            found[independent.day({"sealed_ms": row.sealed_ms})].append(row)
        return dict(found)


def make(app: Flask, county: County, key: CountyKey, slips: int) -> Sealed:
    """So many slips handed in by two phones over ten days, in every way, each day closed."""
    hands, ways = [("alice", "王一"), ("alice", "李二"), ("bob", "赵三")], list(WAYS)
    for day in range(DAYS):
        with time_machine.travel(FIRST + day * 86_400, tick=True):
            phones = {name: Phone(Person(app, name), county) for name in ("alice", "bob")}
            numbers = range(day * slips // DAYS, (day + 1) * slips // DAYS)
            for place, name in enumerate(("alice", "bob")):
                own = [(n, hands[n % 3][1]) for n in numbers if hands[n % 3][0] == name]
                made = [_slip(phones[name], county, door, ways[n % len(ways)], n) for n, door in own]
                for first in range(0, len(made), BATCH):
                    events, images = zip(*made[first : first + BATCH], strict=True)
                    answers = phones[name].verdicts(*events, blobs=images)
                    assert {one["status"] for one in answers} == {"created"}, (place, answers)
            seal(key)
    with time_machine.travel(FIRST + DAYS * 86_400, tick=True):
        seal(key)
    return read()


def _slip(phone: Phone, county: County, door: str, way: str, number: int) -> tuple[dict[str, Any], bytes]:
    image = png(number)
    words = f"第{number}份𠮷䶮Ａ１é"
    return phone.slip(county.doors[door], way, image, slip={"signer_name": words}, note=words), image


def read() -> Sealed:
    """What the county holds."""
    chains: dict[str, list[SimpleNamespace]] = defaultdict(list)
    for row in db.session.scalars(select(SlipSeal).order_by(SlipSeal.village, SlipSeal.seq)):
        chains[row.village].append(
            SimpleNamespace(**{c.name: getattr(row, c.name) for c in SlipSeal.__table__.columns})
        )
    pictures = select(Slip.visit_id, Blob.data).join(Blob, Blob.sha256 == Slip.picture_sha256)
    return Sealed(
        {key.id: bytes.fromhex(key.public_key) for key in db.session.scalars(select(SlipKey))},
        dict(chains),
        dict(db.session.execute(pictures).tuples().all()),
        list(db.session.scalars(select(SlipRoot).order_by(SlipRoot.number))),
    )


def all_hold(sealed: Sealed) -> Iterator[str]:
    """A line for whatever does not verify, by the product or by the independent verifier."""
    own = sealed.own_keys
    for village, rows in sealed.chains.items():
        if (place := ours(rows, own)) is not None:
            yield f"ours: {village} breaks at {place}"
        if (place := independent.verify_chain([(r.record, r.seal) for r in rows], sealed.keys)) is not None:
            yield f"independent: {village} breaks at {place}"
    for number, root in enumerate(sealed.roots):
        if not _root_holds(sealed, number, root.record, root.seal):
            yield f"root {root.day} does not hold"


def ours(rows: list[SimpleNamespace], own: dict[str, Ed25519PublicKey]) -> int | None:
    """The place of the first row that the product finds fault with."""
    before = faults.START
    for place, row in enumerate(rows):
        looked_at = SimpleNamespace(
            **vars(row) | {"awaits": "", "is_carried": True}
        )  # not the slip is looked at, only the chain
        if next(faults.faults(looked_at, before, own, faults.Beside()), None):
            return place
        before = faults.End(row.seq, row.leaf, row.sealed_ms)
    return None


def flip(sealed: Sealed, rng: Random) -> tuple[str, bool, bool]:
    """Flip a bit somewhere: where, and whether the product and the independent verifier still take it for good."""
    row = rng.choice(sealed.all)
    where = rng.choices(("record", "seal", "image", "root", "root's seal"), (40, 20, 20, 10, 10))[0]
    if where == "image":
        visit_id = rng.choice(list(sealed.images))
        return where, *_image_holds(sealed, visit_id, _flipped(sealed.images[visit_id], rng))
    if where.startswith("root"):
        number = rng.randrange(len(sealed.roots))
        root = sealed.roots[number]
        text, signed = (_text(root.record, rng), root.seal) if where == "root" else (root.record, _text(root.seal, rng))
        return where, _our_root_holds(sealed, text, signed), _root_holds(sealed, number, text, signed)
    text, signed = (_text(row.record, rng), row.seal) if where == "record" else (row.record, _text(row.seal, rng))
    return where, _our_record_holds(sealed, text, signed), independent.verify_record(text, signed, sealed.keys)


def _flipped(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _text(text: str, rng: Random) -> str:
    return _flipped(text.encode(), rng).decode("utf-8", "surrogateescape")


def _our_record_holds(sealed: Sealed, text: str, signed: str) -> bool:
    """As the product sees it, were its leaf made to agree with it."""
    try:
        told = faults.read(text)
        return told is not None and not list(
            faults.seal_faults(told, record.leaf_of(text.encode()).hex(), signed, sealed.own_keys)
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return False


def _image_holds(sealed: Sealed, visit_id: UUID, data: bytes) -> tuple[bool, bool]:
    stated = sealed.by_id[visit_id]
    name = stated["proof"] or stated["signature"]["png_sha256"]
    try:
        blobs.check(name, data)
    except Problem:
        return False, independent.sha(data).hex() == name
    return True, independent.sha(data).hex() == name


def _our_root_holds(sealed: Sealed, text: str, signed: str) -> bool:
    told = faults.read(text)
    key = sealed.own_keys.get(str((told or {}).get("key")))
    return key is not None and record.is_sealed(key, record.root_message(text.encode()), signed)


def _root_holds(sealed: Sealed, number: int, text: str, signed: str, without: Collection[SimpleNamespace] = ()) -> bool:
    records = [row.record for row in sealed.by_day[sealed.roots[number].day.isoformat()] if row not in without]
    former = sealed.roots[number - 1].record if number else None
    return independent.verify_root(text, signed, sealed.keys, records, former)


def disturb(sealed: Sealed, rng: Random) -> tuple[str, int, int | None, int | None]:
    """Take a row out of its place: how, where it first shows, and where both verifiers see it (None: not at all)."""
    rows = list(rng.choice([rows for rows in sealed.chains.values() if len(rows) > 2]))
    how, place = rng.choice(("delete", "swap", "reorder", "truncate")), rng.randrange(len(rows) - 1)
    first = place
    if how == "delete":
        del rows[place]
    elif how == "swap":
        rows[place], rows[place + 1] = rows[place + 1], rows[place]
    elif how == "reorder":
        other = rng.randrange(place + 1, len(rows))
        rows.insert(place, rows.pop(other))
    else:
        del rows[place + 1 :]
        first = place + 1
    ours_at = ours(rows, sealed.own_keys)
    theirs_at = independent.verify_chain([(row.record, row.seal) for row in rows], sealed.keys)
    if how == "truncate":
        ours_at, theirs_at = _ends_short(sealed, rows)
    return how, first, ours_at, theirs_at


def _ends_short(sealed: Sealed, rows: list[SimpleNamespace]) -> tuple[int | None, int | None]:
    """A chain that is cut is a whole one, as far as it goes. The days' roots say how far it went."""
    roots = [json.loads(root.record)["villages"] for root in sealed.roots]
    last = max(line[2] for villages in roots for line in villages if line[0] == rows[0].village)
    missing = sealed.chains[rows[0].village][len(rows) :]
    broken = [n for n, r in enumerate(sealed.roots) if not _root_holds(sealed, n, r.record, r.seal, missing)]
    return (len(rows) if last > len(rows) else None), (len(rows) if broken else None)


def main(slips: int, flips: int) -> None:
    with TemporaryDirectory(prefix="qiaomen-flips-") as folder:

        class FlipsConfig(Config):
            SQLALCHEMY_DATABASE_URI = f"sqlite:///{folder}/county.db"
            RESCUE_KEY_FILE = Path(folder) / "county-key.pem"
            TESTING = True

        app = create_app(FlipsConfig)
        with app.app_context():
            upgrade()
            empty_tables()
            key = make_file(FlipsConfig.RESCUE_KEY_FILE)
            with time_machine.travel(FIRST - 86_400, tick=True):
                county = build()
            sealed = make(app, county, key, slips)
            print(
                f"{len(sealed.all):,} slips sealed, {len(sealed.roots)} roots; do not verify: {len(list(all_hold(sealed)))}"
            )
            rng, begun, tried, good = Random(1), time.monotonic(), Counter(), Counter()
            for _ in range(flips):
                where, our, theirs = flip(sealed, rng)
                tried[where] += 1
                good[where] += our + theirs
            for where, number in sorted(tried.items()):
                print(f"{where:12} {number:>9,} flips, taken for good: {good[where]}")
            for how, number in sorted(Counter(_disturbed(sealed, rng, slips)).items()):
                print(f"{how[0]:12} {number:>9,} times, found and located by both: {how[1]}")
            print(f"{time.monotonic() - begun:.0f} s")


def _disturbed(sealed: Sealed, rng: Random, times: int) -> Iterator[tuple[str, bool]]:
    for _ in range(times):
        how, first, our, theirs = disturb(sealed, rng)
        yield how, first == our == theirs


if __name__ == "__main__":
    main(*(int(number.replace("_", "")) for number in sys.argv[1:3]))
