"""Printed slips on the wire."""

from marshmallow import fields, validate

from app.campaigns.notice import AUDIENCES
from app.exports.schemas import REASON_WORDS
from app.households.models import STATES
from app.prints.asking import CONTENTS
from app.prints.matching import MATCHES
from app.prints.unmatched import FOUND
from app.visits.models import STATUSES
from app.wire import Schema, choice, page_of, text


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
    other_id = fields.UUID(required=True, allow_none=True)
    other_address = fields.String(required=True, allow_none=True)
    other_words = fields.String(required=True, allow_none=True)  # by name, where the paper has not those of the slip
    note = fields.String(required=True)


class PaperSlipsQuerySchema(Schema):
    scope = fields.String(load_default=None)
    found = choice(FOUND, load_default=None)
    after = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=100, validate=validate.Range(0, 500, error="应为 0 到 500。"))


class PaperSlipSchema(Schema):
    """A paper slip whose code is another household's or cannot be read, as it was read when it came."""

    visit_id = fields.UUID(required=True)
    household_id = fields.UUID(required=True)
    householder = fields.String(required=True)
    address = fields.String(required=True)
    village_name = fields.String(required=True, allow_none=True)
    worker_name = fields.String(required=True)
    visited_at = fields.AwareDateTime(required=True)
    status = choice(STATUSES, required=True)
    picture = choice(MATCHES, required=True)
    typed = choice(MATCHES, required=True)
    note = fields.String(required=True)


class PaperCountsSchema(Schema):
    """How many of each in the scope, whatever is listed; and those whose photo was not read yet."""

    other = fields.Integer(required=True)
    unreadable = fields.Integer(required=True)
    unread = fields.Integer(required=True)


class PaperSlipPageSchema(page_of(PaperSlipSchema)):  # type: ignore[misc]
    counts = fields.Nested(PaperCountsSchema, required=True)
