"""Moves and exclusions on the wire."""

from marshmallow import fields, validate

from app.households.models import DECISIONS, REASONS
from app.households.purposes import PURPOSES
from app.wire import Schema, choice, page_of, text


class MoveSchema(Schema):
    household_ids = fields.List(fields.UUID(), load_default=None, allow_none=True, validate=validate.Length(max=5000))
    from_code = fields.String(load_default=None, allow_none=True)
    to_code = fields.String(required=True)


class MovedSchema(Schema):
    moved = fields.Integer(required=True)


class ExclusionRequestSchema(Schema):
    household_id = fields.UUID(required=True)
    reason = choice(REASONS, required=True)
    evidence = text(500, least=2, required=True)
    expires_on = fields.Date(required=True)


class VanishedSchema(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    # The place that bears the code now, where it was used again; null for a village that is gone.
    now_name = fields.String(required=True, allow_none=True)
    households = fields.Integer(required=True)


class RefusalSchema(Schema):
    reason = text(200, required=True)


class RevealSchema(Schema):
    reason = choice(tuple(PURPOSES), required=True)


class NumbersSchema(Schema):
    phone = fields.String(required=True, allow_none=True)
    # Masked for those who may not see it in full.
    id_number = fields.String(required=True, allow_none=True)


class RevealedSchema(NumbersSchema):
    note = fields.String(required=True, allow_none=True)
    residents = fields.List(fields.Nested(NumbersSchema), required=True)


class ExclusionQuerySchema(Schema):
    scope = fields.String(load_default=None)
    state = choice(DECISIONS, load_default="requested")
    after = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


class ExclusionSchema(Schema):
    id = fields.UUID(required=True)
    household_id = fields.UUID(required=True)
    householder = fields.String(required=True)
    address = fields.String(required=True)
    village_name = fields.String(required=True)
    division_code = fields.String(required=True)
    reason = choice(REASONS, required=True)
    evidence = fields.String(required=True)
    state = choice(DECISIONS, required=True)
    requested_by = fields.UUID(required=True)
    requested_by_name = fields.String(required=True)
    requested_at = fields.AwareDateTime(required=True)
    decided_by_name = fields.String(required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    refusal = fields.String(required=True, allow_none=True)
    expires_on = fields.Date(required=True)
    from_on = fields.Date(required=True, allow_none=True)
    until_on = fields.Date(required=True, allow_none=True)


ExclusionPageSchema = page_of(ExclusionSchema)
VanishedPageSchema = page_of(VanishedSchema)
