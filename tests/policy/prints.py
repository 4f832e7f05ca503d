"""One way to call each route that prints slips."""

from tests.policy.call import Call, Recipe, Variant
from tests.policy.land import Land
from tests.policy.oracle import One
from tests.policy.places import Place


def _division(_land: Land, _one: One, place: Place) -> str | None:
    return place.division


def _asked(act: str, **more: str) -> Recipe:
    """Let in, and told that it is within the day, or that a place is too large to print at once."""

    def call(_land: Land, _one: One, place: Place) -> Call:
        said = {"content": "slips", "scope": place.division, "reason": "case", **more}
        told = {"query": said} if act == "allowance" else {"json": said}
        return Call(f"/printed-slips/{act}", fits=(409, 422), **told)

    return call


PRINTS: dict[str, list[Variant]] = {
    "GET /visits/{visit_id}/slip.pdf": [
        Variant(lambda _l, _o, p: Call(f"/visits/{p.visit}/slip.pdf", query={"reason": "case"}, shows=b"%PDF"))
    ],
    "GET /visits/{visit_id}/seal": [
        # Let in, and told that it is not sealed: the server's watch does that.
        Variant(lambda _l, _o, p: Call(f"/visits/{p.visit}/seal", fits=(409,)))
    ],
    "GET /visits/{visit_id}/paper": [
        # Let in, and told that its slip is none of paper.
        Variant(lambda _l, _o, p: Call(f"/visits/{p.visit}/paper", fits=(409,)))
    ],
    "GET /households/{household_id}/blank-slip.pdf": [
        Variant(lambda _l, _o, p: Call(f"/households/{p.door}/blank-slip.pdf", shows=b"%PDF"))
    ],
    "GET /printed-slips/allowance": [Variant(_asked("allowance"), _division, name="from")],
    "POST /printed-slips/requests": [Variant(_asked("requests", why="归档"), _division, name="from")],
    "POST /printed-slips/jobs": [Variant(_asked("jobs"), _division, name="from")],
}
