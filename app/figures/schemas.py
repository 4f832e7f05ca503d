"""Case figures on the wire."""

from typing import get_args

from marshmallow import fields, validate

from app.codes import LEVELS
from app.figures.slope import Verdict as SlopeVerdict
from app.wire import Schema, choice

BY = ("town", "village", "grid")
MOST_WEEKS = 53
RATIO_VERDICTS = ("too_few", "unclear", "fewer", "more")


class PlaceQuerySchema(Schema):
    campaign = fields.UUID(load_default=None)
    scope = fields.String(load_default=None)
    on = fields.Date(load_default=None)


class FiguresQuerySchema(PlaceQuerySchema):
    by = choice(BY, load_default=None)
    weeks = fields.Integer(load_default=8, validate=validate.Range(1, MOST_WEEKS))


class SpanSchema(Schema):
    """Both days are in it."""

    first = fields.Date(required=True)
    last = fields.Date(required=True)


class BaseSchema(SpanSchema):
    """Another time, and how much more or less there is now; no per cent of nothing."""

    cases = fields.Integer(required=True)
    cases_change = fields.Integer(required=True)
    cases_percent = fields.Float(required=True, allow_none=True)
    loss_fen = fields.Integer(required=True)
    loss_change = fields.Integer(required=True, allow_none=True)  # nothing where a loss is unknown then or now
    loss_percent = fields.Float(required=True, allow_none=True)
    loss_unknown = fields.Integer(required=True)


class TallySchema(SpanSchema):
    cases = fields.Integer(required=True)
    loss_fen = fields.Integer(required=True)
    loss_unknown = fields.Integer(required=True)
    # Cases that go on into a later week; each is counted once, in the week in which it began.
    across = fields.Integer(required=True)
    # Where the confirmed homes stood; with those of no home, and those of which nobody has said, they are all cases.
    uncovered = fields.Integer(required=True)
    covered = fields.Integer(required=True)
    excluded = fields.Integer(required=True)
    unclear = fields.Integer(required=True)
    unregistered = fields.Integer(required=True)
    before = fields.Integer(required=True)
    open = fields.Integer(required=True)
    none = fields.Integer(required=True)
    uncovered_share = fields.Float(required=True, allow_none=True)
    frauds = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    # None where cases were not yet taken in then, or there was no such week.
    previous = fields.Nested(BaseSchema, required=True, allow_none=True)
    year_ago = fields.Nested(BaseSchema, required=True, allow_none=True)


class WeeklyTallySchema(TallySchema):
    """The same of all weeks together, and two figures of each, in their order."""

    weekly_cases = fields.List(fields.Integer(), required=True)
    weekly_loss_fen = fields.List(fields.Integer(), required=True)


class CaseLineSchema(WeeklyTallySchema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    village_name = fields.String(required=True, allow_none=True)  # of a grid


class NoGridSchema(Schema):
    """Nobody has said whose home it was; it is of none; the home was not on the register; it moved; it stood elsewhere than the case."""

    open = fields.Integer(required=True)
    none = fields.Integer(required=True)
    unregistered = fields.Integer(required=True)
    moved = fields.Integer(required=True)
    elsewhere = fields.Integer(required=True)


class WeeklyFiguresSchema(Schema):
    on = fields.Date(required=True)
    by = choice(BY, required=True)
    since = fields.Date(required=True, allow_none=True)  # since when cases are taken in
    weeks = fields.List(fields.Nested(TallySchema), required=True)
    total = fields.Nested(TallySchema, required=True)
    items = fields.List(fields.Nested(CaseLineSchema), required=True)
    # Of which no more is known than a wider division: with the items they are the total.
    wider = fields.Nested(WeeklyTallySchema, required=True)
    # By grid: why those are in none, which are all of them.
    no_grid = fields.Nested(NoGridSchema, required=True, allow_none=True)


class RateSchema(Schema):
    cases = fields.Integer(required=True)
    household_weeks = fields.Float(required=True)
    per_1000_weeks = fields.Float(required=True, allow_none=True)


class RatioSchema(Schema):
    """How many times as high the rate of covered homes is; 95 times in a hundred such an interval holds the true one."""

    verdict = choice(RATIO_VERDICTS, required=True)
    value = fields.Float(required=True, allow_none=True)
    low = fields.Float(required=True, allow_none=True)
    high = fields.Float(required=True, allow_none=True)
    cases = fields.Integer(required=True)


class LeftOutSchema(Schema):
    excluded = fields.Integer(required=True)
    unclear = fields.Integer(required=True)
    unregistered = fields.Integer(required=True)
    before = fields.Integer(required=True)
    open = fields.Integer(required=True)
    none = fields.Integer(required=True)


class HomesSchema(Schema):
    covered = fields.Nested(RateSchema, required=True)
    uncovered = fields.Nested(RateSchema, required=True)
    by_week = fields.Nested(RatioSchema, required=True)  # within each week, so that better and worse weeks count alike
    together = fields.Nested(RatioSchema, required=True)  # all weeks thrown together
    fewest_cases = fields.Integer(required=True)
    left_out = fields.Nested(LeftOutSchema, required=True)


class VillagePointSchema(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    registered = fields.Integer(required=True)
    cases = fields.Integer(required=True)
    rate = fields.Float(required=True, allow_none=True)  # coverage on the day
    mean_coverage = fields.Float(required=True, allow_none=True)  # and on average since the campaign began
    per_1000 = fields.Float(required=True, allow_none=True)
    # Between which such a rate may lie that gave so many by chance, 95 in 100 times.
    low = fields.Float(required=True, allow_none=True)
    high = fields.Float(required=True, allow_none=True)


class VillagesSchema(Schema):
    verdict = choice(get_args(SlopeVerdict), required=True)
    value = fields.Float(required=True, allow_none=True)
    low = fields.Float(required=True, allow_none=True)
    high = fields.Float(required=True, allow_none=True)
    fewest_villages = fields.Integer(required=True)
    fewest_cases = fields.Integer(required=True)
    least_spread = fields.Float(required=True)
    items = fields.List(fields.Nested(VillagePointSchema), required=True)
    wider = fields.Integer(required=True)  # cases of which no village is known


class ComparisonSchema(Schema):
    on = fields.Date(required=True)
    campaign_id = fields.UUID(required=True)
    starts_on = fields.Date(required=True)
    weeks = fields.Integer(required=True)
    homes = fields.Nested(HomesSchema, required=True)
    villages = fields.Nested(VillagesSchema, required=True)


class FallGoalSchema(Schema):
    """By how many per cent; nothing: no goal any more."""

    cases_percent = fields.Integer(required=True, strict=True, allow_none=True, validate=validate.Range(0, 100))
    loss_percent = fields.Integer(required=True, strict=True, allow_none=True, validate=validate.Range(0, 100))


class SetGoalSchema(FallGoalSchema):
    set_at = fields.AwareDateTime(required=True)
    set_by_name = fields.String(required=True)


class FallSchema(Schema):
    """Nothing for a loss of which nobody knows anything, and for a year without cases."""

    now = fields.Integer(required=True, allow_none=True)
    then = fields.Integer(required=True, allow_none=True)
    percent = fields.Float(required=True, allow_none=True)
    is_met = fields.Boolean(required=True, allow_none=True)


class GoalLineSchema(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    level = choice(LEVELS, required=True)
    goal = fields.Nested(SetGoalSchema, required=True, allow_none=True)
    former = fields.List(fields.Nested(SetGoalSchema), required=True)
    cases = fields.Nested(FallSchema, required=True)
    loss = fields.Nested(FallSchema, required=True)  # in fen
    loss_unknown = fields.Integer(required=True)
    loss_unknown_then = fields.Integer(required=True, allow_none=True)


class GoalsSchema(Schema):
    on = fields.Date(required=True)
    since = fields.Date(required=True, allow_none=True)
    now = fields.Nested(SpanSchema, required=True)
    then = fields.Nested(SpanSchema, required=True, allow_none=True)
    items = fields.List(fields.Nested(GoalLineSchema), required=True)
