"""What anybody may ask about a slip, without an account: the county's keys, and what a code is about."""

from typing import Any

from flask import current_app, request
from flask_smorest import Blueprint

from app.changes import writing
from app.people import attempts
from app.people.attempts import Trying
from app.people.session import open_to_all
from app.problems import Problem
from app.seals import refusals, resident
from app.seals.keys import believed, own_key
from app.seals.resident_schemas import ResidentCopySchema, SlipKeyPageSchema
from app.seals.spans import spans

blp = Blueprint("resident", __name__, url_prefix="/api/v1", description="Slips, to whoever has their code")

# Nobody guesses a seal; but whoever tries has us look it up each time.
ASKING = Trying("slips from", refusals.slip_asked_too_often)


@blp.get("/slip-keys")
@open_to_all
@blp.response(200, SlipKeyPageSchema)
def list_keys() -> dict[str, Any]:
    """List every public key that slips were sealed with, and from when until when each was."""
    keys = spans(believed(own_key(current_app.config["RESCUE_KEY_FILE"])))
    return {"county": resident.county_name(), "items": keys, "total": len(keys), "next": None}


@blp.get("/public/slips/<payload>")
@open_to_all
@blp.response(200, ResidentCopySchema)
def show_copy(payload: str) -> resident.Copy:
    """Say what the notice of a code says, and whether its visit stands; 404 for whatever is no code of ours."""
    address = request.remote_addr or ""
    attempts.refuse_address(address, ASKING)
    try:
        return resident.copy_of(payload, own_key(current_app.config["RESCUE_KEY_FILE"]))
    except Problem:
        with writing():
            attempts.count_address(address, ASKING)
        raise
