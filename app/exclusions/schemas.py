"""Exclusions on the wire."""

import marshmallow as ma
from marshmallow import fields, validate

from app.exclusions.queries import LISTED
from app.exclusions.reasons import MOST_PHOTOS, WITNESSES
from app.households.models import DECISIONS, KINDS, REASONS
from app.wire import SHA256, Schema, choice, page_of, text

MOST_AT_ONCE = 500


def _distinct(names: list[str]) -> None:
    if len(set(names)) < len(names):
        raise ma.ValidationError("同一张照片只需一次。")


class EvidenceSchema(Schema):
    """What proves a reason; which of it a reason needs is in reasons.json."""

    reason = choice(REASONS, required=True)
    evidence = text(500, least=0, load_default="")
    witness = text(60, least=0, load_default="")
    witness_role = choice(WITNESSES, load_default=None, allow_none=True)
    returns_on = fields.Date(load_default=None, allow_none=True)
    photos = fields.List(
        fields.String(validate=SHA256),
        load_default=[],
        validate=[validate.Length(max=MOST_PHOTOS, error=f"照片最多 {MOST_PHOTOS} 张。"), _distinct],
    )


class ExclusionRequestSchema(EvidenceSchema):
    household_id = fields.UUID(required=True)
    # Left out: as many days as are usual for the reason.
    expires_on = fields.Date(load_default=None, allow_none=True)


class RefusalSchema(Schema):
    reason = text(200, required=True)


class ManySchema(Schema):
    ids = fields.List(fields.UUID(), required=True, validate=validate.Length(1, MOST_AT_ONCE))


class ManyRefusedSchema(ManySchema):
    reason = text(200, required=True)


class SkippedSchema(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)


class DecidedSchema(Schema):
    decided = fields.Integer(required=True)
    skipped = fields.List(fields.Nested(SkippedSchema), required=True)


class ExclusionQuerySchema(Schema):
    scope = fields.String(load_default=None)
    state = choice(LISTED, load_default="requested")
    reason = choice(REASONS, load_default=None)
    kind = choice(KINDS, load_default=None)
    # Asked for a day, the list has what left its doors out on that day, whatever `state` says: coverage's `excluded`.
    on = fields.Date(load_default=None)
    campaign = fields.UUID(load_default=None)
    after = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=100, validate=validate.Range(0, 500))


class ExclusionSchema(Schema):
    id = fields.UUID(required=True)
    household_id = fields.UUID(required=True)
    kind = choice(KINDS, required=True)
    title = fields.String(required=True, allow_none=True)
    householder = fields.String(required=True)
    address = fields.String(required=True)
    village_name = fields.String(required=True)
    division_code = fields.String(required=True)
    reason = choice(REASONS, required=True)
    evidence = fields.String(required=True)
    witness = fields.String(required=True, allow_none=True)
    witness_role = choice(WITNESSES, required=True, allow_none=True)
    returns_on = fields.Date(required=True, allow_none=True)
    # Those that are here; what a phone named and has not brought yet is counted beside them.
    photos = fields.List(fields.String(), required=True)
    photos_waiting = fields.Integer(required=True)
    # Asked from a phone about a door that was not in its worker's grids.
    outside_grids = fields.Boolean(required=True)
    state = choice(DECISIONS, required=True)
    requested_by = fields.UUID(required=True)
    requested_by_name = fields.String(required=True)
    requested_at = fields.AwareDateTime(required=True)
    decided_by_name = fields.String(required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    withdrawn_at = fields.AwareDateTime(required=True, allow_none=True)
    refusal = fields.String(required=True, allow_none=True)
    expires_on = fields.Date(required=True)
    from_on = fields.Date(required=True, allow_none=True)
    until_on = fields.Date(required=True, allow_none=True)


class ExclusionPageSchema(page_of(ExclusionSchema)):  # type: ignore[misc]
    # How many there are in each state today, in the same scope and whatever else was asked for.
    counts = fields.Dict(keys=choice(LISTED), values=fields.Integer(), required=True)
