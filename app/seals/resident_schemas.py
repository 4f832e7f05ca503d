"""What anybody may be told about a slip, on the wire."""

from marshmallow import fields, validate

from app.campaigns.notice import AUDIENCES
from app.seals.resident import CONTENTS, REVIEWS
from app.wire import Schema


class SlipKeySchema(Schema):
    """A public key that slips were sealed with."""

    id = fields.String(required=True)
    alg = fields.String(required=True)
    public_key = fields.String(required=True, metadata={"description": "32 bytes, in hex."})
    first_used_at = fields.AwareDateTime(required=True)
    # The first and the last that it sealed: of slips the instant, of roots the day.
    first_seal_at = fields.AwareDateTime(required=True, allow_none=True)
    last_seal_at = fields.AwareDateTime(required=True, allow_none=True)
    first_root = fields.Date(required=True, allow_none=True)
    last_root = fields.Date(required=True, allow_none=True)
    replaced_at = fields.AwareDateTime(required=True, allow_none=True)  # none of the key in use


class SlipKeyPageSchema(Schema):
    """All of the county's."""

    county = fields.String(required=True)
    items = fields.List(fields.Nested(SlipKeySchema), required=True)
    total = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True)


class NoticeWordsSchema(Schema):
    """A version of the notice as it was, with its blanks; nobody's data."""

    campaign = fields.String(required=True)
    audience = fields.String(required=True, validate=validate.OneOf(list(AUDIENCES)))
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    body = fields.String(required=True)


class ResidentCopySchema(Schema):
    """What the county says of a slip to whoever has its code."""

    notice = fields.Nested(NoticeWordsSchema, required=True, allow_none=True)
    withdrawn_at = fields.AwareDateTime(required=True, allow_none=True)
    review = fields.String(required=True, allow_none=True, validate=validate.OneOf(REVIEWS))
    reviewed_at = fields.AwareDateTime(required=True, allow_none=True)
    contents = fields.String(required=True, validate=validate.OneOf(CONTENTS))
