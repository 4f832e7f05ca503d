"""Moves and whole numbers on the wire."""

from marshmallow import fields, validate

from app.households.purposes import PURPOSES
from app.wire import Schema, choice, page_of


class MoveSchema(Schema):
    household_ids = fields.List(fields.UUID(), load_default=None, allow_none=True, validate=validate.Length(max=5000))
    from_code = fields.String(load_default=None, allow_none=True)
    to_code = fields.String(required=True)


class MovedSchema(Schema):
    moved = fields.Integer(required=True)


class VanishedSchema(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    # The place that bears the code now, where it was used again; null for a village that is gone.
    now_name = fields.String(required=True, allow_none=True)
    households = fields.Integer(required=True)


class RevealSchema(Schema):
    reason = choice(tuple(PURPOSES), required=True)


class NumbersSchema(Schema):
    phone = fields.String(required=True, allow_none=True)
    # Masked for those who may not see it in full.
    id_number = fields.String(required=True, allow_none=True)


class RevealedSchema(NumbersSchema):
    note = fields.String(required=True, allow_none=True)
    residents = fields.List(fields.Nested(NumbersSchema), required=True)


VanishedPageSchema = page_of(VanishedSchema)
