"""Accounts on the wire, as the administrator sees them."""

from marshmallow import fields, validate

from app.people.models import ROLES
from app.people.schemas import UserSchema
from app.wire import Schema, choice, page_of, text

SECOND_STEPS = ("set", "missing", "not_needed")


class AccountSchema(UserSchema):
    place = fields.String(required=True, allow_none=True)
    is_active = fields.Boolean(required=True)
    last_sign_in_at = fields.AwareDateTime(required=True, allow_none=True)
    sessions = fields.Integer(required=True)
    phones = fields.Integer(required=True)  # enrolled and in use
    second_step = choice(SECOND_STEPS, required=True)


AccountPageSchema = page_of(AccountSchema)


class AccountQuerySchema(Schema):
    scope = fields.String(load_default=None)
    q = text(64, least=0, load_default=None)
    role = choice(ROLES, load_default=None)
    after = text(64, load_default=None)
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500, error="应为 1 到 500。"))


class NewAccountSchema(Schema):
    username = text(64, required=True)
    name = text(64, required=True)
    role = choice(ROLES, required=True)
    scope = fields.String(required=True)


class AccountChangeSchema(Schema):
    is_active = fields.Boolean(required=True)


class AccountPasswordSchema(Schema):
    """A password that is told this once, to be handed to the account's owner."""

    username = fields.String(required=True)
    password = fields.String(required=True)
