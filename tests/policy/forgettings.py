"""One way to call each route about the people of a door that Ada asked to have forgotten."""

from tests.forgetting.orders import ORDER
from tests.policy.call import Call, Variant

FORGETTINGS: dict[str, list[Variant]] = {
    "POST /forgettings": [
        Variant(lambda _l, _o, p: Call("/forgettings", json={"household_id": p.asked, **ORDER}, shows=p.mark))
    ],
    "GET /forgettings/{forgetting_id}": [
        Variant(lambda _l, _o, p: Call(f"/forgettings/{p.forgetting}", shows=p.mark)),
    ],
    "POST /forgettings/{forgetting_id}/approve": [
        Variant(
            lambda _l, _o, p: Call(f"/forgettings/{p.forgetting}/approve", json={}, shows="已依规删除"),
            owner=lambda *_: "ada",
        )
    ],
    "POST /forgettings/{forgetting_id}/refuse": [
        Variant(
            lambda _l, _o, p: Call(f"/forgettings/{p.forgetting}/refuse", json={"reason": "文书不符"}, shows=p.mark),
            owner=lambda *_: "ada",
        )
    ],
    "POST /forgettings/{forgetting_id}/withdraw": [
        Variant(
            lambda _l, _o, p: Call(f"/forgettings/{p.forgetting}/withdraw", shows=p.mark),
            owner=lambda *_: "ada",
        )
    ],
}
