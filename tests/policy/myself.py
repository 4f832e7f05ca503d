"""Something that lies in reach and is one's own, where nobody decides about themselves."""

from typing import Any

from tests.policy.call import Call
from tests.policy.lists import Own

_NONE = "00000000-0000-7000-8000-000000000000"


def _my(kind: str, path: str, **said: Any) -> Own:
    return lambda at, one, _: Call(path.format(at.mine.get((one.name, kind), _NONE)), json=said or None)


MYSELF: dict[str, Own] = {
    "PATCH /accounts/{user_id}": lambda at, one, _: Call(f"/accounts/{at.ids[one.name]}", json={"is_active": False}),
    "POST /accounts/{user_id}/password": lambda at, one, _: Call(f"/accounts/{at.ids[one.name]}/password"),
    "DELETE /accounts/{user_id}/second-step": lambda at, one, _: Call(f"/accounts/{at.ids[one.name]}/second-step"),
    "POST /exclusions/{exclusion_id}/approve": _my("exclusion", "/exclusions/{}/approve"),
    "POST /exclusions/{exclusion_id}/refuse": _my("exclusion", "/exclusions/{}/refuse", reason="不"),
    "POST /proposals/{proposal_id}/confirm": _my("proposal", "/proposals/{}/confirm"),
    "POST /proposals/{proposal_id}/refuse": _my("proposal", "/proposals/{}/refuse", reason="不"),
}
