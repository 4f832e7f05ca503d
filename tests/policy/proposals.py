"""One way to call each route about what somebody proposed."""

from tests.policy.call import Call, Variant


def _decide(act: str) -> Variant:
    said = {"reason": "不"} if act == "refuse" else None
    return Variant(lambda _l, _o, p: Call(f"/proposals/{p.proposal}/{act}", json=said, shows=f"N{p.key}N"))


PROPOSALS: dict[str, list[Variant]] = {
    f"POST /proposals/{{proposal_id}}/{act}": [_decide(act)] for act in ("confirm", "refuse")
}
