"""A case in each place, and one way to call each route about it."""

from typing import Any

from tests.policy.call import Call, Variant
from tests.policy.land import Land, Place
from tests.policy.oracle import One


def _said(place: Place) -> dict[str, Any]:
    return {
        "victim": "新案",
        "village": place.code[:12],
        "fraud": "loan",
        "happened_from": "2026-01-02T03:04:00+08:00",
    }


def _goal(_land: Land, _one: One, place: Place) -> Call:
    """Of a village it is let in, and told that there is none."""
    body = {"cases_percent": 10, "loss_percent": 20}
    return Call(f"/cases/goals/{place.division}", json=body, fits=(422,))


CASES: dict[str, list[Variant]] = {
    "PUT /cases/goals/{code}": [Variant(_goal, lambda _l, _o, p: p.division)],
    "POST /cases": [Variant(lambda _l, _o, p: Call("/cases", json=_said(p), shows="新案"))],
    "GET /cases/{case_id}": [Variant(lambda _l, _o, p: Call(f"/cases/{p.case}", shows=f"C{p.key}C"))],
    "PATCH /cases/{case_id}": [
        Variant(lambda _l, _o, p: Call(f"/cases/{p.case}", json={"fraud": "health", "reason": "笔录"}))
    ],
}
