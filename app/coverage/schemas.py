"""Coverage on the wire."""

from marshmallow import fields, validate

from app.codes import LEVELS
from app.households.models import KINDS
from app.wire import Schema, choice


class CoverageQuerySchema(Schema):
    campaign = fields.UUID(load_default=None)
    scope = fields.String(load_default=None)
    by = choice(LEVELS, load_default=None)
    kind = choice(KINDS, load_default=None)
    on = fields.Date(load_default=None)


class FiguresSchema(Schema):
    registered = fields.Integer(required=True)
    excluded = fields.Integer(required=True)
    target = fields.Integer(required=True)
    covered = fields.Integer(required=True)
    uncovered = fields.Integer(required=True)
    rate = fields.Float(required=True, allow_none=True)
    raw_rate = fields.Float(required=True, allow_none=True)
    official = fields.Integer(required=True, allow_none=True)
    official_rate = fields.Float(required=True, allow_none=True)


class LineSchema(FiguresSchema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    level = choice(LEVELS, required=True)


class CoverageSchema(Schema):
    on = fields.Date(required=True)
    campaign_id = fields.UUID(required=True)
    items = fields.List(fields.Nested(LineSchema), required=True)
    total = fields.Nested(FiguresSchema, required=True)


class FeatureSchema(Schema):
    type = fields.Constant("Feature", required=True)
    id = fields.String(required=True)
    geometry = fields.Dict(required=True, allow_none=True)
    properties = fields.Dict(required=True)


class FeatureCollectionSchema(Schema):
    type = fields.Constant("FeatureCollection", required=True)
    features = fields.List(fields.Nested(FeatureSchema), required=True)


class BaseMapSchema(Schema):
    name = fields.String(required=True)
    tiles = fields.List(fields.String(), required=True)  # templates with {z}, {x} and {y}, the lowest layer first


class TileQuerySchema(Schema):
    campaign = fields.UUID(load_default=None)
    scope = fields.String(load_default=None)
    kind = choice(KINDS, load_default=None)
    on = fields.Date(load_default=None)


class DotQuerySchema(TileQuerySchema):
    after = fields.Integer(load_default=0, validate=validate.Range(0, 2**31))  # how many were shown before
    limit = fields.Integer(load_default=500, validate=validate.Range(1, 500, error="应为 1 到 500。"))
