"""Pace on the wire."""

from typing import get_args

from marshmallow import fields

from app.campaigns.schemas import PhaseSchema
from app.codes import LEVELS
from app.households.models import KINDS
from app.pace.forecast import Verdict
from app.wire import Schema, choice

BY = (*LEVELS, "worker")


class PaceQuerySchema(Schema):
    campaign = fields.UUID(load_default=None)
    scope = fields.String(load_default=None)
    by = choice(BY, load_default=None)
    kind = choice(KINDS, load_default=None)
    on = fields.Date(load_default=None)


class PaceFiguresSchema(Schema):
    registered = fields.Integer(required=True)
    excluded = fields.Integer(required=True)
    uncovered = fields.Integer(required=True)
    target = fields.Integer(required=True)
    goal = fields.Integer(required=True)
    covered = fields.Integer(required=True)
    left = fields.Integer(required=True)
    today = fields.Integer(required=True)
    needed_a_day = fields.Integer(required=True, allow_none=True)
    recent_days = fields.Integer(required=True)
    recent = fields.Integer(required=True)
    verdict = choice(get_args(Verdict), required=True)
    earliest_on = fields.Date(required=True, allow_none=True)
    expected_on = fields.Date(required=True, allow_none=True)
    latest_on = fields.Date(required=True, allow_none=True)
    sees_until = fields.Date(required=True, allow_none=True)
    weeks = fields.Integer(required=True)


class PaceLineSchema(PaceFiguresSchema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    # Filled in where the lines are of those who walk.
    crew = fields.List(fields.String(), required=True)
    grids = fields.List(fields.String(), required=True)
    by_crew = fields.Integer(required=True, allow_none=True)


class DayDoorsSchema(Schema):
    on = fields.Date(required=True)
    covered = fields.Integer(required=True)


class DayFanSchema(Schema):
    on = fields.Date(required=True)
    low = fields.Integer(required=True)
    middle = fields.Integer(required=True)
    high = fields.Integer(required=True)


class PaceSchema(Schema):
    on = fields.Date(required=True)
    basis_on = fields.Date(required=True)
    campaign_id = fields.UUID(required=True)
    starts_on = fields.Date(required=True)
    deadline_on = fields.Date(required=True)
    target_percent = fields.Integer(required=True)
    days_left = fields.Integer(required=True)
    phases = fields.List(fields.Nested(PhaseSchema), required=True)
    total = fields.Nested(PaceFiguresSchema, required=True)
    days = fields.List(fields.Nested(DayDoorsSchema), required=True)
    ahead = fields.List(fields.Nested(DayFanSchema), required=True)
    items = fields.List(fields.Nested(PaceLineSchema), required=True)
