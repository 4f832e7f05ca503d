"""Workbooks of cases on the wire."""

from marshmallow import fields, validate

from app.cases.files import MOST_ROWS
from app.cases.models import FILE_STATES, VERDICTS
from app.cases.schemas import FRAUD_WORDS
from app.wire import Schema, choice, page_of, text


class CaseUploadSchema(Schema):
    scope = text(12, least=12, required=True)


class CaseCountsSchema(Schema):
    new = fields.Integer(required=True)
    same = fields.Integer(required=True)
    maybe = fields.Integer(required=True)
    differs = fields.Integer(required=True)
    bad = fields.Integer(required=True)
    skipped = fields.Integer(required=True)


class CaseFileSchema(Schema):
    id = fields.UUID(required=True)
    file_name = fields.String(required=True)
    scope = fields.String(required=True)
    message = fields.String(required=True)
    state = choice(FILE_STATES, required=True)
    made_at = fields.AwareDateTime(required=True)
    counts = fields.Nested(CaseCountsSchema, required=True)


class CaseCommitSchema(Schema):
    """The rows that may be a case that is there and that somebody says are another."""

    separate_rows = fields.List(fields.Integer(strict=True), load_default=list, validate=validate.Length(max=MOST_ROWS))


class CaseFileQuerySchema(Schema):
    after = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


class CaseRowQuerySchema(Schema):
    verdict = choice(VERDICTS, load_default=None)
    after = fields.Integer(load_default=0)
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


class CaseRowSchema(Schema):
    row_no = fields.Integer(required=True)
    verdict = choice(VERDICTS, required=True)
    reason = fields.String(required=True)
    victim = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)  # masked
    happened_from = fields.AwareDateTime(required=True, allow_none=True)
    happened_until = fields.AwareDateTime(required=True, allow_none=True)
    fraud = choice(FRAUD_WORDS, required=True, allow_none=True)
    loss_fen = fields.Integer(required=True, allow_none=True)
    village_name = fields.String(required=True, allow_none=True)


CaseFilePageSchema = page_of(CaseFileSchema)
CaseRowPageSchema = page_of(CaseRowSchema)
