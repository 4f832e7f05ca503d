"""What may be asked of a file."""

from marshmallow import fields

from app.households.models import KINDS, STATES
from app.wire import Schema, choice


class ListQuerySchema(Schema):
    campaign = fields.UUID(load_default=None)
    scope = fields.String(load_default=None)
    kind = choice(KINDS, load_default=None)
    state = choice(STATES, load_default="uncovered")
    on = fields.Date(load_default=None)


class ProgressQuerySchema(Schema):
    campaign = fields.UUID(load_default=None)
    scope = fields.String(load_default=None)
    kind = choice(KINDS, load_default=None)
    on = fields.Date(load_default=None)
