"""The slip in an event: what was signed, and the phone's statement of it (pure)."""

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.slips.operations import SignedNotice
from app.slips.statement import By, Opened, canonical, place_text, statement

Body = dict[str, Any]


@dataclass(frozen=True)
class Author:
    """Who handed an event in, and from which phone; what slips of before do not say themselves."""

    worker_id: UUID
    device_id: UUID


def notice_of(event_id: UUID, said: Body, body: Body, author: Author) -> SignedNotice:
    """The slip of a readable event; `said` is its body word for word, `body` the same as today's version has it."""
    slip = body["slip"]
    opened = Opened(
        seed=slip["seed"] or secrets.token_hex(32),
        text=slip["text"],
        signer=slip["signer_name"],
        witness=body["witness"],
        reason=slip["reason"],
        place=place_text(body["position"]),
    )
    by = By(slip["worker_id"] or author.worker_id, slip["device_id"] or author.device_id, slip["build"], slip["key_id"])
    return SignedNotice(
        template_id=slip["template_id"],
        text_sha256=slip["text_sha256"],
        signer_relation=slip["signer_relation"],
        strokes=slip["strokes"],
        picture_sha256=slip["signature_sha256"] or slip["proof_sha256"],
        way=slip["way"],
        opened=opened,
        statement=canonical(statement(event_id, said, slip, opened, by)).decode(),
        device_signature=slip["device_signature"],
    )
