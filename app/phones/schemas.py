"""Enrolling and ending phones, on the wire."""

from marshmallow import fields, validate

from app.people.schemas import UserSchema
from app.wire import Schema, text


class EnrolmentRequestSchema(Schema):
    user_id = fields.UUID(required=True)


class PhoneEnrolmentSchema(Schema):
    """A code that enrols one phone, told this once: the text to be typed, and the address in a picture to be scanned."""

    name = fields.String(required=True)
    username = fields.String(required=True)
    code = fields.String(required=True)
    address = fields.String(required=True)
    picture = fields.String(required=True)
    good_for_s = fields.Integer(required=True)  # and no time of day: an office's clock may be off too


class CodeShownSchema(Schema):
    code = text(40, required=True)


class PhoneOwnerSchema(Schema):
    """`is_used`: by a phone that enrolled with it; only that one may ask again, whose answer was lost."""

    user = fields.Nested(UserSchema, required=True)
    is_used = fields.Boolean(required=True)


class EnrolmentStateSchema(Schema):
    """Whether somebody's newest code was used; `browser` is that of the phone, while it is signed in."""

    is_used = fields.Boolean(required=True)
    device_id = fields.UUID(required=True, allow_none=True)
    browser = fields.String(required=True, allow_none=True)


class NewPhoneSchema(CodeShownSchema):
    """`public_key`: the uncompressed P-256 point; `proof`: ECDSA with it, 64 bytes; both base64."""

    password = text(256, required=True)
    device_id = fields.UUID(required=True)
    public_key = fields.String(required=True, validate=validate.Regexp(r"[A-Za-z0-9+/]{87}=\Z", error="应为公钥。"))
    proof = fields.String(required=True, validate=validate.Regexp(r"[A-Za-z0-9+/]{86}==\Z", error="应为签名。"))


class PhoneEndedSchema(Schema):
    ended = fields.Integer(required=True)
