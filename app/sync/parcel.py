"""What a phone put into the file that it sealed to the county's key (pure)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import marshmallow as ma
from marshmallow import fields, validate

from app import problems
from app.sync import reading, refusals
from app.sync.events import Received
from app.sync.sealing import CountyKey
from app.wire import Schema

MAX_MB = 32
MAX_ENTRIES = 20_000
# An item is flat: its body is text. Deeper than this is no phone of ours.
MAX_DEPTH = 32
BATCH = 50


class _ParcelSchema(Schema):
    class Meta:
        # A newer phone may say more of itself.
        unknown = ma.EXCLUDE

    device_id = fields.UUID(required=True)
    user_id = fields.UUID(load_default=None, allow_none=True)
    device_secret = fields.String(load_default=None, allow_none=True)
    exported_at = fields.AwareDateTime(required=True)
    # Each is read by itself, as in a push: a bad one must not turn the others away.
    items = fields.List(fields.Raw(allow_none=True), required=True, validate=validate.Length(max=MAX_ENTRIES))
    blobs = fields.List(fields.Raw(allow_none=True), load_default=[], validate=validate.Length(max=MAX_ENTRIES))


_PARCEL = _ParcelSchema()


@dataclass(frozen=True)
class Parcel:
    """The outbox of one phone, as it was when it was exported."""

    device_id: UUID
    user_id: UUID | None
    device_secret: str | None
    exported_at: datetime
    items: list[Received]
    blobs: dict[str, str]  # sha256 to base64

    def batches(self) -> Iterator[tuple[list[Received], dict[str, str]]]:
        """Its items, with the signatures they name beside them; after all the items, what is left of the blobs."""
        left = dict(self.blobs)
        for start in range(0, len(self.items), BATCH):
            items = self.items[start : start + BATCH]
            named = {item.picture for item in items} & left.keys()
            yield items, {name: left.pop(name) for name in named if name}
        for name, data in left.items():
            yield [], {name: data}


def unpack(key: CountyKey, file: dict[str, Any]) -> Parcel:
    """Open a file and read what is in it.

    Raises not_a_rescue_file, rescue_of_another_county, rescue_damaged, too_large.
    """
    content = key.open_file(file)
    if len(content) > MAX_MB * 1024 * 1024:
        raise problems.too_large(MAX_MB)
    try:
        told = json.loads(content)
        _must_be_flat(told, MAX_DEPTH)
        parcel = _PARCEL.load(told)
    except (ma.ValidationError, ValueError, RecursionError):
        raise refusals.rescue_damaged() from None
    if str(parcel["device_id"]) != file.get("device_id"):
        raise refusals.rescue_damaged()
    return Parcel(**parcel | {"items": [*map(_item, parcel["items"])], "blobs": dict(_blobs(parcel["blobs"]))})


def _item(raw: Any) -> Received:
    return reading.read(raw if isinstance(raw, dict) else {"unreadable": raw})


def _blobs(listed: list[Any]) -> Iterator[tuple[str, str]]:
    """Those that can be read at all; of the others nobody could say what they were."""
    for blob in listed:
        if isinstance(blob, dict) and isinstance(blob.get("sha256"), str) and isinstance(blob.get("data"), str):
            yield blob["sha256"], blob["data"]


def _must_be_flat(value: Any, depth: int) -> None:
    if not isinstance(value, dict | list):
        return
    if depth == 0:
        raise ValueError("nested too deep")
    for inner in value.values() if isinstance(value, dict) else value:
        _must_be_flat(inner, depth - 1)
