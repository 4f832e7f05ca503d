"""A day on which nothing was sealed has its root, too: for the county that is asked about everything."""

from datetime import timedelta

from app import clock
from app.changes import writing
from app.db import db
from app.seals import record
from app.seals.models import SlipKey, SlipRoot
from app.sync.sealing import CountyKey


def close_a_day(key: CountyKey) -> None:
    """Close yesterday."""
    day, own = clock.today() - timedelta(days=1), key.slip_key()
    public = own.public_key()
    key_id = record.key_id_of(public)
    root = record.root_record(day, 1, record.GENESIS, [], 0, clock.now(), key_id)
    told = {"alg": record.ALG, "public_key": public.public_bytes_raw().hex(), "first_used_at": clock.now()}
    seal = record.sign(own, record.root_message(root))
    with writing():
        db.session.add(SlipKey(id=key_id, **told))
        db.session.flush()
        db.session.add(SlipRoot(number=1, day=day, key_id=key_id, record=root.decode(), seal=seal))
