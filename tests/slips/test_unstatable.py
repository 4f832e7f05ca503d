"""What cannot be stated is set aside with its visit, and holds up no other."""

import json
from typing import Any

import pytest

from tests.county import County
from tests.person import Person
from tests.phone import STROKES, Phone, sha256

pytestmark = pytest.mark.one_database

FAR = 2**52


def changed(item: dict[str, Any], version: int, slip: dict[str, Any]) -> dict[str, Any]:
    """The same event with something else in its slip, spelt in ASCII so that it can be sent at all."""
    body = json.loads(item["body"])
    text = json.dumps({**body, "slip": {**body["slip"], **slip}})
    return {**item, "schema_version": version, "body": text, "sha256": sha256(text)}


@pytest.mark.parametrize(
    "slip",
    [
        {"signer_name": "吕\ud842国"},
        {"strokes": [*STROKES, [[0, 0, FAR], [0, 0, -FAR]]]},
        {"strokes": [*STROKES, [[0, FAR, 0]]]},
    ],
)
@pytest.mark.parametrize("version", [1, 2, 3])
def test_it_is_set_aside_alone(alice: Person, county: County, slip: dict[str, Any], version: int):
    phone = Phone(alice, county)
    door = county.doors["王一"]
    bad = phone.slip(door, "signed") if version == 3 else phone.taught(door)
    good = phone.slip(door, "refused")

    first, second = phone.verdicts(changed(bad, version, slip), good)

    assert (first["status"], first["code"]) == ("quarantined", "unreadable_event")
    assert second["status"] == "created"
