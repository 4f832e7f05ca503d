"""Setting up the second step, right after the first sign-in."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.people import second_step, sign_ins
from app.people.answers import origin_of, session_of, with_cookie
from app.people.operations import get_user
from app.people.schemas import CodeSchema, EnrolledSchema, EnrolmentSchema
from app.people.session import Actor, allow, limits_of

blp = Blueprint("second_step", __name__, url_prefix="/api/v1", description="The second step of signing in")


@blp.post("/second-step")
@allow(audits=actions.SET_SECOND_STEP)
@blp.response(201, EnrolmentSchema)
def begin(actor: Actor) -> second_step.Enrolment:
    """Make a secret for an authenticator; it counts once a code of it was entered."""
    audit.spare()  # nothing is changed until it is proved
    with writing():
        return second_step.begin(actor.id, actor.username)


@blp.put("/second-step")
@allow(audits=actions.SET_SECOND_STEP)
@blp.arguments(CodeSchema)
@blp.response(201, EnrolledSchema)
def confirm(actor: Actor, entered: dict[str, Any]) -> Response:
    """Prove that the authenticator works: opens a whole session, and tells the recovery codes this once."""
    with writing():
        codes = second_step.confirm(actor.id, entered["code"])
        user = get_user(actor.id)
        # Other sessions began with the password alone.
        sign_ins.end_all(user.id)
        token, record = sign_ins.open_for(user, origin_of("desk"), limits_of("desk"))
        return with_cookie({**session_of(user, token, record), "recovery_codes": codes}, record, EnrolledSchema)
