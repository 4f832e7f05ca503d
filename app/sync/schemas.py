"""The protocol on the wire; README.md says what it means."""

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from app import wire
from app.sync.feed import KINDS
from app.sync.versions import TYPES
from app.wire import MILLISECONDS, SHA256, Schema, choice

MAX_ITEMS = 50
# What a phone must understand to be told what changed; it may always hand in.
FORMAT = 1


class ItemSchema(Schema):
    """One event. `body` is JSON text, made once on the phone and never written anew."""

    id = fields.UUID(required=True)
    device_seq = fields.Integer(strict=True, required=True, validate=validate.Range(1, 2**53))
    type = fields.String(required=True, validate=validate.OneOf(tuple(TYPES), error="不认识的记录类型。"))
    schema_version = fields.Integer(strict=True, required=True)
    body = fields.String(required=True)
    sha256 = fields.String(required=True, validate=SHA256)

    @ma.validates_schema
    def _is_a_released_version(self, item: dict[str, Any], **_options: Any) -> None:
        if item["schema_version"] not in TYPES[item["type"]]:
            raise ma.ValidationError("不认识的记录版本。", "schema_version")


class BlobSchema(Schema):
    sha256 = fields.String(required=True, validate=SHA256)
    data = fields.String(required=True, metadata={"format": "byte", "description": "base64"})


class LostSchema(Schema):
    """A store that was wiped, as the mark beside it tells."""

    device_id = fields.UUID(required=True)
    minted_seq = fields.Integer(strict=True, required=True, validate=validate.Range(0, 2**53))


class PhoneSchema(Schema):
    """What a phone says of itself; those of the first release say nothing."""

    build = wire.text(60, load_default=None, allow_none=True)
    persisted = fields.Boolean(load_default=None, allow_none=True)
    minted_seq = fields.Integer(strict=True, required=True, validate=validate.Range(0, 2**53))
    oldest_waiting_at = fields.AwareDateTime(load_default=None, allow_none=True)
    device_time = fields.AwareDateTime(required=True)
    mono_ms = fields.Integer(strict=True, required=True, validate=MILLISECONDS)
    boot_id = wire.text(64, required=True)
    lost = fields.Nested(LostSchema, load_default=None, allow_none=True)


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
    phone = fields.Nested(PhoneSchema, load_default=None, allow_none=True)


class HeadSchema(Schema):
    """A place in the county's history, as a phone sends it back in X-Anchor."""

    seq = fields.Integer(required=True)
    hash = fields.String(required=True)


class HeardSchema(Schema):
    """What every answer to a phone tells of the county's history."""

    server_time = fields.AwareDateTime(required=True)
    anchor = fields.Nested(HeadSchema, required=True)
    backed_up = fields.Integer(required=True)


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


class PushedSchema(HeardSchema):
    # Only its own phone is told: it proves who wrote a file that comes by another way. Null without a county key.
    device_secret = fields.String(required=True, allow_none=True)
    results = fields.List(fields.Nested(VerdictSchema), required=True)
    blobs = fields.List(fields.Nested(BlobVerdictSchema), required=True)


class BlobTakenSchema(HeardSchema):
    receipt = fields.Integer(required=True)


class AnchorHeaderSchema(Schema):
    """How far the phone has heard of the county's history: `seq:hash`."""

    class Meta:
        unknown = ma.EXCLUDE

    anchor = fields.String(data_key="X-Anchor", load_default=None)


class PieceHeaderSchema(AnchorHeaderSchema):
    """Where in the blob a piece begins, and how long the blob is in all."""

    offset = fields.Integer(data_key="Upload-Offset", required=True, validate=validate.Range(0, 2**31))
    length = fields.Integer(data_key="Upload-Length", required=True, validate=validate.Range(1, 2**31))


class PullQuerySchema(Schema):
    since = fields.Integer(load_default=0, validate=validate.Range(0, 2**53))
    limit = fields.Integer(load_default=500, validate=validate.Range(1, 2000))
    format = fields.Integer(load_default=FORMAT, validate=validate.Range(0, 2**31))


class SnapshotQuerySchema(Schema):
    after = fields.UUID(load_default=None)
    as_of = fields.Integer(load_default=None, validate=validate.Range(0, 2**53))
    limit = fields.Integer(load_default=500, validate=validate.Range(1, 2000))
    format = fields.Integer(load_default=FORMAT, validate=validate.Range(0, 2**31))


class PulledItemSchema(Schema):
    seq = fields.Integer(required=True)
    kind = choice(KINDS, required=True)
    id = fields.String(required=True)
    data = fields.Dict(required=True, allow_none=True)


class Plain(fields.List[Any]):
    """A list whose items are plain values already: looking at each again would be a fifth of a first download."""

    def _serialize(self, value: Any, *_args: Any, **_options: Any) -> Any:
        return value


class ConfirmedSchema(Schema):
    """My visits that the server counts; never blended with what still waits on a phone."""

    visits = fields.Integer(required=True)
    taught = fields.Integer(required=True)


class RescueKeySchema(Schema):
    """The county's public key: `public` is the uncompressed P-256 point, base64."""

    id = fields.String(required=True)
    public = fields.String(required=True)


class ReadSchema(HeardSchema):
    """What snapshot and pull have in common."""

    scope = fields.List(fields.String(), required=True)
    # Another one, and every door stands anew: the phone begins its snapshot again, as with another scope.
    campaign = fields.UUID(required=True, allow_none=True)
    items = Plain(fields.Nested(PulledItemSchema), required=True)
    confirmed = fields.Nested(ConfirmedSchema, required=True)
    rescue_key = fields.Nested(RescueKeySchema, required=True, allow_none=True)


class PulledSchema(ReadSchema):
    next = fields.Integer(required=True)
    more = fields.Boolean(required=True)


class SnapshotSchema(ReadSchema):
    as_of = fields.Integer(required=True)
    after = fields.UUID(required=True, allow_none=True)


class SealedSchema(Schema):
    """A file that a phone saved its outbox as; README.md says how it is sealed."""

    format = fields.String(required=True)
    version = fields.Integer(strict=True, required=True)
    key_id = fields.String(required=True)
    device_id = fields.String(required=True)
    ephemeral = fields.String(required=True, metadata={"format": "byte"})
    iv = fields.String(required=True, metadata={"format": "byte"})
    data = fields.String(required=True, metadata={"format": "byte"})


class RescueCountsSchema(Schema):
    created = fields.Integer(required=True)
    duplicate = fields.Integer(required=True)
    needs_review = fields.Integer(required=True)
    quarantined = fields.Integer(required=True)
    conflict = fields.Integer(required=True)


class RescuedSchema(Schema):
    worker_name = fields.String(required=True)
    device_id = fields.UUID(required=True)
    exported_at = fields.AwareDateTime(required=True)
    total = fields.Integer(required=True)
    counts = fields.Nested(RescueCountsSchema, required=True)
    blobs_refused = fields.Integer(required=True)
