"""A case in each place, and one way to call each route about it."""

from typing import Any

from tests.policy.call import Call, Variant
from tests.policy.land import Place


def _said(place: Place) -> dict[str, Any]:
    return {
        "victim": "新案",
        "village": place.code[:12],
        "fraud": "loan",
        "happened_from": "2026-01-02T03:04:00+08:00",
    }


CASES: dict[str, list[Variant]] = {
    "POST /cases": [Variant(lambda _l, _o, p: Call("/cases", json=_said(p), shows="新案"))],
    "GET /cases/{case_id}": [Variant(lambda _l, _o, p: Call(f"/cases/{p.case}", shows=f"C{p.key}C"))],
    "PATCH /cases/{case_id}": [
        Variant(lambda _l, _o, p: Call(f"/cases/{p.case}", json={"fraud": "health", "reason": "笔录"}))
    ],
}
