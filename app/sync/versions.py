"""Every event version ever released, and how it reads as today's: an old phone can always hand in its work (pure).

To release a version: a schema for its body, an entry here, a sample under tests/data/events. None is ever removed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.slips.ways import usual_way
from app.sync.bodies import (
    CheckBodySchema,
    ExclusionBodySchema,
    ProposalBodySchema,
    VisitBody1Schema,
    VisitBody2Schema,
    VisitBody3Schema,
    VisitBodySchema,
    WithdrawalBodySchema,
)
from app.wire import Schema

Body = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """How a body of this version is read, and what today's version has that it lacks."""

    schema: Schema
    modernise: Callable[[Body], Body]


# What slips of before did not say; the server finds it out, or makes it up where it is only to be unguessable.
UNSAID = {
    "reason": "",
    "proof_sha256": None,
    "paper_code": "",
    "seed": None,
    "worker_id": None,
    "device_id": None,
    "build": "",
    "key_id": None,
    "device_signature": None,
}


def slip_of_today(slip: Body) -> Body:
    """A slip of any version, as today's has it."""
    return slip if "way" in slip else {**slip, **UNSAID, "way": usual_way(slip["signer_relation"])}


# Nor did visits say when to come back, or what was taught.
UNTOLD: Body = {"photos": [], "plate_scanned": None, "come_back_at": None, "lesson": None}


def _of_today(body: Body) -> Body:
    return {**UNTOLD, **body, "slip": body["slip"] and slip_of_today(body["slip"])}


# Schemas are made once: building one costs more than reading with it.
VISITS = {
    1: Version(VisitBody1Schema(), _of_today),
    2: Version(VisitBody2Schema(), _of_today),
    3: Version(VisitBody3Schema(), _of_today),
    4: Version(VisitBodySchema(), lambda body: body),
}


EXCLUSIONS = {1: Version(ExclusionBodySchema(), lambda body: body)}
WITHDRAWALS = {1: Version(WithdrawalBodySchema(), lambda body: body)}
CHECKS = {1: Version(CheckBodySchema(), lambda body: body)}
PROPOSALS = {1: Version(ProposalBodySchema(), lambda body: body)}
# What a phone may tell of.
TYPES = {
    "visit": VISITS,
    "exclusion": EXCLUSIONS,
    "check": CHECKS,
    "withdrawal": WITHDRAWALS,
    "proposal": PROPOSALS,
}


def read_body(type_: str, schema_version: int, text: str) -> tuple[Body, Body]:
    """The body word for word, and as today's version has it; raises what marshmallow and json raise."""
    version, said = TYPES[type_][schema_version], json.loads(text)
    return said, version.modernise(version.schema.load(said))
