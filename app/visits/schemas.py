"""Doors and visits on the wire."""

from marshmallow import fields, validate

from app.divisions.schemas import PathStepSchema
from app.exclusions.schemas import ExclusionSchema
from app.households.models import KINDS, REASONS, STATES
from app.slips.ways import WAYS
from app.visits.models import FIRM_ROLES, OUTCOMES, STATUSES
from app.visits.narrowing import ATTEMPTS, PARTS
from app.wire import Schema, choice, page_of, text

PLATES = ("own", "another")


class DoorSchema(Schema):
    """A household, where it stands, and what came of knocking."""

    id = fields.UUID(required=True)
    door_code = fields.String(required=True, allow_none=True)
    kind = choice(KINDS, required=True)
    title = fields.String(required=True, allow_none=True)
    householder = fields.String(required=True)
    initials = fields.String(required=True)
    phone = fields.String(required=True, allow_none=True)
    address = fields.String(required=True)
    division_code = fields.String(required=True, attribute="stood_in")
    grid_name = fields.String(required=True, allow_none=True)
    village_name = fields.String(required=True, allow_none=True)
    lat = fields.Float(required=True, allow_none=True)
    lon = fields.Float(required=True, allow_none=True)
    residents_count = fields.Integer(required=True, allow_none=True)
    # The SHA-256 of what its 二维码门牌 says, once that was scanned here.
    plate = fields.String(required=True, allow_none=True)
    state = choice(STATES, required=True)
    # The first day on which that state ends by itself, as an exclusion does; null when it has no end.
    state_until = fields.Date(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    last_outcome = choice(OUTCOMES, required=True, allow_none=True)
    last_visited_at = fields.AwareDateTime(required=True, allow_none=True)
    come_back_at = fields.AwareDateTime(required=True, allow_none=True)  # when the newest knock said to come again


class NarrowedSchema(Schema):
    """What a list is narrowed to beyond its state: narrowing.py says what each means."""

    part = choice(tuple(PARTS), load_default=None, allow_none=True)
    excluded_for = choice(REASONS, load_default=None, allow_none=True)
    attempts = choice(ATTEMPTS, load_default=None, allow_none=True)
    worker = fields.UUID(load_default=None, allow_none=True)


class DoorQuerySchema(NarrowedSchema):
    scope = fields.String(load_default=None)
    campaign = fields.UUID(load_default=None)
    kind = choice(KINDS, load_default=None)
    state = choice(STATES, load_default=None)
    q = text(50, least=0, load_default="")
    on = fields.Date(load_default=None)
    after = fields.String(load_default=None)
    limit = fields.Integer(load_default=100, validate=validate.Range(0, 500, error="应为 0 到 500。"))


class ResidentSchema(Schema):
    name = fields.String(required=True)
    relation = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    id_number_masked = fields.String(required=True, allow_none=True)


class SlipSchema(Schema):
    signer_name = fields.String(required=True)
    signer_relation = fields.String(required=True)
    text = fields.String(required=True)
    title = fields.String(required=True)
    audience = fields.String(required=True)
    template_version = fields.Integer(required=True)
    # Whether its text is that version of the notice, filled, word for word; null once the text is gone.
    follows = fields.Boolean(required=True, allow_none=True)
    complete = fields.Boolean(required=True)
    way = choice(tuple(WAYS), required=True)
    reason = fields.String(required=True, allow_none=True)
    picture_sha256 = fields.String(required=True, allow_none=True)
    forgotten = fields.Boolean(required=True)  # its words and its signer are gone; whether by rule its seal is asked


class TaughtFirmSchema(Schema):
    """What was done at a shop or a firm; null is what nobody said."""

    role = choice(FIRM_ROLES, required=True, allow_none=True)
    posters = fields.Integer(required=True)
    calls_back = fields.Boolean(required=True, allow_none=True)


class VisitSchema(Schema):
    id = fields.UUID(required=True)
    outcome = choice(OUTCOMES, required=True)
    status = choice(STATUSES, required=True)
    visited_at = fields.AwareDateTime(required=True)
    # It was made between these two; no earliest where nothing tells.
    earliest_at = fields.AwareDateTime(required=True, allow_none=True)
    latest_at = fields.AwareDateTime(required=True)
    clock_off = fields.Boolean(required=True)
    received_at = fields.AwareDateTime(required=True)
    receipt = fields.Integer(required=True)
    worker_name = fields.String(required=True)
    note = fields.String(required=True, allow_none=True)
    witness = fields.String(required=True, allow_none=True)
    lat = fields.Float(required=True, allow_none=True)
    lon = fields.Float(required=True, allow_none=True)
    distance_m = fields.Integer(required=True, allow_none=True)
    # Whose the plate is that was scanned at this visit: this door's own, or another than is on it; null where none was.
    plate = choice(PLATES, required=True, allow_none=True)
    withdrawn_on = fields.Date(required=True, allow_none=True)
    withdrawn_at = fields.AwareDateTime(required=True, allow_none=True)
    withdrawn_by_name = fields.String(required=True, allow_none=True)
    withdrawal_reaches_back = fields.Boolean(required=True, allow_none=True)
    withdrawal_reason = fields.String(required=True, allow_none=True)
    review_reason = fields.String(required=True, allow_none=True)
    # Null where nothing was said of a firm, as at every home.
    firm = fields.Nested(TaughtFirmSchema, required=True, allow_none=True)
    photos = fields.List(fields.String(), required=True)
    slip = fields.Nested(SlipSchema, required=True, allow_none=True)


class DoorDetailSchema(DoorSchema):
    note = fields.String(required=True, allow_none=True)
    id_number_masked = fields.String(required=True, allow_none=True)
    registered_on = fields.Date(required=True)
    path = fields.List(fields.Nested(PathStepSchema), required=True)
    residents = fields.List(fields.Nested(ResidentSchema), required=True)
    visits = fields.List(fields.Nested(VisitSchema), required=True)
    exclusions = fields.List(fields.Nested(ExclusionSchema), required=True)


class WithdrawalSchema(Schema):
    reason = text(200, required=True)
    reaches_back = fields.Boolean(load_default=False)


class DetailQuerySchema(Schema):
    campaign = fields.UUID(load_default=None)


DoorPageSchema = page_of(DoorSchema)
