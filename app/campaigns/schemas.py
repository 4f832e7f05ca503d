"""Campaigns on the wire."""

from marshmallow import fields

from app.wire import Schema, page_of


class TemplateSchema(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    title = fields.String(required=True)
    body = fields.String(required=True)


class CampaignSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    starts_on = fields.Date(required=True)
    deadline_on = fields.Date(required=True)
    target_percent = fields.Integer(required=True)
    counts_refusals = fields.Boolean(required=True)
    template = fields.Nested(TemplateSchema, required=True)


CampaignPageSchema = page_of(CampaignSchema)
