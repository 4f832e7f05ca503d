"""One way to call each route about a thing in a given relation; a route without one fails the matrix."""

import io
from typing import Any

from tests.asking import evidence
from tests.phone import Phone, png, sha256
from tests.policy.call import Call, Recipe, Variant, home
from tests.policy.cases import CASES
from tests.policy.checks import CHECKS
from tests.policy.forgettings import FORGETTINGS
from tests.policy.land import Land
from tests.policy.oracle import One
from tests.policy.places import Place
from tests.policy.prints import PRINTS
from tests.policy.proposals import PROPOSALS
from tests.rosters.desk import HEADER, door, workbook
from tests.sync.sealed import outbox, seal


def _division(_land: Land, _one: One, place: Place) -> str | None:
    return place.division


def _post(_land: Land, _one: One, place: Place) -> str | None:
    return place.post


def _standable(_land: Land, _one: One, place: Place) -> str | None:
    """Doors stand in grids and villages, and not in a town."""
    return None if place.key == "parent" else place.division


def _move(**body: Any) -> Call:
    return Call("/households/move", json=body)


def _ask(_land: Land, _one: One, place: Place) -> Call:
    body = {"household_id": place.door, "reason": "away", **evidence("away")}
    return Call("/exclusions", json=body, shows=place.mark)


def _many(act: str) -> Recipe:
    return lambda _l, _o, p: Call(f"/exclusions/{act}", json={"ids": [p.exclusion], **(_why(act) or {})})


def _push(land: Land, one: One, place: Place) -> Call:
    phone = Phone(land.people[one.name], land.county)
    item = phone.visit(place.door)
    return Call("/sync/push", json={"proto": 1, "device_id": phone.device_id, "items": [item], "blobs": []})


def _rescue(land: Land, one: One, place: Place) -> Call:
    phone = Phone(land.people[one.name], land.county)
    return Call("/sync/rescue", json=seal(land.key, outbox(phone, phone.visit(place.door))))


def _upload(_land: Land, _one: One, place: Place) -> Call:
    file = (io.BytesIO(workbook(HEADER, door("王五", "8号", ""))), "新.xlsx")
    return Call("/rosters", data={"file": file, "scope": place.division}, form=True)


BY_PLACE: dict[str, list[Variant]] = {
    "GET /households/{household_id}": [Variant(lambda _l, _o, p: Call(f"/households/{p.door}", shows=p.mark))],
    "GET /households/{household_id}/grades": [
        Variant(lambda _l, _o, p: Call(f"/households/{p.door}/grades", shows="no_fix"))
    ],
    "POST /households/{household_id}/reveal": [
        Variant(lambda _l, _o, p: Call(f"/households/{p.door}/reveal", json={"reason": "case"}, shows="13800")),
    ],
    "POST /households/move": [
        Variant(lambda at, o, p: _move(household_ids=[home(at, o).door], to_code=p.division), _standable, name="to"),
        Variant(lambda at, o, p: _move(household_ids=[p.door], to_code=home(at, o).division), name="a door"),
        Variant(lambda at, o, p: _move(from_code=p.division, to_code=home(at, o).division), _division, name="from"),
    ],
    "GET /visits/{visit_id}/signature": [Variant(lambda _l, _o, p: Call(f"/visits/{p.visit}/signature", shows=b"PNG"))],
    "GET /visits/{visit_id}/photos/{sha256}": [
        Variant(lambda _l, _o, p: Call(f"/visits/{p.visit}/photos/{p.photo}", shows=b"PNG")),
        Variant(
            # The photo of another visit, by its name.
            lambda at, o, p: Call(f"/visits/{home(at, o).visit}/photos/{p.photo}", shows=b"PNG"),
            lambda at, o, p: p.code if p is home(at, o) else None,
            name="by name",
        ),
    ],
    **PRINTS,
    **CHECKS,
    **PROPOSALS,
    "POST /visits/{visit_id}/withdraw": [
        Variant(lambda _l, _o, p: Call(f"/visits/{p.visit}/withdraw", json={"reason": "签错了户"}))
    ],
    "POST /exclusions": [Variant(_ask)],
    **{
        f"POST /exclusions/{{exclusion_id}}/{act}": [
            Variant(lambda _l, _o, p, act=act: Call(f"/exclusions/{p.exclusion}/{act}", json=_why(act), shows=p.mark))
        ]
        for act in ("approve", "refuse")
    },
    "POST /exclusions/{exclusion_id}/withdraw": [
        Variant(
            lambda _l, _o, p: Call(f"/exclusions/{p.exclusion}/withdraw", shows=p.mark),
            owner=lambda _l, _o, p: p.asker,
        )
    ],
    **{f"POST /exclusions/{act}": [Variant(_many(act))] for act in ("approve", "refuse")},
    "GET /exclusions/{exclusion_id}/photos/{sha256}": [
        Variant(lambda _l, _o, p: Call(f"/exclusions/{p.exclusion}/photos/{sha256(png(300))}", shows=b"PNG"))
    ],
    "POST /exclusions/{exclusion_id}/end": [Variant(lambda _l, _o, p: Call(f"/exclusions/{p.in_force}/end"))],
    **CASES,
    **FORGETTINGS,
    "POST /rosters": [Variant(_upload, _division)],
    "GET /exports/allowance": [
        Variant(lambda _l, _o, p: Call("/exports/allowance", query={"scope": p.division}), _division, name="from")
    ],
    "POST /exports/jobs": [
        Variant(
            lambda _l, _o, p: Call("/exports/jobs", json={"scope": p.division}, shows="waiting"), _division, name="from"
        )
    ],
    "GET /ledgers/{ledger}/allowance": [
        Variant(
            lambda _l, _o, p: Call("/ledgers/visits/allowance", query={"scope": p.division}), _division, name="from"
        )
    ],
    "POST /ledgers/{ledger}/jobs": [
        Variant(
            lambda _l, _o, p: Call("/ledgers/villages/jobs", json={"scope": p.division}, shows="waiting"),
            _division,
            name="from",
        )
    ],
    "POST /ledgers/{ledger}/requests": [
        Variant(
            # Let in, and told that it is within the day.
            lambda _l, _o, p: Call("/ledgers/visits/requests", json={"scope": p.division, "why": "通报"}, fits=(409,)),
            _division,
            name="from",
        )
    ],
    "POST /export-requests": [
        Variant(
            # Let in, and told that it is within the day.
            lambda _l, _o, p: Call("/export-requests", json={"scope": p.division, "why": "通报"}, fits=(409,)),
            _division,
            name="from",
        )
    ],
    **{
        f"POST /export-requests/{{request_id}}/{act}": [
            Variant(
                lambda _l, _o, p, act=act: Call(f"/export-requests/{p.export_request}/{act}", json=_why(act)), _division
            )
        ]
        for act in ("approve", "refuse")
    },
    "POST /export-requests/{request_id}/withdraw": [
        Variant(
            lambda _l, _o, p: Call(f"/export-requests/{p.export_request}/withdraw"),
            _division,
            owner=lambda _l, _o, p: p.helper,
        )
    ],
    **{
        f"GET /kept-ledgers/{{number}}{end}": [
            Variant(
                lambda _l, _o, p, end=end: Call(
                    f"/kept-ledgers/{999 if p.key == 'absent' else p.kept_ledger}{end}", shows=f"K{p.key}K"
                ),
                _division,
            )
        ]
        for end in ("", ".xlsx")
    },
    "GET /rosters/{roster_id}": [
        Variant(lambda _l, _o, p: Call(f"/rosters/{p.roster}", shows=f"R{p.key}R"), _division)
    ],
    "GET /rosters/{roster_id}/rows": [
        Variant(lambda _l, _o, p: Call(f"/rosters/{p.roster}/rows", shows=f"R{p.key}R"), _division)
    ],
    "POST /rosters/{roster_id}/commit": [
        Variant(
            lambda _l, _o, p: Call(f"/rosters/{p.roster}/commit", json={"merge_rows": [], "separate_rows": []}),
            _division,
        )
    ],
    "GET /rosters/{roster_id}/bad.xlsx": [
        Variant(lambda _l, _o, p: Call(f"/rosters/{p.roster}/bad.xlsx"), _division, lambda _l, _o, p: p.uploader)
    ],
    **{
        f"{method} /aside/{{item_id}}{end}": [
            Variant(
                lambda _l, _o, p, end=end, kind=kind: Call(
                    f"/aside/{getattr(p, kind)}{end}", json=_why(end), fits=(409, 422)
                ),
                _post if kind == "loose" else lambda _l, _o, place: place.code,
                name=kind,
            )
            for kind in ("review", "kept", "loose")
            if not (end == "/signature" and kind != "review")
        ]
        for method, end in (("GET", ""), ("GET", "/signature"), ("POST", "/accept"), ("POST", "/refuse"))
    },
    "GET /divisions/{code}": [Variant(lambda _l, _o, p: Call(f"/divisions/{p.division}", shows=p.division), _division)],
    "POST /divisions": [
        Variant(
            lambda _l, _o, p: Call("/divisions", json={"parent_code": p.division, "name": "新"}, fits=(422,)), _division
        )
    ],
    "PATCH /divisions/{code}": [
        Variant(lambda _l, _o, p: Call(f"/divisions/{p.division}", json={"doors_checked": True}), _division)
    ],
    "PATCH /divisions/{code}#official_households": [
        Variant(
            lambda _l, _o, p: Call(f"/divisions/{p.division}", json={"official_households": 5}, fits=(422,)), _division
        )
    ],
    "PUT /divisions/{code}/workers": [
        Variant(
            lambda at, o, p: Call(f"/divisions/{p.division}/workers", json={"worker_ids": []}, fits=(422,)), _division
        ),
        Variant(
            lambda at, o, p: Call(f"/divisions/{home(at, o).division}/workers", json={"worker_ids": [p.worker]}),
            _post,
            name="a worker",
        ),
    ],
    **{
        f"{method} /divisions/{{code}}/workers/{{user_id}}": [
            Variant(
                lambda at, o, p: Call(f"/divisions/{p.division}/workers/{home(at, o).worker}", fits=(422,)), _division
            ),
            Variant(
                lambda at, o, p: Call(f"/divisions/{home(at, o).division}/workers/{p.worker}"), _post, name="a worker"
            ),
        ]
        for method in ("PUT", "DELETE")
    },
    **{
        f"{method} /accounts/{{user_id}}{end}": [
            Variant(
                lambda _l, _o, p, end=end, body=body: Call(
                    f"/accounts/{p.account}{end.replace('{sign_in_id}', p.session)}", json=body
                ),
                _post,
            )
        ]
        for method, end, body in (
            ("PATCH", "", {"is_active": False}),
            ("POST", "/password", None),
            ("DELETE", "/second-step", None),
            ("GET", "/sessions", None),
            ("DELETE", "/sessions", None),
            ("DELETE", "/sessions/{sign_in_id}", None),
        )
    },
    "POST /accounts": [
        Variant(
            lambda _l, _o, p: Call(
                "/accounts", json={"username": "new", "name": "新", "role": "worker", "scope": p.post}
            ),
            _post,
        )
    ],
    "POST /phones/enrolments": [
        Variant(lambda _l, _o, p: Call("/phones/enrolments", json={"user_id": p.account}), _post)
    ],
    "GET /phones/enrolments/{user_id}": [Variant(lambda _l, _o, p: Call(f"/phones/enrolments/{p.account}"), _post)],
    "POST /phones/{device_id}/end": [Variant(lambda _l, _o, p: Call(f"/phones/{p.enrolled}/end"), _post)],
    "POST /sync/push": [Variant(_push)],
    "POST /sync/rescue": [Variant(_rescue)],
}


def _why(act: str) -> dict[str, Any] | None:
    return {"reason": "不实"} if act.endswith("refuse") else {} if act.endswith("accept") else None
