"""Reads what a phone handed in, one item at a time, so that a bad one is set aside alone (pure)."""

import hashlib
from typing import Any

from marshmallow import ValidationError

from app import problems
from app.sync.events import Received
from app.sync.schemas import ItemSchema
from app.sync.signed import Author
from app.sync.versions import read_body

_ITEM = ItemSchema()


def read_all(raw: list[dict[str, Any]], author: Author) -> list[Received]:
    """Understand a batch, and work out its visits: before the transaction, in which all others wait."""
    batch = [read(one) for one in raw]
    for received in batch:
        if received.problem is None and received.readable_item["type"] == "visit":
            received.knock(author)
    return batch


def read(raw: dict[str, Any]) -> Received:
    """Understand one item; what cannot be understood comes back with its problem."""
    try:
        item = _ITEM.load(raw)
        if hashlib.sha256(item["body"].encode()).hexdigest() != item["sha256"]:
            return Received(raw, problem=problems.damaged_event())
        said, body = read_body(item["type"], item["schema_version"], item["body"])
    except ValidationError as error:
        return Received(raw, problem=problems.unreadable_event(error.messages))
    except (ValueError, RecursionError):
        # Not JSON, a lone surrogate, or nested beyond reason.
        return Received(raw, problem=problems.unreadable_event({}))
    return Received(raw, item, body, said)
