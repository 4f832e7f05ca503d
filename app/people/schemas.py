"""Accounts on the wire."""

from marshmallow import fields

from app.people.models import ROLES
from app.wire import Schema, choice, page_of, text


class SignInSchema(Schema):
    username = text(64, required=True)
    password = text(256, required=True)


class UserSchema(Schema):
    id = fields.UUID(required=True)
    username = fields.String(required=True)
    name = fields.String(required=True)
    role = choice(ROLES, required=True)
    scope = fields.String(required=True)


class SessionSchema(Schema):
    token = fields.String(required=True, allow_none=True)
    user = fields.Nested(UserSchema, required=True)
    expires_at = fields.AwareDateTime(required=True)


class UserQuerySchema(Schema):
    role = choice(ROLES, load_default=None)


UserPageSchema = page_of(UserSchema)
