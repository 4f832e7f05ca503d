"""Every event version ever released, and how it reads as today's: an old phone can always hand in its work (pure).

To release a version: a schema for its body, an entry here, a sample under tests/data/events. None is ever removed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.sync.bodies import ExclusionBodySchema, VisitBody1Schema, VisitBodySchema
from app.wire import Schema

Body = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """How a body of this version is read, and what today's version has that it lacks."""

    schema: Schema
    modernise: Callable[[Body], Body]


# Schemas are made once: building one costs more than reading with it.
VISITS = {
    1: Version(VisitBody1Schema(), lambda body: {**body, "photos": []}),
    2: Version(VisitBodySchema(), lambda body: body),
}


EXCLUSIONS = {1: Version(ExclusionBodySchema(), lambda body: body)}
# What a phone may tell of.
TYPES = {"visit": VISITS, "exclusion": EXCLUSIONS}


def read_body(type_: str, schema_version: int, text: str) -> Body:
    """The body as today's version has it; raises what marshmallow and json raise."""
    version = TYPES[type_][schema_version]
    return version.modernise(version.schema.loads(text))
