"""What the text in an event's `body` holds, by version; versions.py says how an old one reads today."""

from itertools import chain
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from app import wire
from app.checks.models import ANSWERS, SIGNATURES
from app.exclusions.schemas import EvidenceSchema
from app.households.identity import normalise_phone
from app.households.models import KINDS, PROPOSALS
from app.slips.operations import MAX_REASON, MAX_TEXT
from app.slips.paper_code import may_be_stated
from app.slips.relations import RELATIONS
from app.slips.ways import WAYS, usual_way
from app.visits.models import FIRM_ROLES, LISTENERS, OUTCOMES, PLACE_REASONS, WITHDRAWALS
from app.wire import MILLISECONDS, SHA256, Schema, choice

_E6 = 1_000_000
_WHOLE = {int}  # and not bool, which is an int to isinstance
MAX_POINTS = 20_000
# No two are farther apart than every program writes alike (RFC 8785): a statement says how long the pen moved.
FARTHEST = 2**52 - 1
MAX_PHOTOS = 3
MAX_ADULTS = 30
MAX_QUESTIONS = 3


def _distinct(names: list[str]) -> None:
    if len(set(names)) < len(names):
        raise ma.ValidationError("同一张照片只需一次。")


def whole(least: int, most: int) -> fields.Integer:
    """A whole number within bounds; true and 1.5 are none."""
    return fields.Integer(strict=True, required=True, validate=validate.Range(least, most))


class AnchorSchema(Schema):
    server_time = fields.AwareDateTime(required=True)
    mono_ms = fields.Integer(strict=True, required=True, validate=MILLISECONDS)
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
        numbers = list(chain.from_iterable(points))
        if numbers and (min(numbers) < -FARTHEST or max(numbers) > FARTHEST):
            raise ma.ValidationError("笔画中的数字太大。")
        return value


class NoticeSchema(Schema):
    template_id = fields.UUID(required=True)
    text = wire.text(MAX_TEXT, required=True)
    text_sha256 = fields.String(required=True, validate=SHA256)
    signer_name = wire.text(60, required=True)
    signer_relation = choice(tuple(RELATIONS), required=True)
    strokes = Strokes(required=True)
    signature_sha256 = fields.String(required=True, validate=SHA256)


class Notice3Schema(NoticeSchema):
    """A slip of event version 3: how it was given, and what its statement and its phone's signature are made of."""

    way = choice(tuple(WAYS), required=True)
    reason = wire.text(MAX_REASON, least=0, required=True)
    signer_name = wire.text(60, least=0, required=True)
    signer_relation = choice((*RELATIONS, ""), required=True)
    strokes = Strokes(required=True, allow_none=True)
    signature_sha256 = fields.String(required=True, allow_none=True, validate=SHA256)
    proof_sha256 = fields.String(required=True, allow_none=True, validate=SHA256)
    paper_code = wire.text(20, least=0, required=True)
    seed = fields.String(required=True, validate=SHA256)
    worker_id = fields.UUID(required=True)
    device_id = fields.UUID(required=True)
    build = wire.text(60, least=0, required=True)
    key_id = fields.String(required=True, allow_none=True, validate=SHA256)
    device_signature = fields.String(required=True, allow_none=True, validate=validate.Regexp(r"[A-Za-z0-9+/]{86}==\Z"))

    @ma.validates_schema
    def _is_given_in_one_way(self, slip: dict[str, Any], **_options: Any) -> None:
        """A slip stands on what its way names, and on nothing else; and a record names nobody, so no free words go into it."""
        picture, relation = WAYS[slip["way"]].picture, slip["signer_relation"]
        if picture != "signature" and (slip["signature_sha256"] or slip["strokes"] is not None):
            raise ma.ValidationError("这种方式没有屏幕签名。", "signature_sha256")
        if picture != "proof" and slip["proof_sha256"]:
            raise ma.ValidationError("这种方式不用照片代替签名。", "proof_sha256")
        if picture == "signature" and slip["way"] != usual_way(relation):
            raise ma.ValidationError("代签的须写明与户主的关系，本人签的不写。", "signer_relation")
        if slip["paper_code"] and not may_be_stated(slip["paper_code"]):
            raise ma.ValidationError("不是告知单上的编码。", "paper_code")


class BodySchema(Schema):
    """What every text in an item's `body` holds: the door it is about, and when it was made, by the phone's clocks."""

    household_id = fields.UUID(required=True)
    device_time = fields.AwareDateTime(required=True)
    mono_ms = fields.Integer(strict=True, required=True, validate=MILLISECONDS)
    boot_id = wire.text(64, required=True)
    clock_anchor = fields.Nested(AnchorSchema, required=True, allow_none=True)


class ExclusionBodySchema(BodySchema, EvidenceSchema):
    """What the text in an item's `body` holds, for type exclusion, schema_version 1."""


class WithdrawalBodySchema(BodySchema):
    """What the text in an item's `body` holds, for type withdrawal, schema_version 1: no free words, and so nobody's name."""

    visit_id = fields.UUID(required=True)
    reason = choice(tuple(WITHDRAWALS), required=True)


class CheckBodySchema(BodySchema):
    """What the text in an item's `body` holds, for type check, schema_version 1: one knock at a door that is checked."""

    door_id = fields.UUID(required=True)
    answer = choice(ANSWERS, required=True)
    signature = choice(SIGNATURES, required=True)
    note = wire.text(500, least=0, required=True)


def _phone(number: str) -> None:
    if number and normalise_phone(number) is None:
        raise ma.ValidationError("不是电话号码。")


# Without these a proposal says nothing.
_NEEDED = {
    "new": ("division_code", "door_kind", "householder", "address"),
    "moved": ("householder",),
    "phone": ("phone",),
    "position": ("position",),
}


class ProposalBodySchema(BodySchema):
    """What the text in an item's `body` holds, for type proposal, schema_version 1: empty or null is what it says nothing of."""

    kind = choice(PROPOSALS, required=True)
    # Where a new door stands; the household_id of one is made on the phone.
    division_code = wire.text(15, least=0, required=True)
    door_kind = choice(KINDS, required=True, allow_none=True)
    title = wire.text(120, least=0, required=True)
    householder = wire.text(60, least=0, required=True)
    phone = fields.String(required=True, validate=_phone)
    address = wire.text(200, least=0, required=True)
    position = fields.Nested(PositionSchema, required=True, allow_none=True)
    note = wire.text(200, least=0, required=True)

    @ma.validates_schema
    def _says_something(self, body: dict[str, Any], **_options: Any) -> None:
        for name in _NEEDED[body["kind"]]:
            value = body[name]
            if not (value.strip() if isinstance(value, str) else value):
                raise ma.ValidationError("没有填写。", name)


class VisitBody1Schema(BodySchema):
    """What the text in an item's `body` holds, for type visit, schema_version 1."""

    campaign_id = fields.UUID(required=True)
    outcome = choice(OUTCOMES, required=True)
    note = wire.text(500, least=0, load_default="")
    witness = wire.text(60, least=0, load_default="")
    position = fields.Nested(PositionSchema, load_default=None, allow_none=True)
    position_reason = wire.text(40, least=0, load_default="")
    slip = fields.Nested(NoticeSchema, load_default=None, allow_none=True)


class VisitBody2Schema(VisitBody1Schema):
    """schema_version 2: with photos, named by their SHA-256 and sent after the visit."""

    photos = fields.List(
        fields.String(validate=SHA256),
        load_default=[],
        validate=[
            validate.Length(max=MAX_PHOTOS, error=f"照片最多 {MAX_PHOTOS} 张。"),
            _distinct,
        ],
    )


class VisitBody3Schema(VisitBody2Schema):
    """schema_version 3: slips given in other ways than by a signature, stated and signed by the phone."""

    position_reason = choice(("", *PLACE_REASONS), load_default="")
    slip = fields.Nested(Notice3Schema, load_default=None, allow_none=True)
    # The SHA-256 of what the door's 二维码门牌 says, where it was scanned at this visit.
    plate = fields.String(load_default=None, allow_none=True, validate=SHA256)
    # Whether the plate of this very door was scanned at this visit. Phones that cannot scan say nothing of it.
    plate_scanned = fields.Boolean(load_default=None, allow_none=True, truthy={True}, falsy={False})


class Flag(fields.Boolean):
    """true or false; 1 and "yes" are neither."""

    def _deserialize(self, value: Any, *_args: Any, **_options: Any) -> bool:
        if not isinstance(value, bool):
            raise ma.ValidationError("应为 true 或 false。")
        return value


class AnswerSchema(Schema):
    """One question that was asked after the talk, and whether the answer was right."""

    question = wire.text(40, required=True)
    right = Flag(required=True)


class AppCheckSchema(Schema):
    """Of the adults of a home: how many have the 国家反诈中心 app, and of these are registered in it and have its warnings on."""

    adults = whole(1, MAX_ADULTS)
    installed = whole(0, MAX_ADULTS)
    verified = whole(0, MAX_ADULTS)
    warned = whole(0, MAX_ADULTS)

    @ma.validates_schema
    def _is_of_the_adults(self, check: dict[str, Any], **_options: Any) -> None:
        if check["installed"] > check["adults"]:
            raise ma.ValidationError("已下载的不能多于成年人数。", "installed")
        for name, words in (("verified", "已实名"), ("warned", "已开预警")):
            if check[name] > check["installed"]:
                raise ma.ValidationError(f"{words}的不能多于已下载的。", name)


class FirmSchema(Schema):
    """What was done at a shop or a firm: who was taught, posters put up, and the rule of calling back before a transfer.

    Null is what nobody said.
    """

    role = choice(FIRM_ROLES, required=True, allow_none=True)
    posters = whole(0, 99)
    calls_back = Flag(required=True, allow_none=True)


class LessonSchema(Schema):
    """What was taught, and whether it landed; what was not asked is null, and never 0."""

    audience = choice(LISTENERS, required=True)
    quiz = fields.List(
        fields.Nested(AnswerSchema), required=True, allow_none=True, validate=validate.Length(1, MAX_QUESTIONS)
    )
    app = fields.Nested(AppCheckSchema, required=True, allow_none=True)
    firm = fields.Nested(FirmSchema, required=True, allow_none=True)


class VisitBodySchema(VisitBody3Schema):
    """schema_version 4: when to come back, and what was taught."""

    come_back_at = fields.AwareDateTime(required=True, allow_none=True)
    lesson = fields.Nested(LessonSchema, required=True, allow_none=True)
