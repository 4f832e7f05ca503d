"""What a phone stated of a slip, wherever that is kept: in its seal, or with the slip until it is sealed."""

from typing import Any

from app.seals.faults import read, statement_in
from app.seals.models import SlipSeal
from app.slips.models import Slip


def stated(slip: Slip, seal: SlipSeal | None) -> dict[str, Any]:
    """The statement; nothing of slips from before there were any, until they are sealed."""
    if seal:
        return statement_in(seal.record)
    return read(slip.statement or "") or {}
