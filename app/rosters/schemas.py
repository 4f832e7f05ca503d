"""Rosters on the wire."""

from marshmallow import fields, validate

from app.households.models import KINDS
from app.rosters.models import STATES, VERDICTS
from app.wire import Schema, choice, page_of, text


class UploadSchema(Schema):
    scope = text(15, least=12, required=True)
    kind = choice(KINDS, load_default="family")


class FileSchema(Schema):
    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class LayoutSchema(Schema):
    sheet = fields.String(required=True)
    header_row = fields.Integer(required=True)
    columns = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    # A schema's own setting is called unknown.
    unrecognised = fields.List(fields.String(), required=True, data_key="unknown")


class CountsSchema(Schema):
    new = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    same = fields.Integer(required=True)
    merge = fields.Integer(required=True)
    bad = fields.Integer(required=True)
    skipped = fields.Integer(required=True)
    # Rows that lost a telephone number or a position, and grids that would be made: not verdicts, but to be seen.
    remarks = fields.Integer(required=True)
    new_grids = fields.Integer(required=True)


class RosterSchema(Schema):
    id = fields.UUID(required=True)
    file_name = fields.String(required=True)
    scope = fields.String(required=True)
    state = choice(STATES, required=True)
    progress_done = fields.Integer(required=True)
    progress_total = fields.Integer(required=True)
    code = fields.String(required=True, allow_none=True)
    message = fields.String(required=True)
    layout = fields.Nested(LayoutSchema, required=True, allow_none=True)
    counts = fields.Nested(CountsSchema, required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    uploaded_by_name = fields.String(required=True, allow_none=True)
    is_mine = fields.Boolean(required=True)


class RosterQuerySchema(Schema):
    after = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=20, validate=validate.Range(1, 100))


class RowQuerySchema(Schema):
    verdict = choice(VERDICTS, load_default=None)
    after = fields.Integer(load_default=0, validate=validate.Range(0, 10_000_000))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1000))


class MergeWithSchema(Schema):
    household_id = fields.UUID(required=True, allow_none=True)
    row_no = fields.Integer(required=True, allow_none=True)
    householder = fields.String(required=True)
    address = fields.String(required=True)


class RosterRowSchema(Schema):
    row_no = fields.Integer(required=True)
    verdict = choice(VERDICTS, required=True)
    reason = fields.String(required=True)
    householder = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    kind = choice(KINDS, required=True, allow_none=True)
    division_code = fields.String(required=True, allow_none=True)
    merge_with = fields.Nested(MergeWithSchema, required=True, allow_none=True)


class CommitSchema(Schema):
    merge_rows = fields.List(fields.Integer(strict=True), load_default=list, validate=validate.Length(max=200_000))
    separate_rows = fields.List(fields.Integer(strict=True), load_default=list, validate=validate.Length(max=200_000))


RosterPageSchema = page_of(RosterSchema)
RosterRowPageSchema = page_of(RosterRowSchema)
