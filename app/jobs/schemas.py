"""Jobs on the wire."""

from marshmallow import fields, validate

from app.jobs.models import STATES
from app.wire import Schema, choice, page_of


class JobSchema(Schema):
    """How far a file is, and until when it may be taken."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    ending = fields.String(required=True)
    state = choice(STATES, required=True)
    done = fields.Integer(required=True)
    of = fields.Integer(required=True)
    code = fields.String(required=True, allow_none=True)
    message = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    started_at = fields.AwareDateTime(required=True, allow_none=True)
    finished_at = fields.AwareDateTime(required=True, allow_none=True)
    number = fields.Integer(required=True, allow_none=True)
    size = fields.Integer(required=True, allow_none=True)
    sha256 = fields.String(required=True, allow_none=True)  # of its file, once that is whole
    has_file = fields.Boolean(required=True)
    kept_until = fields.AwareDateTime(required=True, allow_none=True)


class JobQuerySchema(Schema):
    after = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


JobPageSchema = page_of(JobSchema)
