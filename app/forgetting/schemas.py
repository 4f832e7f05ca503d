"""Forgettings on the wire."""

from marshmallow import fields, validate

from app.forgetting.models import BASES, DECISIONS
from app.wire import Schema, choice, page_of, text

_WAYS = ("cut", "empty", "whole", "keep")


class ForgettingQuerySchema(Schema):
    decision = choice(DECISIONS, load_default=None)
    after = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


class ForgettingAskSchema(Schema):
    household_id = fields.UUID(required=True)
    basis = choice(tuple(BASES), required=True)
    order_number = text(100, 0, load_default="")
    reason = text(200, required=True)
    # Only whom the door was registered as before; who lives there now is left alone.
    spares_present = fields.Boolean(load_default=False)


class ForgettingApproveSchema(Schema):
    """Which of the texts that quote them are cut too, by their keys."""

    chosen = fields.List(text(200), load_default=list)


class ForgettingRefusalSchema(Schema):
    reason = text(200, required=True)


class HeldSchema(Schema):
    """How much of one kind."""

    word = fields.String(required=True)
    name = fields.String(required=True)
    count = fields.Integer(required=True)


class MentionSchema(Schema):
    """A text elsewhere that quotes them; what is kept can only be looked at."""

    key = fields.String(required=True)
    name = fields.String(required=True)
    way = choice(_WAYS, required=True)
    household_id = fields.UUID(required=True, allow_none=True)
    quote = fields.String(required=True)


class ForgettingSchema(Schema):
    id = fields.UUID(required=True)
    household_id = fields.UUID(required=True)
    householder = fields.String(required=True)
    address = fields.String(required=True)
    village_name = fields.String(required=True, allow_none=True)
    basis = choice(tuple(BASES), required=True)
    basis_name = fields.String(required=True)
    order_number = fields.String(required=True)
    reason = fields.String(required=True)
    requested_by = fields.UUID(required=True)
    requested_by_name = fields.String(required=True, allow_none=True)
    requested_at = fields.AwareDateTime(required=True)
    decision = choice(DECISIONS, required=True)
    decided_by_name = fields.String(required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    refusal = fields.String(required=True, allow_none=True)
    # Set while it waits: who lives there now, since then, is left alone.
    until = fields.AwareDateTime(required=True, allow_none=True)
    is_done = fields.Boolean(required=True)
    removed = fields.List(fields.Nested(HeldSchema), required=True)


class ForgettingDetailSchema(ForgettingSchema):
    would_go = fields.List(fields.Nested(HeldSchema), required=True)
    mentions = fields.List(fields.Nested(MentionSchema), required=True)
    mentions_elsewhere = fields.Integer(required=True)  # beyond one's reach: somebody who has the county sees to them


ForgettingPageSchema = page_of(ForgettingSchema)
