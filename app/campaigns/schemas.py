"""Campaigns on the wire."""

from typing import Any

from marshmallow import fields, validate

from app.campaigns.calendar import PHASES
from app.campaigns.notice import AUDIENCES, FRAUDS
from app.wire import NamedSchema, Schema, choice, page_of, text


class TemplateSchema(Schema):
    id = fields.UUID(required=True)
    audience = choice(tuple(AUDIENCES), required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    body = fields.String(required=True)
    teaches = fields.List(choice(tuple(FRAUDS)), required=True)


class CampaignSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    starts_on = fields.Date(required=True)
    deadline_on = fields.Date(required=True)
    target_percent = fields.Integer(required=True)
    counts_refusals = fields.Boolean(required=True)
    template = fields.Nested(TemplateSchema, required=True)
    templates = fields.List(fields.Nested(TemplateSchema), required=True)


CampaignPageSchema = page_of(CampaignSchema)


class WordingDraftSchema(Schema):
    title = text(60, required=True)
    body = text(4000, required=True)


class WordingSchema(WordingDraftSchema):
    audience = choice(tuple(AUDIENCES), required=True)
    teaches = fields.List(
        choice(tuple(FRAUDS)),
        required=True,
        validate=validate.Length(1, len(FRAUDS), error="请勾选这份告知单讲到了哪些诈骗类型，至少一种。"),
    )


class WordingPreviewSchema(Schema):
    title = fields.String(required=True)
    text = fields.String(required=True)
    closing = fields.String(required=True)
    warnings = fields.List(fields.String(), required=True)


class WordedTemplateSchema(TemplateSchema):
    created_at = fields.AwareDateTime(required=True)
    worded_by_name = fields.String(required=True, allow_none=True)
    is_current = fields.Boolean(required=True)
    slips = fields.Integer(required=True)


WordedTemplatePageSchema = page_of(WordedTemplateSchema)

_HOUR = validate.Regexp(r"([01][0-9]|2[0-3]):[0-5][0-9]\Z", error="时间应写作 16:00。")


def _whole(least: int, most: int, **options: Any) -> fields.Integer:
    within = validate.Range(least, most, error=f"应为 {least} 到 {most} 的整数。")
    return fields.Integer(strict=True, validate=within, **options)


class PlanEditSchema(NamedSchema):
    name = text(60)
    starts_on = fields.Date()
    drive_on = fields.Date()
    assessment_on = fields.Date()
    deadline_on = fields.Date()
    target_percent = _whole(1, 100)
    weekday = _whole(1, 7)
    weekly_at = fields.String(validate=_HOUR)
    # The 29th is in no February: a report must have its day in every month.
    month_day = _whole(1, 28)
    monthly_at = fields.String(validate=_HOUR)


class PhaseSchema(Schema):
    phase = choice(PHASES, required=True)
    from_on = fields.Date(required=True)
    last_on = fields.Date(required=True, allow_none=True)


class PeriodSchema(Schema):
    first_on = fields.Date(required=True)
    last_on = fields.Date(required=True)
    due_at = fields.AwareDateTime(required=True)


class _WholePlanSchema(Schema):
    name = fields.String(required=True)
    starts_on = fields.Date(required=True)
    drive_on = fields.Date(required=True)
    assessment_on = fields.Date(required=True)
    deadline_on = fields.Date(required=True)
    target_percent = fields.Integer(required=True)
    weekday = fields.Integer(required=True)
    weekly_at = fields.String(required=True)
    month_day = fields.Integer(required=True)
    monthly_at = fields.String(required=True)


class FormerPlanSchema(_WholePlanSchema):
    until = fields.AwareDateTime(required=True)
    changed_by_name = fields.String(required=True)


class CampaignPlanSchema(_WholePlanSchema):
    id = fields.UUID(required=True)
    today = fields.Date(required=True)
    days_left = fields.Integer(required=True)
    phase = choice(PHASES, required=True, allow_none=True)
    phases = fields.List(fields.Nested(PhaseSchema), required=True)
    next_week = fields.Nested(PeriodSchema, required=True)
    next_month = fields.Nested(PeriodSchema, required=True)
    former = fields.List(fields.Nested(FormerPlanSchema), required=True)
