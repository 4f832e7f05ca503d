"""Proposals on the wire."""

from marshmallow import fields, validate

from app.households.models import KINDS, PROPOSALS, PROPOSED
from app.wire import Schema, choice, page_of


class ProposalQuerySchema(Schema):
    scope = fields.String(load_default=None)
    state = choice(PROPOSED, load_default="waiting")
    kind = choice(PROPOSALS, load_default=None)
    after = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=50, validate=validate.Range(0, 200))


class RegisteredSchema(Schema):
    """A door as the register has it."""

    id = fields.UUID(required=True)
    kind = choice(KINDS, required=True)
    title = fields.String(required=True, allow_none=True)
    householder = fields.String(required=True)
    phone = fields.String(required=True, allow_none=True)
    address = fields.String(required=True)
    lat = fields.Float(required=True, allow_none=True)
    lon = fields.Float(required=True, allow_none=True)


class AlikeSchema(RegisteredSchema):
    """One that a new door may be, and what of both is the same."""

    same = fields.List(choice(("address", "name", "phone")), required=True)


class ProposalSchema(Schema):
    id = fields.UUID(required=True)
    kind = choice(PROPOSALS, required=True)
    household_id = fields.UUID(required=True)
    division_code = fields.String(required=True)
    village_name = fields.String(required=True, allow_none=True)
    grid_name = fields.String(required=True, allow_none=True)
    door_kind = choice(KINDS, required=True, allow_none=True)
    title = fields.String(required=True, allow_none=True)
    householder = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    lat = fields.Float(required=True, allow_none=True)
    lon = fields.Float(required=True, allow_none=True)
    accuracy_m = fields.Integer(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    outside_grids = fields.Boolean(required=True)
    state = choice(PROPOSED, required=True)
    proposed_by = fields.UUID(required=True)
    proposed_by_name = fields.String(required=True)
    proposed_at = fields.AwareDateTime(required=True)
    decided_by_name = fields.String(required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    refusal = fields.String(required=True, allow_none=True)
    # The door that it is about, as it is registered now; none of a new one that nobody has confirmed.
    registered = fields.Nested(RegisteredSchema, required=True, allow_none=True)
    distance_m = fields.Integer(required=True, allow_none=True)
    alike = fields.List(fields.Nested(AlikeSchema), required=True)
    # Entries of phones that count once the door is on the register.
    visits_waiting = fields.Integer(required=True)


class ProposalPageSchema(page_of(ProposalSchema)):  # type: ignore[misc]
    counts = fields.Dict(keys=choice(PROPOSED), values=fields.Integer(), required=True)
