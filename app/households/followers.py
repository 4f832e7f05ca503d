"""Who keeps a copy of a door for somebody outside its grid, and must hear when it is another: they stand above, and so ask to be told."""

from collections.abc import Callable, Collection
from uuid import UUID

Follower = Callable[[Collection[UUID]], None]

_followers: list[Follower] = []


def follows_doors(follower: Follower) -> Follower:
    """Have this told of doors whose name, kind, address or place is another now, inside the transaction that changed them."""
    _followers.append(follower)
    return follower


def tell_followers(household_ids: Collection[UUID]) -> None:
    """Of whoever brings the register up to date: these doors are not what they were."""
    for follower in _followers:
        follower(household_ids)
