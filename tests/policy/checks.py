"""A round of spot checks in each place, and one way to call each route about it."""

from tests.policy.call import Call, Variant
from tests.policy.land import Land
from tests.policy.oracle import One
from tests.policy.places import Place


def _draw(land: Land, _one: One, place: Place) -> Call:
    checker = land.ids.get(place.helper, land.ids["hal"])
    return Call("/check-rounds", json={"village": place.code[:12], "checker_id": checker}, fits=(409, 422))


CHECKS: dict[str, list[Variant]] = {
    "POST /check-rounds": [Variant(_draw, lambda _l, _o, p: p.code[:12])],
    "GET /check-rounds/checkers": [
        Variant(
            lambda _l, _o, p: Call("/check-rounds/checkers", query={"village": p.code[:12]}),
            lambda _l, _o, p: p.code[:12],
        )
    ],
    "GET /check-rounds/{round_id}": [
        Variant(lambda _l, _o, p: Call(f"/check-rounds/{p.check_round}", shows=p.mark), lambda _l, _o, p: p.code[:12])
    ],
    "POST /check-rounds/{round_id}/end": [
        Variant(
            lambda _l, _o, p: Call(f"/check-rounds/{p.check_round}/end", fits=(409,)), lambda _l, _o, p: p.code[:12]
        )
    ],
}
