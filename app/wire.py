"""The base of every schema: unknown fields are refused, and complaints are in Chinese."""

import re
from typing import Any

import marshmallow as ma
from marshmallow import fields, pre_load, validate

_WORDS: dict[Any, dict[str, str]] = {
    fields.Field: {
        "required": "必填。",
        "null": "不能为空。",
        "validator_failed": "内容不对。",
    },
    fields.String: {"invalid": "应为文字。", "invalid_utf8": "文字编码不对。"},
    fields.UUID: {"invalid_uuid": "编号格式不对。"},
    fields.Number: {"invalid": "应为数字。", "too_large": "数字太大。"},
    fields.Integer: {"invalid": "应为整数。"},
    fields.Float: {"special": "应为有限的数字。"},
    fields.Boolean: {"invalid": "应为是或否。"},
    fields.DateTime: {"invalid": "时间格式不对。", "invalid_awareness": "时间须带时区。", "format": "时间格式不对。"},
    fields.Date: {"invalid": "日期应写作 2026-11-22。", "format": "日期格式不对。"},
    fields.List: {"invalid": "应为列表。"},
    fields.Nested: {"type": "应为一组字段。"},
    fields.Mapping: {"invalid": "应为一组字段。"},
}
# And of what a value is held to, where its field has no better sentence. The words in braces are marshmallow's.
_BOUNDS: dict[Any, dict[str, str]] = {
    validate.Range: {
        "message_gte": "不小于",
        "message_gt": "大于",
        "message_lte": "不大于",
        "message_lt": "小于",
        "message_min": "应{min_op} {{min}}。",
        "message_max": "应{max_op} {{max}}。",
        "message_all": "应{min_op} {{min}}，{max_op} {{max}}。",
    },
    validate.Length: {
        "message_min": "长度不够，至少 {min}。",
        "message_max": "太长了，最多 {max}。",
        "message_all": "长度应为 {min} 到 {max}。",
        "message_equal": "长度应为 {equal}。",
    },
    validate.Equal: {"default_message": "只能是 {other}。"},
    validate.Regexp: {"default_message": "格式不对。"},
    validate.OneOf: {"default_message": "只能是：{choices}。"},
    validate.NoneOf: {"default_message": "内容不对。"},
    validate.Predicate: {"default_message": "内容不对。"},
}
for _field, _words in _WORDS.items():
    _field.default_error_messages = {**_field.default_error_messages, **_words}
for _bound, _words in _BOUNDS.items():
    for _name, _sentence in _words.items():
        setattr(_bound, _name, _sentence)
ma.Schema.error_messages = {"type": "应为一组字段。", "unknown": "没有这个字段。"}


class Schema(ma.Schema):
    """A shape on the wire."""

    class Meta:
        unknown = ma.RAISE


class NamedSchema(Schema):
    """A shape with a name that somebody types."""

    @pre_load
    def trim(self, data: Any, **_: Any) -> Any:
        """Blanks around a name are slips of the thumb; a name of blanks is none."""
        if isinstance(data, dict) and isinstance(data.get("name"), str):
            return {**data, "name": data["name"].strip()}
        return data


# How bytes are named, and how a stopwatch is read.
SHA256 = validate.Regexp(r"[0-9a-f]{64}\Z", error="应为 64 位十六进制。")
MILLISECONDS = validate.Range(0, 2**53 - 1)  # the greatest that every program writes alike


class ProblemSchema(Schema):
    """What every refusal looks like."""

    code = fields.String(required=True)
    message = fields.String(required=True)
    details = fields.Dict(keys=fields.String())


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: str) -> bool:
    """Whether every database takes it: PostgreSQL refuses NUL, and half a surrogate pair is no text."""
    return not _UNSTORABLE.search(value)


def _storable(value: str) -> None:
    if not storable(value):
        raise ma.ValidationError("含有无法保存的字符。")


def text(most: int, least: int = 1, **options: Any) -> fields.String:
    """A text of a length that fits, said in characters and not in bytes."""
    length = validate.Length(least, most, error=f"应为 {least} 到 {most} 个字。")
    return fields.String(validate=[length, _storable], **options)


def choice(values: tuple[str, ...], **options: Any) -> fields.String:
    """One word of a fixed list."""
    return fields.String(validate=validate.OneOf(values, error=f"只能是：{'、'.join(values)}。"), **options)


def page_of(item: type[Schema]) -> type[Schema]:
    """The envelope of every list: the items, how many there are in all, and where to go on."""
    name = item.__name__.removesuffix("Schema") + "PageSchema"
    return type(
        name,
        (Schema,),
        {
            "items": fields.List(fields.Nested(item), required=True),
            "total": fields.Integer(required=True),
            "next": fields.String(required=True, allow_none=True),
        },
    )
