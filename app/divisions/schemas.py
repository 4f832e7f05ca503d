"""Divisions on the wire."""

from marshmallow import fields, validate

from app.codes import LEVELS
from app.wire import NamedSchema, Schema, choice, page_of, text


class WorkerNameSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)


class PathStepSchema(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    level = choice(LEVELS, required=True)


class DivisionSchema(PathStepSchema):
    parent_code = fields.String(required=True, allow_none=True)
    retired_on = fields.Date(required=True, allow_none=True)
    official_households = fields.Integer(required=True, allow_none=True)
    workers = fields.List(fields.Nested(WorkerNameSchema), required=True)


class DivisionDetailSchema(DivisionSchema):
    path = fields.List(fields.Nested(PathStepSchema), required=True)


class DivisionQuerySchema(Schema):
    parent = fields.String(load_default=None)


class GridSchema(NamedSchema):
    parent_code = fields.String(required=True)
    name = text(40, required=True)


class DivisionEditSchema(NamedSchema):
    name = text(40)
    official_households = fields.Integer(
        strict=True, allow_none=True, validate=validate.Range(0, 1_000_000, error="应为 0 到 1000000 的整数。")
    )
    doors_checked = fields.Boolean(validate=validate.Equal(True, error="只能填 true。"))


class WalkersSchema(Schema):
    worker_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(max=50, error="一个网格最多 50 名网格员。")
    )


DivisionPageSchema = page_of(DivisionSchema)
