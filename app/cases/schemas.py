"""Cases on the wire."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from app.campaigns.notice import FRAUDS
from app.cases.words import VERDICTS
from app.unseen import without
from app.wire import Schema, choice, page_of, text

FRAUD_WORDS = tuple(FRAUDS)
MATCHED = ("open", "home", "none")
# No fraud of this kind is older, and no clock mends a year of three digits.
_FIRST_YEAR = 1990
_MOST_FEN = 10**13


def _plausible(moment: datetime) -> None:
    if moment.year < _FIRST_YEAR:
        raise ValidationError(f"年份应在 {_FIRST_YEAR} 年以后。")


def _moment(**options: Any) -> fields.AwareDateTime:
    return fields.AwareDateTime(validate=_plausible, **options)


def _words(most: int, **options: Any) -> fields.String:
    return text(most, least=0, allow_none=True, **options)


class CaseEditSchema(Schema):
    number = _words(40)
    happened_from = _moment()
    happened_until = _moment()
    reported_at = _moment(allow_none=True)
    fraud = choice(FRAUD_WORDS)
    loss_fen = fields.Integer(strict=True, allow_none=True, validate=validate.Range(0, _MOST_FEN))
    village = text(12, least=12, allow_none=True)
    victim = text(40)
    phone = _words(40)
    id_number = _words(40)
    address = _words(200)
    note = _words(1000)

    @post_load
    def tidy(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """Blanks around words are slips of the thumb, as is what nobody sees; nothing but blanks is nothing; times are whole minutes."""
        tidy = {name: _tidy(value) for name, value in data.items()}
        for name in ("victim", "reason"):
            if name in tidy and tidy[name] is None:
                raise ValidationError("不能为空。", name)
        return tidy


class CaseSchema(CaseEditSchema):
    """A case as it is brought in; whoever knows one moment leaves the second out."""

    happened_from = _moment(required=True)
    fraud = choice(FRAUD_WORDS, required=True)
    victim = text(40, required=True)


class CorrectionSchema(CaseEditSchema):
    reason = text(200, required=True)


def _tidy(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0)
    return (without(value).strip() or None) if isinstance(value, str) else value


class ListedCaseSchema(Schema):
    id = fields.UUID(required=True)
    number = fields.String(required=True, allow_none=True)
    happened_from = fields.AwareDateTime(required=True)
    happened_until = fields.AwareDateTime(required=True)
    reported_at = fields.AwareDateTime(required=True, allow_none=True)
    fraud = choice(FRAUD_WORDS, required=True)
    loss_fen = fields.Integer(required=True, allow_none=True)
    # The village; where that is not known, the town or the county that answers for the case.
    division_code = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    victim = fields.String(required=True)
    phone = fields.String(required=True, allow_none=True)  # masked
    # What of these two is damaged and cannot be opened, by its Chinese name; (打不开) stands in its place.
    unreadable = fields.List(fields.String(), required=True)
    # open: nobody has said yet; home: of a home on the register; none: somebody said that it is of none.
    matched = choice(MATCHED, required=True)
    household_id = fields.UUID(required=True, allow_none=True)
    # Of the home that it was said to be of.
    verdict = choice(tuple(VERDICTS), required=True, allow_none=True)
    sentence = fields.String(required=True, allow_none=True)


class CaseQuerySchema(Schema):
    scope = fields.String(load_default=None)
    fraud = choice(FRAUD_WORDS, load_default=None)
    # Days of the county, both in it, on which a case may have begun to happen.
    first = fields.Date(load_default=None)
    last = fields.Date(load_default=None)
    matched = choice(MATCHED, load_default=None)
    verdict = choice(tuple(VERDICTS), load_default=None)
    after = fields.UUID(load_default=None)
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 500))


class CaseSearchSchema(CaseQuerySchema):
    # A part of the victim's name or the case's number, or a whole telephone or ID number.
    q = text(50, required=True)


class FormerCaseSchema(Schema):
    until = fields.AwareDateTime(required=True)
    changed_by_name = fields.String(required=True)
    reason = fields.String(required=True)
    # The parts that were different then, and what they were; numbers are masked.
    was = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True), required=True)


class CaseDetailSchema(ListedCaseSchema):
    id_number = fields.String(required=True, allow_none=True)  # masked
    address = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    made_by_name = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)
    former = fields.List(fields.Nested(FormerCaseSchema), required=True)


class RevealedCaseSchema(Schema):
    phone = fields.String(required=True, allow_none=True)
    # Masked for those who may not see it in full, in the address and in the note, too.
    id_number = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)


CasePageSchema = page_of(ListedCaseSchema)
