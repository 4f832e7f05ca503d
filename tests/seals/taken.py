"""Run by its path in a county's environment: seals its slips as of two days ago, closes their day, and prints some as JSON.

And all of a village as its file.
"""

import base64
import io
import json
import sys
from datetime import timedelta
from uuid import UUID

import time_machine
from flask import current_app
from sqlalchemy import select

from app import clock, create_app
from app.audit import operations as audit
from app.audit.operations import Who
from app.campaigns.operations import current_campaign
from app.db import db
from app.demo.accounts import COUNTY
from app.divisions.scope import Scope, scope_under
from app.exports.models import Export
from app.prints import book
from app.prints.book import County
from app.prints.operations import slip_pdf
from app.seals import watch
from app.seals.disclosure import slip_file
from app.seals.models import SlipSeal
from app.slips.qr import Code
from app.sync.sealing import load
from app.visits.doors import Wanted
from app.visits.models import Visit

HOST = "https://qm.example.cn"
# The last one of each village.
_PLACES = select(SlipSeal.visit_id, SlipSeal.village).order_by(SlipSeal.village, SlipSeal.seq)
OPERATOR = Who(username="operator", role="operator")


def code_of(visit_id: str) -> str:
    """The letters of a slip's QR code."""
    row = db.session.get_one(SlipSeal, UUID(visit_id))
    place = (row.visit_id, row.village, row.seq, row.sealed_ms)
    return Code(*place, bytes.fromhex(row.leaf), row.key_id, bytes.fromhex(row.seal)).address("").removeprefix("/S/")


def main(most: int) -> None:
    with create_app().app_context(), audit.acting_as(OPERATOR):
        key = load(current_app.config["RESCUE_KEY_FILE"])
        county = County(HOST, key.slip_key())
        with time_machine.travel(clock.now() - timedelta(days=2), tick=True):
            watch.look(key, None)
        watch.look(key, None)
        standing = (
            select(SlipSeal.visit_id).join(Visit, Visit.id == SlipSeal.visit_id).where(Visit.withdrawn_at.is_(None))
        )
        ids = db.session.scalars(standing.order_by(SlipSeal.village, SlipSeal.seq).limit(most)).all()
        slips = [
            {
                "id": str(one),
                "code": code_of(str(one)),
                "file": slip_file(one),
                "pdf": base64.b64encode(slip_pdf(one, scope_under(COUNTY), county, "第 1 号")).decode(),
            }
            for one in ids
        ]
        # The slips of the village that has the most, as its office has them printed.
        village = db.session.scalars(select(SlipSeal.village).order_by(SlipSeal.seq.desc()).limit(1)).one()
        codes = {place: code_of(str(one)) for one, place in db.session.execute(_PLACES)}
        file = io.BytesIO()
        wanted = Wanted(current_campaign().id, Scope((village,)), clock.today())
        book.print_slips(file, made_by(village), wanted, county)
        elsewhere = next(code for place, code in codes.items() if place != village)
        told = {
            "slips": slips,
            "book": base64.b64encode(file.getvalue()).decode(),
            "codes": [codes[village], elsewhere],
        }
    sys.stdout.write(json.dumps(told))


def made_by(village: str) -> Export:
    """The record that stands at the foot of each page."""
    whose = {"name": "派出所", "username": "station", "role": "station", "scope": village}
    return Export(number=1, made_at=clock.now(), content="slips", phones=False, reason="case", **whose)


if __name__ == "__main__":
    main(int(sys.argv[1]))
