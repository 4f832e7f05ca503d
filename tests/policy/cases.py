"""A case in each place, and one way to call each route about it."""

import io
from typing import Any

from tests.cases.desk import HEADER, row, workbook
from tests.policy.call import Call, Variant, home
from tests.policy.land import Land
from tests.policy.oracle import One
from tests.policy.places import Place


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


def _upload(_land: Land, _one: One, place: Place) -> Call:
    file = (io.BytesIO(workbook(HEADER, row("新案"))), "新案.csv")
    return Call("/case-files", data={"file": file, "scope": place.code[:12]}, form=True)


CASES: dict[str, list[Variant]] = {
    "POST /case-files": [Variant(_upload, lambda _l, _o, p: p.code[:12])],
    "GET /case-files/{file_id}": [Variant(lambda _l, _o, p: Call(f"/case-files/{p.case_file}", shows=f"F{p.key}F"))],
    "GET /case-files/{file_id}/rows": [
        Variant(lambda _l, _o, p: Call(f"/case-files/{p.case_file}/rows", shows=f"F{p.key}F"))
    ],
    "POST /case-files/{file_id}/commit": [
        Variant(lambda _l, _o, p: Call(f"/case-files/{p.case_file}/commit", json={}))
    ],
    "PUT /cases/goals/{code}": [Variant(_goal, lambda _l, _o, p: p.division)],
    "POST /cases": [Variant(lambda _l, _o, p: Call("/cases", json=_said(p), shows="新案"))],
    "GET /cases/{case_id}": [Variant(lambda _l, _o, p: Call(f"/cases/{p.case}", shows=f"C{p.key}C"))],
    "POST /cases/{case_id}/reveal": [
        Variant(lambda _l, _o, p: Call(f"/cases/{p.case}/reveal", json={"reason": "case"}, shows="13800"))
    ],
    "GET /cases/{case_id}/homes": [Variant(lambda _l, _o, p: Call(f"/cases/{p.case}/homes", shows=p.mark))],
    "GET /cases/{case_id}/homes/{household_id}": [
        Variant(lambda _l, _o, p: Call(f"/cases/{p.case}/homes/{p.door}", shows=p.mark)),
        Variant(
            # A door of another place, beside a case of one's own.
            lambda at, o, p: Call(f"/cases/{home(at, o).case}/homes/{p.door}", shows=p.mark),
            name="a door",
        ),
    ],
    "PUT /cases/{case_id}/match": [
        Variant(lambda _l, _o, p: Call(f"/cases/{p.case}/match", json={"household_id": p.door}, shows=p.mark)),
        Variant(
            lambda at, o, p: Call(f"/cases/{home(at, o).case}/match", json={"household_id": p.door}), name="a door"
        ),
    ],
    "POST /cases/{case_id}/evidence": [
        # Let in, and told that nobody has said whose it is.
        Variant(lambda _l, _o, p: Call(f"/cases/{p.case}/evidence", json={"reason": "case"}, fits=(409,)))
    ],
    "DELETE /cases/{case_id}/match": [
        # Let in, and told that nobody has said whose it is.
        Variant(lambda _l, _o, p: Call(f"/cases/{p.case}/match", fits=(409,)))
    ],
    "PATCH /cases/{case_id}": [
        Variant(lambda _l, _o, p: Call(f"/cases/{p.case}", json={"fraud": "health", "reason": "笔录"}))
    ],
}
