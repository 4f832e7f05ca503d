"""Accounts on the wire."""

from marshmallow import fields

from app.people.models import APPS, ROLES
from app.wire import Schema, choice, page_of, text


class SignInSchema(Schema):
    username = text(64, required=True)
    password = text(256, required=True)
    # Of the authenticator, or a recovery code; asked for by the problem `code_needed`.
    code = text(40, load_default=None, allow_none=True)
    app = choice(APPS, load_default="desk")


class UserSchema(Schema):
    id = fields.UUID(required=True)
    username = fields.String(required=True)
    name = fields.String(required=True)
    role = choice(ROLES, required=True)
    scope = fields.String(required=True)


class SessionSchema(Schema):
    """`needs_second_step`: nothing else is answered before; `needs_code`: it is set up, and its code is wanted."""

    token = fields.String(required=True, allow_none=True)
    user = fields.Nested(UserSchema, required=True)
    expires_at = fields.AwareDateTime(required=True)
    needs_second_step = fields.Boolean(required=True)
    needs_code = fields.Boolean(required=True)


class WaysSchema(Schema):
    """`provider`: what the county's own sign-in is called, null without one."""

    provider = fields.String(required=True, allow_none=True)


class OpenSessionSchema(Schema):
    """One browser or phone that is signed in."""

    id = fields.UUID(required=True)
    app = choice(APPS, required=True)
    browser = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    last_seen_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)
    is_this = fields.Boolean(required=True)


OpenSessionPageSchema = page_of(OpenSessionSchema)


class EndedSchema(Schema):
    ended = fields.Integer(required=True)


class PasswordChangeSchema(Schema):
    old = text(256, required=True)
    new = text(256, required=True)


class EnrolmentSchema(Schema):
    """What an authenticator takes: the picture to be scanned, or the secret to be typed."""

    secret = fields.String(required=True)
    address = fields.String(required=True)
    picture = fields.String(required=True)


class CodeSchema(Schema):
    code = text(40, required=True)


class EnrolledSchema(SessionSchema):
    """A session that is whole, and codes for the day the authenticator is lost."""

    recovery_codes = fields.List(fields.String(), required=True)


class UserQuerySchema(Schema):
    role = choice(ROLES, load_default=None)


UserPageSchema = page_of(UserSchema)
