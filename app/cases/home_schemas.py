"""Homes, matches and trace-backs on the wire."""

from marshmallow import fields

from app.campaigns.notice import AUDIENCES
from app.cases.models import STRENGTHS
from app.cases.words import MARKS, VERDICTS
from app.grades.schemas import GradeSchema
from app.households.models import KINDS, STATES
from app.slips.ways import WAYS
from app.visits.models import OUTCOMES, STATUSES
from app.wire import Schema, choice

ORDERS = ("before", "after", "unclear")
EXTENTS = ("yes", "no", "partly")
HAPPENINGS = ("registered", "moved", "renamed", "merged", "excluded", "readmitted")


class HomeBriefSchema(Schema):
    """A home, and what is to be said of it."""

    household_id = fields.UUID(required=True)
    kind = choice(KINDS, required=True)
    title = fields.String(required=True, allow_none=True)
    householder = fields.String(required=True)
    address = fields.String(required=True)
    village_name = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)  # masked
    id_number_masked = fields.String(required=True, allow_none=True)
    verdict = choice(tuple(VERDICTS), required=True)
    sentence = fields.String(required=True)
    # Of the case's time: all of it, none of it, a part; of an exclusion whose end is known by its day only, perhaps nobody can tell.
    registered = choice(EXTENTS, required=True)
    excluded = choice((*EXTENTS, "unclear"), required=True)


class CaseCandidateSchema(HomeBriefSchema):
    # None: it does not fit, and is here because somebody said that it is the one; the reason says so.
    strength = choice(STRENGTHS, required=True, allow_none=True)
    reasons = fields.List(fields.String(), required=True)
    is_named = fields.Boolean(required=True)  # somebody of the victim's name lives or lived there


class CaseMatchSchema(Schema):
    household_id = fields.UUID(required=True, allow_none=True)  # null: of none on the register
    strength = choice(STRENGTHS, required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True)
    decided_by_name = fields.String(required=True)


class FormerCaseMatchSchema(CaseMatchSchema):
    undone_at = fields.AwareDateTime(required=True)
    undone_by_name = fields.String(required=True)


class CaseWaitingSchema(Schema):
    """A door or another family that a worker reported and nobody has confirmed, that may be the victim's."""

    proposal_id = fields.UUID(required=True)
    said = fields.String(required=True)  # with how much of what phones handed in waits for it


class CaseHomesSchema(Schema):
    items = fields.List(fields.Nested(CaseCandidateSchema), required=True)
    # What is offered first while nobody has decided: the one home with the victim's ID number.
    preselected = fields.UUID(required=True, allow_none=True)
    match = fields.Nested(CaseMatchSchema, required=True, allow_none=True)
    former = fields.List(fields.Nested(FormerCaseMatchSchema), required=True)
    waiting = fields.List(fields.Nested(CaseWaitingSchema), required=True)


class CaseConfirmSchema(Schema):
    household_id = fields.UUID(required=True, allow_none=True)


class CoverageHomeThenSchema(Schema):
    campaign_name = fields.String(required=True)
    state = choice(STATES, required=True)


class HomeThenSchema(Schema):
    householder = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)
    address = fields.String(required=True)
    place_name = fields.String(required=True)
    # On the day of the case, or on its first; null: it counted in no campaign.
    coverage = fields.Nested(CoverageHomeThenSchema, required=True, allow_none=True)
    coverage_last = fields.Nested(CoverageHomeThenSchema, required=True, allow_none=True)  # null also of one day


class HomeHappeningSchema(Schema):
    at = fields.AwareDateTime(required=True)
    what = choice(HAPPENINGS, required=True)
    said = fields.String(required=True)
    order = choice(ORDERS, required=True)


class VisitMarkSchema(Schema):
    mark = choice(tuple(MARKS), required=True)
    said = fields.String(required=True)


class VisitPlaceSchema(Schema):
    distance_m = fields.Integer(required=True, allow_none=True)
    accuracy_m = fields.Integer(required=True, allow_none=True)


class TracedSealSchema(Schema):
    village = fields.String(required=True)
    seq = fields.Integer(required=True)
    sealed_at = fields.AwareDateTime(required=True)
    key_id = fields.String(required=True)
    leaf = fields.String(required=True)
    # Sealed when the case had happened, or while it may have: it shows nothing of what the slip was before that.
    order = choice(ORDERS, required=True)


class TracedSlipSchema(Schema):
    title = fields.String(required=True)
    template_version = fields.Integer(required=True)
    way = choice(tuple(WAYS), required=True)
    audience = choice(tuple(AUDIENCES), required=True)
    # Whether the notice taught about the fraud of the case; null where that cannot be told, and the sentence says why.
    teaches_it = fields.Boolean(required=True, allow_none=True)
    teaches_said = fields.String(required=True)
    seal = fields.Nested(TracedSealSchema, required=True, allow_none=True)  # none until it is sealed
    # What of it is not as it was sealed, looked at just now; empty also of one that was never sealed.
    faults = fields.List(fields.String(), required=True)
    # Its phone's signature, by the county itself when it was sealed: nothing is changed, and no verification page believes it.
    is_disbelieved = fields.Boolean(required=True)
    # Of a slip on paper: whose code its photo shows, and whether the words on it are the same.
    paper_note = fields.String(required=True, allow_none=True)
    # Its words and its signer are gone, by order or at the end of their time.
    is_removed = fields.Boolean(required=True)
    signer_name = fields.String(required=True)
    signer_relation = fields.String(required=True)
    completed_at = fields.AwareDateTime(required=True, allow_none=True)


class TracedVisitSchema(Schema):
    id = fields.UUID(required=True)
    outcome = choice(OUTCOMES, required=True)
    status = choice(STATUSES, required=True)
    earliest_at = fields.AwareDateTime(required=True, allow_none=True)
    visited_at = fields.AwareDateTime(required=True)
    latest_at = fields.AwareDateTime(required=True)
    received_at = fields.AwareDateTime(required=True)  # as its phone handed it in, though it was set aside for a while
    receipt = fields.Integer(required=True)
    worker_name = fields.String(required=True)
    campaign_name = fields.String(required=True)
    witness = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    order = choice(ORDERS, required=True)
    counts = fields.Boolean(required=True)
    taught = fields.Boolean(required=True)
    marks = fields.List(fields.Nested(VisitMarkSchema), required=True)
    withdrawn_at = fields.AwareDateTime(required=True, allow_none=True)
    # As the server heard of it. On a phone it was done between these, no earliest where nothing tells; else both are the same.
    withdrawn_earliest_at = fields.AwareDateTime(required=True, allow_none=True)
    withdrawn_latest_at = fields.AwareDateTime(required=True, allow_none=True)
    withdrawn_by_name = fields.String(required=True, allow_none=True)
    withdrawal_reaches_back = fields.Boolean(required=True, allow_none=True)
    withdrawal_reason = fields.String(required=True, allow_none=True)
    reviewed_at = fields.AwareDateTime(required=True, allow_none=True)
    reviewed_by_name = fields.String(required=True, allow_none=True)
    review_did = fields.String(required=True)  # what that was, in words
    review_reason = fields.String(required=True, allow_none=True)
    place = fields.Nested(VisitPlaceSchema, required=True)
    place_grade = fields.Nested(GradeSchema, required=True)  # as could be told when the case happened
    slip = fields.Nested(TracedSlipSchema, required=True, allow_none=True)


class CaseTraceSchema(HomeBriefSchema):
    # null: it was not on the register at any time of the case's
    then = fields.Nested(HomeThenSchema, required=True, allow_none=True)
    happenings = fields.List(fields.Nested(HomeHappeningSchema), required=True)
    visits = fields.List(fields.Nested(TracedVisitSchema), required=True)
