"""The protocol on the wire; README.md says what it means."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from app import wire
from app.slips.models import RELATIONS
from app.slips.operations import MAX_TEXT
from app.visits.models import OUTCOMES
from app.wire import Schema, choice, page_of

_E6 = 1_000_000
_SHA256 = validate.Regexp(r"[0-9a-f]{64}\Z", error="应为 64 位十六进制。")
_MILLISECONDS = validate.Range(0, 2**53)
MAX_ITEMS = 50
MAX_POINTS = 20_000
_WHOLE = {int}  # and not bool, which is an int to isinstance


def whole(least: int, most: int) -> fields.Integer:
    """A whole number within bounds; true and 1.5 are none."""
    return fields.Integer(strict=True, required=True, validate=validate.Range(least, most))


class AnchorSchema(Schema):
    server_time = fields.AwareDateTime(required=True)
    mono_ms = fields.Integer(strict=True, required=True, validate=_MILLISECONDS)
    boot_id = wire.text(64, required=True)


class PositionSchema(Schema):
    lat_e6 = whole(-90 * _E6, 90 * _E6)
    lon_e6 = whole(-180 * _E6, 180 * _E6)
    accuracy_m = whole(0, 10_000_000)
    age_ms = whole(0, 2**53)


class Strokes(fields.Field[list[list[list[int]]]]):
    """A list for each stroke, of [x, y, milliseconds]: whole numbers, not too many.

    A field of its own, since a signature has a thousand numbers and nested fields would look at each by itself.
    """

    def _deserialize(self, value: Any, *_args: Any, **_options: Any) -> list[list[list[int]]]:
        if not isinstance(value, list) or not all(isinstance(stroke, list) for stroke in value):
            raise ma.ValidationError("应为笔画列表。")
        points = [point for stroke in value for point in stroke]
        if len(points) > MAX_POINTS:
            raise ma.ValidationError(f"笔画最多 {MAX_POINTS} 个点。")
        if not all(
            isinstance(point, list) and len(point) == 3 and _WHOLE.issuperset(map(type, point)) for point in points
        ):
            raise ma.ValidationError("每个点应为 [x, y, 毫秒] 三个整数。")
        return value


class NoticeSchema(Schema):
    template_id = fields.UUID(required=True)
    text = wire.text(MAX_TEXT, required=True)
    text_sha256 = fields.String(required=True, validate=_SHA256)
    signer_name = wire.text(60, required=True)
    signer_relation = choice(RELATIONS, required=True)
    strokes = Strokes(required=True)
    signature_sha256 = fields.String(required=True, validate=_SHA256)


class VisitBodySchema(Schema):
    """What the text in an item's `body` holds, for type visit, schema_version 1."""

    household_id = fields.UUID(required=True)
    campaign_id = fields.UUID(required=True)
    outcome = choice(OUTCOMES, required=True)
    device_time = fields.AwareDateTime(required=True)
    mono_ms = fields.Integer(strict=True, required=True, validate=_MILLISECONDS)
    boot_id = wire.text(64, required=True)
    clock_anchor = fields.Nested(AnchorSchema, required=True, allow_none=True)
    note = wire.text(500, least=0, load_default="")
    witness = wire.text(60, least=0, load_default="")
    position = fields.Nested(PositionSchema, load_default=None, allow_none=True)
    position_reason = wire.text(40, least=0, load_default="")
    slip = fields.Nested(NoticeSchema, load_default=None, allow_none=True)


class ItemSchema(Schema):
    """One event. `body` is JSON text, made once on the phone and never written anew."""

    id = fields.UUID(required=True)
    device_seq = fields.Integer(strict=True, required=True, validate=validate.Range(1, 2**53))
    type = fields.String(required=True, validate=validate.Equal("visit", error="不认识的记录类型。"))
    schema_version = fields.Integer(strict=True, required=True, validate=validate.Equal(1, error="不认识的记录版本。"))
    body = fields.String(required=True)
    sha256 = fields.String(required=True, validate=_SHA256)


class BlobSchema(Schema):
    sha256 = fields.String(required=True, validate=_SHA256)
    data = fields.String(required=True, metadata={"format": "byte", "description": "base64"})


class PushSchema(Schema):
    proto = fields.Integer(required=True, validate=validate.Equal(1, error="不认识的协议版本。"))
    device_id = fields.UUID(required=True)
    # Each item is read by itself (ItemSchema): a bad one must not turn the others away.
    items = fields.List(
        fields.Dict(keys=fields.String(), metadata={"description": "An ItemSchema; a bad one is set aside alone."}),
        required=True,
        validate=validate.Length(max=MAX_ITEMS, error=f"一次最多 {MAX_ITEMS} 条。"),
    )
    blobs = fields.List(
        fields.Nested(BlobSchema),
        load_default=[],
        validate=validate.Length(max=MAX_ITEMS, error=f"一次最多 {MAX_ITEMS} 份。"),
    )


class VerdictSchema(Schema):
    id = fields.String(required=True)
    status = choice(("created", "duplicate", "needs_review", "quarantined", "conflict", "retry"), required=True)
    receipt = fields.Integer(required=True, allow_none=True)
    code = fields.String(required=True, allow_none=True)
    message = fields.String(required=True, allow_none=True)


class BlobVerdictSchema(Schema):
    sha256 = fields.String(required=True)
    ok = fields.Boolean(required=True)
    code = fields.String(required=True, allow_none=True)
    message = fields.String(required=True, allow_none=True)


class PushedSchema(Schema):
    server_time = fields.AwareDateTime(required=True)
    results = fields.List(fields.Nested(VerdictSchema), required=True)
    blobs = fields.List(fields.Nested(BlobVerdictSchema), required=True)


class PullQuerySchema(Schema):
    since = fields.Integer(load_default=0, validate=validate.Range(0, 2**53))
    limit = fields.Integer(load_default=500, validate=validate.Range(1, 2000))


class PulledItemSchema(Schema):
    seq = fields.Integer(required=True)
    kind = choice(("household", "campaign", "division", "visit"), required=True)
    id = fields.String(required=True)
    data = fields.Dict(required=True, allow_none=True)


class PulledSchema(Schema):
    server_time = fields.AwareDateTime(required=True)
    scope = fields.List(fields.String(), required=True)
    items = fields.List(fields.Nested(PulledItemSchema), required=True)
    next = fields.Integer(required=True)
    more = fields.Boolean(required=True)


class AsideQuerySchema(Schema):
    scope = fields.String(load_default=None)
    after = fields.String(load_default=None)
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500, error="应为 1 到 500。"))


class AsideSchema(Schema):
    """Something a phone handed in that is kept and not counted; the door only where it is known and mine to see."""

    id = fields.UUID(required=True)
    kind = choice(("needs_review", "quarantined"), required=True)
    received_at = fields.AwareDateTime(required=True)
    worker_name = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)
    household_id = fields.UUID(required=True, allow_none=True)
    householder = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    village_name = fields.String(required=True, allow_none=True)
    outcome = choice(OUTCOMES, required=True, allow_none=True)
    receipt = fields.Integer(required=True, allow_none=True)


AsidePageSchema = page_of(AsideSchema)
