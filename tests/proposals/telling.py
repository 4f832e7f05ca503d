"""What a phone says of a door that the register lacks or has wrong."""

import uuid
from typing import Any

from app import clock
from tests.county import EAST_1
from tests.phone import Phone

AT = {"lat_e6": 30952341, "lon_e6": 118756012, "accuracy_m": 12, "age_ms": 800}


def proposal(teller: Phone, kind: str, household_id: uuid.UUID | str, **said: Any) -> dict[str, Any]:
    """A proposal of one kind; what is not given says nothing."""
    body = {
        "household_id": str(household_id),
        "kind": kind,
        "division_code": "",
        "door_kind": None,
        "title": "",
        "householder": "",
        "phone": "",
        "address": "",
        "position": None,
        "note": "",
        "device_time": clock.now().isoformat(),
        "mono_ms": 1000,
        "boot_id": "boot-1",
        "clock_anchor": None,
        **said,
    }
    return {**teller.event(body), "type": "proposal"}


def new_door(teller: Phone, household_id: uuid.UUID | str, **said: Any) -> dict[str, Any]:
    """A door in the first grid of 桥东村 that the roster lacks."""
    said = {"division_code": EAST_1, "door_kind": "family", "householder": "孙新", "address": "桥东村1组15号", **said}
    return proposal(teller, "new", household_id, **said)
