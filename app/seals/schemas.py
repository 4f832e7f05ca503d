"""A slip's seal, and the days' roots, on the wire."""

from marshmallow import fields, validate

from app.wire import Schema, page_of


class SealSchema(Schema):
    """Where a slip stands in its village's chain, and what a look at it found just now."""

    village = fields.String(required=True)
    seq = fields.Integer(required=True)
    sealed_at = fields.AwareDateTime(required=True)
    key_id = fields.String(required=True)
    leaf = fields.String(required=True)
    device_signed = fields.String(required=True, metadata={"enum": ["yes", "no", "none"]})
    is_removed = fields.Boolean(required=True)
    is_repaired = fields.Boolean(required=True)
    root = fields.Date(required=True, allow_none=True)  # the day whose root holds it; none until that day is closed
    faults = fields.List(fields.String(), required=True)


class RootSchema(Schema):
    """What a day's seals come to; nothing of one that is not as it was signed."""

    number = fields.Integer(required=True)
    day = fields.Date(required=True)
    leaves = fields.Integer(required=True, allow_none=True)
    total = fields.Integer(required=True, allow_none=True)
    villages = fields.Integer(required=True, allow_none=True)
    merkle = fields.String(required=True, allow_none=True)
    key_id = fields.String(required=True)
    is_whole = fields.Boolean(required=True)  # whether it is as a key of the county's signed it


class RootQuerySchema(Schema):
    after = fields.Integer(load_default=None, validate=validate.Range(1, 2**31 - 1))
    limit = fields.Integer(load_default=31, validate=validate.Range(1, 366))


class OpenDaySchema(Schema):
    """What no root holds yet: sealed since a day, perhaps one that is over; and complete, but not sealed."""

    since = fields.Date(required=True, allow_none=True)
    is_over = fields.Boolean(required=True)
    sealed = fields.Integer(required=True)
    unsealed = fields.Integer(required=True)
    has_key = fields.Boolean(required=True)  # whether this server has a key to seal with


class RootPageSchema(page_of(RootSchema)):  # type: ignore[misc]
    open = fields.Nested(OpenDaySchema, required=True)
