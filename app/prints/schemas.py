"""Printed slips on the wire."""

from marshmallow import fields

from app.campaigns.notice import AUDIENCES
from app.exports.schemas import REASON_WORDS
from app.households.models import STATES
from app.prints.asking import CONTENTS
from app.prints.matching import MATCHES
from app.wire import Schema, choice, text


class SlipPdfQuerySchema(Schema):
    reason = choice(REASON_WORDS, required=True)


class BlankSlipQuerySchema(Schema):
    campaign = fields.UUID(load_default=None)
    audience = choice(tuple(AUDIENCES), load_default=None)


class PrintQuerySchema(Schema):
    """Slips of a village or grid, for a reason; or blank ones, for the doors in a state, worded for an audience.

    Without one, each door by its kind.
    """

    content = choice(CONTENTS, required=True)
    campaign = fields.UUID(load_default=None, allow_none=True)
    scope = fields.String(load_default=None, allow_none=True)
    state = choice(STATES, load_default=None, allow_none=True)
    reason = choice(REASON_WORDS, load_default=None, allow_none=True)
    audience = choice(tuple(AUDIENCES), load_default=None, allow_none=True)


class PrintAskSchema(PrintQuerySchema):
    """The same, and why it is needed."""

    why = text(200, required=True)


class PaperMatchSchema(Schema):
    """Whose paper slip a photo shows, by the code in the picture and by the one that was typed."""

    picture = choice(MATCHES, required=True)
    typed = choice(MATCHES, required=True)
    other_address = fields.String(required=True, allow_none=True)
    other_version = fields.Integer(required=True, allow_none=True)
    note = fields.String(required=True)
