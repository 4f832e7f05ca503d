"""Ledgers on the wire."""

from marshmallow import fields, validate

from app.codes import LEVELS
from app.exports.schemas import PHONES, REASON_WORDS
from app.households.models import KINDS
from app.ledgers.definitions import WORDS
from app.ledgers.stamps import is_late
from app.wire import Schema, choice, page_of, text

# What a bulletin may be ranked by.
_BY = tuple(level for level in LEVELS if level != "county")


class LedgerQuerySchema(Schema):
    """Of what and when; a bulletin's days follow from its last one."""

    campaign = fields.UUID(load_default=None, allow_none=True)
    scope = fields.String(load_default=None, allow_none=True)
    kind = choice(KINDS, load_default=None, allow_none=True)
    first = fields.Date(load_default=None, allow_none=True)
    on = fields.Date(load_default=None, allow_none=True)
    by = choice(_BY, load_default=None, allow_none=True)


class LedgerPreviewQuerySchema(LedgerQuerySchema):
    version = fields.Integer(load_default=None, validate=validate.Range(0, 2**31 - 1))  # of the county's form
    limit = fields.Integer(load_default=20, validate=validate.Range(1, 100, error="应为 1 到 100。"))


class LedgerFileQuerySchema(LedgerQuerySchema):
    phones = choice(PHONES, load_default="masked")
    reason = choice(REASON_WORDS, load_default=None, allow_none=True)


class LedgerJobSchema(LedgerFileQuerySchema):
    """The same ledger, made in the background."""

    format = choice(("xlsx", "pdf"), load_default="xlsx")


class LedgerAskSchema(LedgerFileQuerySchema):
    """The same ledger, and why it is needed."""

    why = text(200, required=True)


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


class LedgerTemplateQuerySchema(Schema):
    version = fields.Integer(load_default=None, validate=validate.Range(0, 2**31 - 1))


class LedgerTemplateColumnSchema(Schema):
    name = fields.String(required=True)
    is_blank = fields.Boolean(required=True)
    width = fields.Integer(required=True)


class LedgerTemplateVersionSchema(Schema):
    version = fields.Integer(required=True)
    made_at = fields.AwareDateTime(required=True)
    made_by_name = fields.String(required=True)


class LedgerTemplateSchema(Schema):
    """How a ledger is laid out by a version; 0 is ours."""

    ledger = fields.String(required=True)
    version = fields.Integer(required=True)
    in_use = fields.Integer(required=True)
    title = fields.String(required=True)
    head = fields.List(fields.String(), required=True)
    foot = fields.List(fields.String(), required=True)
    columns = fields.List(fields.Nested(LedgerTemplateColumnSchema), required=True)
    versions = fields.List(fields.Nested(LedgerTemplateVersionSchema), required=True)


class KeptLedgerQuerySchema(Schema):
    scope = fields.String(load_default=None)
    after = fields.Integer(load_default=None, validate=validate.Range(1, 2**53))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 500))


class KeptLedgerSchema(Schema):
    """A ledger that was made on its day."""

    number = fields.Integer(required=True)
    ledger = choice(WORDS, required=True)
    scope = fields.String(required=True)
    scope_name = fields.String(required=True, allow_none=True)
    first_on = fields.Date(required=True)
    last_on = fields.Date(required=True)
    due_at = fields.AwareDateTime(required=True)
    made_at = fields.AwareDateTime(required=True)
    is_late = fields.Function(lambda one: is_late(one.due_at, one.made_at), required=True, metadata={"type": "boolean"})
    title = fields.String(required=True)
    text = fields.String(required=True)
    rows = fields.Integer(required=True)
    size = fields.Integer(required=True)
    sha256 = fields.String(required=True)


KeptLedgerPageSchema = page_of(KeptLedgerSchema)
