"""Coverage on the wire."""

from marshmallow import fields, validate

from app.codes import LEVELS
from app.households.models import KINDS
from app.visits.models import LISTENERS
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


class ShareSchema(Schema):
    """A part of a whole with its interval; where nobody was asked there is no rate."""

    part = fields.Integer(required=True)
    whole = fields.Integer(required=True)
    homes = fields.Integer(required=True)
    rate = fields.Float(required=True, allow_none=True)
    low = fields.Float(required=True, allow_none=True)
    high = fields.Float(required=True, allow_none=True)


class PostersSchema(Schema):
    put_up = fields.Integer(required=True)
    homes = fields.Integer(required=True)  # shops and firms whose visit says how many, none included


class LandedSchema(Schema):
    told = fields.Integer(required=True)  # covered doors whose visit says what was taught
    knows = fields.Nested(ShareSchema, required=True)  # answers that were right, of those that were asked for
    # Of the adults: who has the 国家反诈中心 app, is registered in it, has its warnings on.
    installed = fields.Nested(ShareSchema, required=True)
    verified = fields.Nested(ShareSchema, required=True)
    warned = fields.Nested(ShareSchema, required=True)
    # Of the shops and firms whose visit says whether: where the rule of calling back before a transfer was taught.
    calls_back = fields.Nested(ShareSchema, required=True)
    posters = fields.Nested(PostersSchema, required=True)


class LandedLineSchema(LineSchema, LandedSchema):
    pass


class LandedTotalSchema(FiguresSchema, LandedSchema):
    pass


class ListenerSchema(LandedSchema):
    audience = choice(LISTENERS, required=True)


class LessonsSchema(Schema):
    on = fields.Date(required=True)
    campaign_id = fields.UUID(required=True)
    items = fields.List(fields.Nested(LandedLineSchema), required=True)
    total = fields.Nested(LandedTotalSchema, required=True)
    listeners = fields.List(fields.Nested(ListenerSchema), required=True)


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
