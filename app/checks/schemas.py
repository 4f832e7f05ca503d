"""Spot checks on the wire."""

from marshmallow import fields, validate

from app.checks.models import ANSWERS, SIGNATURES
from app.checks.rule import UNACCEPTABLE
from app.households.models import KINDS
from app.slips.ways import WAYS
from app.visits.models import OUTCOMES
from app.wire import Schema, choice, page_of

MOST_BY_RISK = 50
VERDICTS = ("accepted", "rejected", "unanswered")


class DrawSchema(Schema):
    village = fields.String(required=True)
    unacceptable_percent = fields.Integer(
        strict=True, load_default=UNACCEPTABLE[0], validate=validate.OneOf(UNACCEPTABLE)
    )
    by_risk = fields.Integer(strict=True, load_default=0, validate=validate.Range(0, MOST_BY_RISK))
    checker_id = fields.UUID(required=True)


class RoundQuerySchema(Schema):
    scope = fields.String(load_default=None)
    after = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


class CheckerQuerySchema(Schema):
    village = fields.String(required=True)


class CheckerSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    username = fields.String(required=True)


class CheckersSchema(Schema):
    items = fields.List(fields.Nested(CheckerSchema), required=True)


class CorrectedSchema(Schema):
    rate = fields.Float(required=True)
    # Between these in 19 of 20 checks.
    low = fields.Float(required=True)
    high = fields.Float(required=True)
    # Were all those false at which nobody could answer.
    at_worst = fields.Float(required=True)


class CheckRoundSchema(Schema):
    id = fields.UUID(required=True)
    campaign_id = fields.UUID(required=True)
    village_code = fields.String(required=True)
    village_name = fields.String(required=True)
    drawn_at = fields.AwareDateTime(required=True)
    drawn_by_name = fields.String(required=True)
    checker_id = fields.UUID(required=True)
    checker_name = fields.String(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    covered = fields.Integer(required=True)
    target = fields.Integer(required=True)
    # As reported at the draw.
    rate = fields.Float(required=True, allow_none=True)
    unacceptable_percent = fields.Integer(required=True)
    asks = fields.Integer(required=True)
    denials = fields.Integer(required=True)
    # The two errors of its rule: how often it rejects a village that is in order, and lets pass one that is not. None
    # where all covered doors are asked.
    rejects_good = fields.Float(required=True)
    accepts_bad = fields.Float(required=True)
    confirmed = fields.Integer(required=True)
    denied = fields.Integer(required=True)
    passed_over = fields.Integer(required=True)
    # For so many of these another door was asked at; for the others none was left.
    stood_in = fields.Integer(required=True)
    # `unanswered`: whoever could answer has, and it is too few of them for either.
    verdict = choice(VERDICTS, required=True, allow_none=True)
    corrected = fields.Nested(CorrectedSchema, required=True, allow_none=True)


class CheckRoundPageSchema(page_of(CheckRoundSchema)):  # type: ignore[misc]
    pass


class HeardSchema(Schema):
    answer = choice(ANSWERS, required=True)
    signature = choice(SIGNATURES, required=True)
    note = fields.String(required=True)
    heard_at = fields.AwareDateTime(required=True)
    earliest_at = fields.AwareDateTime(required=True, allow_none=True)
    latest_at = fields.AwareDateTime(required=True)


class TestedSchema(Schema):
    """The visit that is tested; nobody is shown it before its door has answered."""

    id = fields.UUID(required=True)
    outcome = choice(OUTCOMES, required=True)
    way = choice(tuple(WAYS), required=True, allow_none=True)
    visited_at = fields.AwareDateTime(required=True)
    worker_name = fields.String(required=True)
    withdrawn_at = fields.AwareDateTime(required=True, allow_none=True)


class CheckDoorSchema(Schema):
    id = fields.UUID(required=True)
    household_id = fields.UUID(required=True)
    kind = choice(KINDS, required=True)
    title = fields.String(required=True, allow_none=True)
    householder = fields.String(required=True)
    address = fields.String(required=True)
    # Its place in the order by lot; None where it was drawn by risk alone. Only those that count judge the village.
    lot_place = fields.Integer(required=True, allow_none=True)
    by_risk = fields.Boolean(required=True)
    counts = fields.Boolean(required=True)
    answer = choice(ANSWERS, required=True, allow_none=True)
    times_away = fields.Integer(required=True)
    heard = fields.List(fields.Nested(HeardSchema), required=True)
    visit = fields.Nested(TestedSchema, required=True, allow_none=True)


class CheckRoundDetailSchema(CheckRoundSchema):
    seed = fields.String(required=True)
    doors = fields.List(fields.Nested(CheckDoorSchema), required=True)
