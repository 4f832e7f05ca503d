"""What may be asked of a file, and how the record of files that left reads."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from app.campaigns.notice import AUDIENCES
from app.exports.models import DECISIONS
from app.households.models import KINDS, STATES
from app.households.purposes import PURPOSES
from app.visits.schemas import NarrowedSchema
from app.wire import Schema, choice, page_of, text

PHONES = ("masked", "full")
CONTENTS = (
    *("doors", "walk", "slips", "blank_slips", "evidence", "bad_rows", "audit", "case_figures"),
    *("visits", "households", "villages", "progress", "weekly", "monthly"),
)
FORMATS = ("xlsx", "csv", "pdf")
REASON_WORDS = tuple(PURPOSES)


class ListQuerySchema(NarrowedSchema):
    campaign = fields.UUID(load_default=None, allow_none=True)
    scope = fields.String(load_default=None, allow_none=True)
    kind = choice(KINDS, load_default=None, allow_none=True)
    state = choice(STATES, load_default=None, allow_none=True)  # uncovered, when nothing narrower is said either
    on = fields.Date(load_default=None, allow_none=True)
    phones = choice(PHONES, load_default="masked")
    reason = choice(REASON_WORDS, load_default=None, allow_none=True)


class ListJobSchema(ListQuerySchema):
    """The same list, made in the background; as pdf it is the walk to the doors that are left, without telephones."""

    format = choice(FORMATS, load_default="xlsx")

    @validates_schema
    def walk_is_of_what_is_left(self, data: dict[str, Any], **_: Any) -> None:
        """What else was asked for would not be what one gets."""
        narrower = [name for name in NarrowedSchema().fields if data.get(name) is not None]
        is_whole = data["state"] in (None, "uncovered") and data["phones"] == "masked" and not narrower
        if data["format"] == "pdf" and not is_whole:
            raise ValidationError("走访顺序表是全部未覆盖的户，没有电话，不能再筛选。", "format")


class WalkQuerySchema(Schema):
    campaign = fields.UUID(load_default=None)
    scope = fields.String(load_default=None)
    kind = choice(KINDS, load_default=None)
    on = fields.Date(load_default=None)


class ExportRequestAskSchema(ListQuerySchema):
    """The same list, and why it is needed."""

    why = text(200, required=True)


class ListShownSchema(NarrowedSchema):
    """What a list was narrowed to, and whose doors those are."""

    worker_name = fields.String(required=True, allow_none=True)


class ExportRequestSchema(ListShownSchema):
    id = fields.UUID(required=True)
    requested_by = fields.UUID(required=True)
    requested_by_name = fields.String(required=True)
    requested_at = fields.AwareDateTime(required=True)
    content = choice(CONTENTS, required=True)
    campaign_id = fields.UUID(required=True)
    scope = fields.String(required=True)
    scope_name = fields.String(required=True, allow_none=True)
    kind = choice(KINDS, required=True, allow_none=True)
    state = choice(STATES, required=True, allow_none=True)
    first = fields.Date(required=True, allow_none=True)
    on = fields.Date(required=True, allow_none=True)
    audience = choice(tuple(AUDIENCES), required=True, allow_none=True)
    phones = fields.Boolean(required=True)
    reason = fields.String(required=True)
    reason_name = fields.Function(lambda one: PURPOSES.get(one.reason, ""), required=True, metadata={"type": "string"})
    rows = fields.Integer(required=True)
    why = fields.String(required=True)
    decision = choice(DECISIONS, required=True)
    decided_by_name = fields.String(required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    refusal = fields.String(required=True, allow_none=True)
    expires_at = fields.AwareDateTime(required=True, allow_none=True)


class ExportRequestQuerySchema(Schema):
    decision = choice(DECISIONS, load_default=None)
    after = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


class ExportRefusalSchema(Schema):
    reason = text(200, required=True)


class ReasonSchema(Schema):
    word = fields.String(required=True)
    name = fields.String(required=True)


class AllowanceSchema(Schema):
    """Whether a list or ledger may be taken away now, and what stands in the way."""

    rows = fields.Integer(required=True)  # that count against the day
    reads = fields.Integer(required=True)  # rows that making it goes through
    at_once = fields.Integer(required=True)  # what goes through more is made in the background
    taken = fields.Integer(required=True)
    allowance = fields.Integer(required=True)
    is_within = fields.Boolean(required=True)
    may_see_phones = fields.Boolean(required=True)
    reasons = fields.List(fields.Nested(ReasonSchema), required=True)
    approved_until = fields.AwareDateTime(required=True, allow_none=True)
    is_waiting = fields.Boolean(required=True)


class ExportSchema(ListShownSchema):
    """One file that left."""

    number = fields.Integer(required=True)
    made_at = fields.AwareDateTime(required=True)
    name = fields.String(required=True)
    username = fields.String(required=True)
    role = fields.String(required=True)
    content = choice(CONTENTS, required=True)
    format = choice((*FORMATS, "zip"), required=True)
    scope = fields.String(required=True)
    scope_name = fields.String(required=True, allow_none=True)
    kind = choice(KINDS, required=True, allow_none=True)
    state = choice(STATES, required=True, allow_none=True)
    on = fields.Date(required=True, allow_none=True)
    phones = fields.Boolean(required=True)
    reason = fields.String(required=True)
    reason_name = fields.Function(lambda one: PURPOSES.get(one.reason, ""), required=True, metadata={"type": "string"})
    rows = fields.Integer(required=True)
    request_id = fields.UUID(required=True, allow_none=True)
    sha256 = fields.String(required=True, allow_none=True)


class ExportQuerySchema(Schema):
    after = fields.Integer(load_default=None, validate=validate.Range(1, 2**53))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


class MatchSchema(Schema):
    """An export that a leaked file comes from; one in 10 ** `nines` of being wrong, or less."""

    export = fields.Nested(ExportSchema, required=True)
    agreeing = fields.Integer(required=True)
    places = fields.Integer(required=True)
    nines = fields.Integer(required=True)


class TracedSchema(Schema):
    """Where a leaked file comes from: exactly these bytes, by its fingerprint, and what it says of itself."""

    same_bytes = fields.Nested(ExportSchema, required=True, allow_none=True)
    named = fields.List(fields.Nested(MatchSchema), required=True)
    printed = fields.List(fields.Nested(ExportSchema), required=True)
    compared = fields.Integer(required=True)
    marks = fields.Integer(required=True)


ExportPageSchema = page_of(ExportSchema)
ExportRequestPageSchema = page_of(ExportRequestSchema)
