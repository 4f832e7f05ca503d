"""Ledgers on the wire."""

from marshmallow import fields, validate

from app.codes import LEVELS
from app.exports.schemas import PHONES, REASON_WORDS
from app.households.models import KINDS
from app.wire import Schema, choice

# What a bulletin may be ranked by.
_BY = tuple(level for level in LEVELS if level != "county")


class LedgerQuerySchema(Schema):
    """Of what and when; a bulletin's days follow from its last one."""

    campaign = fields.UUID(load_default=None)
    scope = fields.String(load_default=None)
    kind = choice(KINDS, load_default=None)
    first = fields.Date(load_default=None)
    on = fields.Date(load_default=None)
    by = choice(_BY, load_default=None)


class LedgerPreviewQuerySchema(LedgerQuerySchema):
    limit = fields.Integer(load_default=20, validate=validate.Range(1, 100, error="应为 1 到 100。"))


class LedgerFileQuerySchema(LedgerQuerySchema):
    phones = choice(PHONES, load_default="masked")
    reason = choice(REASON_WORDS, load_default=None)


class LedgerColumnSchema(Schema):
    name = fields.String(required=True)
    is_number = fields.Boolean(required=True)
    width = fields.Integer(required=True)


class LedgerRowSchema(Schema):
    cells = fields.List(fields.String(), required=True)
    is_marked = fields.Boolean(required=True)


class LedgerPreviewSchema(Schema):
    """A ledger as it will be written: its first rows, and the totals of all."""

    title = fields.String(required=True)
    head = fields.List(fields.String(), required=True)
    controls = fields.List(fields.String(), required=True)
    columns = fields.List(fields.Nested(LedgerColumnSchema), required=True)
    rows = fields.List(fields.Nested(LedgerRowSchema), required=True)
    total = fields.List(fields.String(), required=True, allow_none=True)
    row_count = fields.Integer(required=True)
    foot = fields.List(fields.String(), required=True)
    text = fields.String(required=True)
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    names_homes = fields.Boolean(required=True)
    may_see_phones = fields.Boolean(required=True)
