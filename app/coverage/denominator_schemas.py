"""The denominator on the wire."""

from marshmallow import fields

from app.coverage.schemas import FiguresSchema, LineSchema, TileQuerySchema
from app.households.models import REASONS
from app.wire import Schema, choice


def _by_reason() -> fields.Dict:
    """Only reasons that some door is left out for."""
    return fields.Dict(keys=choice(REASONS), values=fields.Integer(), required=True)


class DenominatorQuerySchema(TileQuerySchema):
    """A place, a kind, a day, a campaign."""


class DenominatorLineSchema(LineSchema):
    share = fields.Float(required=True, allow_none=True)
    reasons = _by_reason()
    # The least number of excluded doors by which chance does not explain them: outliers.py has the rule.
    named_from = fields.Integer(required=True)
    is_named = fields.Boolean(required=True)


class DenominatorDaySchema(Schema):
    on = fields.Date(required=True)
    registered = fields.Integer(required=True)
    excluded = fields.Integer(required=True)
    share = fields.Float(required=True, allow_none=True)
    county_share = fields.Float(required=True, allow_none=True)


class DenominatorSchema(Schema):
    on = fields.Date(required=True)
    campaign_id = fields.UUID(required=True)
    since = fields.Date(required=True)
    total = fields.Nested(FiguresSchema, required=True)
    share = fields.Float(required=True, allow_none=True)
    # Of the whole county, whoever asks: one number, to hold one's own against.
    county_share = fields.Float(required=True, allow_none=True)
    reasons = _by_reason()
    # The chance that any village of the county is named though nothing but chance is at work, and how many have doors.
    false_alarm = fields.Float(required=True)
    county_villages = fields.Integer(required=True)
    items = fields.List(fields.Nested(DenominatorLineSchema), required=True)
    days = fields.List(fields.Nested(DenominatorDaySchema), required=True)
