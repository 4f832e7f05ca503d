"""What was set aside, and phones, on the wire."""

from marshmallow import fields, validate

from app.visits.models import OUTCOMES
from app.wire import Schema, choice, page_of, text


class AsideQuerySchema(Schema):
    scope = fields.String(load_default=None)
    after = fields.String(load_default=None)
    limit = fields.Integer(load_default=100, validate=validate.Range(0, 500, error="应为 0 到 500。"))


class AsideSchema(Schema):
    """Something a phone handed in that is kept and not counted; the door only where it is known and mine to see."""

    id = fields.UUID(required=True)
    kind = choice(("needs_review", "quarantined"), required=True)
    received_at = fields.AwareDateTime(required=True)
    worker_name = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)
    household_id = fields.UUID(required=True, allow_none=True)
    householder = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    village_name = fields.String(required=True, allow_none=True)
    # A door that a worker found and nobody has confirmed yet: it has no page.
    is_proposed = fields.Boolean(required=True)
    outcome = choice(OUTCOMES, required=True, allow_none=True)
    # A request for an exclusion and no visit: it can be refused, and never accepted.
    asks_exclusion = fields.Boolean(required=True)
    receipt = fields.Integer(required=True, allow_none=True)
    device_seq = fields.Integer(required=True, allow_none=True)


class SuggestionSchema(Schema):
    household_id = fields.UUID(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)


class AsideDoorSchema(Schema):
    household_id = fields.UUID(required=True)
    householder = fields.String(required=True)
    address = fields.String(required=True)
    village_name = fields.String(required=True, allow_none=True)


class AsideDetailSchema(AsideSchema):
    """With the item as the phone sent it, and what can be read of it."""

    raw = fields.String(required=True)
    body = fields.Dict(required=True, allow_none=True)
    visited_at = fields.AwareDateTime(required=True, allow_none=True)
    earliest_at = fields.AwareDateTime(required=True, allow_none=True)
    latest_at = fields.AwareDateTime(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    signer_name = fields.String(required=True, allow_none=True)
    slip_text = fields.String(required=True, allow_none=True)
    has_slip = fields.Boolean(required=True)
    signature_here = fields.Boolean(required=True)
    photos = fields.Integer(required=True)
    # Where else the photo of the slip stands, as far as it is mine to see.
    same_photo = fields.List(fields.Nested(AsideDoorSchema), required=True)
    repairable = fields.Boolean(required=True)
    suggestions = fields.Nested(SuggestionSchema, required=True)


class RepairSchema(Schema):
    household_id = fields.UUID(load_default=None, allow_none=True)
    outcome = choice(OUTCOMES, load_default=None, allow_none=True)
    note = text(500, least=0, load_default=None, allow_none=True)


class DeviceSchema(Schema):
    """A phone: `missing` of what it says it has made have not come; `lost_up_to` is null when its number is unknown.

    `ended_at`: refused since; from then on it is to be wiped, and has said so at `wiped_at`.
    """

    id = fields.UUID(required=True)
    worker_id = fields.UUID(required=True)
    worker_name = fields.String(required=True)
    place = fields.String(required=True)  # the villages that they walk, or what they answer for
    first_seen_at = fields.AwareDateTime(required=True)
    last_seen_at = fields.AwareDateTime(required=True)
    build = fields.String(required=True, allow_none=True)
    persisted = fields.Boolean(required=True, allow_none=True)
    minted_seq = fields.Integer(required=True)
    received = fields.Integer(required=True)
    missing = fields.Integer(required=True)
    missing_since = fields.AwareDateTime(required=True, allow_none=True)
    lost_at = fields.AwareDateTime(required=True, allow_none=True)
    lost_up_to = fields.Integer(required=True, allow_none=True)
    lost_since = fields.AwareDateTime(required=True, allow_none=True)
    replaced = fields.Boolean(required=True)
    clock_skew_s = fields.Float(required=True, allow_none=True)
    enrolled_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    wiped_at = fields.AwareDateTime(required=True, allow_none=True)


class DeviceQuerySchema(Schema):
    scope = fields.String(load_default=None)
    after = fields.Integer(load_default=0, validate=validate.Range(0, 2**31))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500, error="应为 1 到 500。"))


AsidePageSchema = page_of(AsideSchema)
DevicePageSchema = page_of(DeviceSchema)
