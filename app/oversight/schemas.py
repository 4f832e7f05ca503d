"""The audit log on the wire."""

from marshmallow import fields, validate

from app.audit.actions import ACTIONS
from app.wire import Schema, choice, page_of, text

OUTCOMES = ("done", "refused")


class AuditFilterSchema(Schema):
    scope = fields.String(load_default=None)
    who = text(64, load_default=None)
    action = choice(tuple(ACTIONS), load_default=None)
    object = text(64, load_default=None, attribute="object_id")
    on = fields.Date(load_default=None)
    outcome = choice(OUTCOMES, load_default=None)


class AuditQuerySchema(AuditFilterSchema):
    after = fields.Integer(load_default=None, validate=validate.Range(1, 2**62))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500, error="应为 1 到 500。"))


class AuditEntrySchema(Schema):
    seq = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    actor_id = fields.UUID(required=True, allow_none=True)
    username = fields.String(required=True)
    # Their name now; the account may be gone.
    name = fields.String(required=True, allow_none=True)
    role = fields.String(required=True)
    address = fields.String(required=True)
    action = fields.String(required=True)
    action_name = fields.String(required=True)
    object_kind = fields.String(required=True)
    object_id = fields.String(required=True)
    object_name = fields.String(required=True)
    scope = fields.String(required=True)
    scope_name = fields.String(required=True, allow_none=True)
    outcome = choice(OUTCOMES, required=True)
    problem = fields.String(required=True)
    said = fields.String(required=True)
    chain_hash = fields.String(required=True)


class AuditActionSchema(Schema):
    word = fields.String(required=True)
    name = fields.String(required=True)
    sort = fields.String(required=True)


class AuditStateSchema(Schema):
    entries = fields.Integer(required=True)
    has_key = fields.Boolean(required=True)
    signed_seq = fields.Integer(required=True, allow_none=True)
    signed_on = fields.Date(required=True, allow_none=True)
    verified_at = fields.AwareDateTime(required=True, allow_none=True)
    verified_seq = fields.Integer(required=True, allow_none=True)
    faults = fields.Integer(required=True, allow_none=True)
    actions = fields.List(fields.Nested(AuditActionSchema), required=True)


AuditEntryPageSchema = page_of(AuditEntrySchema)
