"""Grades and flags on the wire."""

from marshmallow import fields

from app.grades.flags import FLAGS
from app.grades.grading import LETTERS, REASONS
from app.visits.models import OUTCOMES
from app.wire import Schema, choice


class GradeReasonSchema(Schema):
    code = choice(REASONS, required=True)
    said = fields.String(required=True)
    bears = choice(("for", "open", "against"), required=True)


class GradeSchema(Schema):
    grade = choice(LETTERS, required=True)
    reasons = fields.List(fields.Nested(GradeReasonSchema), required=True)


class VisitGradeSchema(GradeSchema):
    visit_id = fields.UUID(required=True)


class VisitGradesSchema(Schema):
    items = fields.List(fields.Nested(VisitGradeSchema), required=True)


class GradesQuerySchema(Schema):
    scope = fields.String(load_default=None)
    week = fields.Date(load_default=None)  # any day of it


class MyGradesQuerySchema(Schema):
    week = fields.Date(load_default=None)


class GradeCountSchema(Schema):
    grade = choice(LETTERS, required=True)
    visits = fields.Integer(required=True)


class FlaggedVisitSchema(Schema):
    id = fields.UUID(required=True)
    household_id = fields.UUID(required=True)
    address = fields.String(required=True)
    visited_at = fields.AwareDateTime(required=True)
    outcome = choice(OUTCOMES, required=True)
    grade = choice(LETTERS, required=True)


class FlagSchema(Schema):
    flag = choice(tuple(FLAGS), required=True)
    said = fields.String(required=True)
    of = fields.Integer(required=True)  # so many were looked at
    visits = fields.List(fields.Nested(FlaggedVisitSchema), required=True)


class WorkerWeekSchema(Schema):
    """One worker's week in one village; never in the order of what was found."""

    worker_id = fields.UUID(required=True)
    worker_name = fields.String(required=True)
    village = fields.String(required=True)
    village_name = fields.String(required=True)
    visits = fields.Integer(required=True)
    signed = fields.Integer(required=True)
    fixes = fields.Integer(required=True)
    grades = fields.List(fields.Nested(GradeCountSchema), required=True)
    flags = fields.List(fields.Nested(FlagSchema), required=True)
    silent = fields.List(choice(tuple(FLAGS)), required=True)  # of these there is too little to say anything


class WeekGradesSchema(Schema):
    first_on = fields.Date(required=True)
    last_on = fields.Date(required=True)
    items = fields.List(fields.Nested(WorkerWeekSchema), required=True)


class MyVisitSchema(GradeSchema):
    """One of my own visits; the phone knows whose door it was."""

    id = fields.UUID(required=True)
    household_id = fields.UUID(required=True)
    visited_at = fields.AwareDateTime(required=True)
    outcome = choice(OUTCOMES, required=True)


class MyGradesSchema(WeekGradesSchema):
    visits = fields.List(fields.Nested(MyVisitSchema), required=True)
