"""A connection cut after every byte of a request and of its answer; the phone's next run must settle it, once."""

from collections.abc import Iterable, Iterator
from functools import partial

from tests.faults.bystander import Bystander
from tests.faults.outcome import Outcome
from tests.faults.player import Player
from tests.faults.seeds import Place
from tests.faults.served import serving

# On one phone, one after the other: signing in anew for each would be most of the time.
A_PHONE = 15


# A piece of a photo is 64 KB of the same: beyond its head, every so many bytes will do.
HEAD = 2_000
STRIDE = 8


def _play(target: str, seeds: Iterable[int], place: Place) -> Iterator[Outcome]:
    """Each seed is the byte to cut after; those beyond the end of the answer are left out."""
    ground = Bystander(place.folder)
    bytes_ = [byte for byte in seeds if target != "patch" or byte < HEAD or byte % STRIDE == 0]
    with serving(ground.url, place.folder) as ground.port, Player(place.bundles) as player:
        for start in range(0, len(bytes_), A_PHONE):
            cut = list(_cut(player, ground, target, bytes_[start : start + A_PHONE]))
            yield from cut
            if not cut:
                return


def _cut(player: Player, ground: Bystander, target: str, after: list[int]) -> Iterator[Outcome]:
    over = player.play("cuts", after[0], ground, target=target, bytes=after)
    for made in over.get("made", []):
        if made["cut"]:
            yield Outcome(made["after"], 1, ("stuck: it still waits after the next run",) if made["stuck"] else ())
    if over["faults"]:
        yield Outcome(after[0], 0, tuple(over["faults"]))


push, pull, snapshot, put, patch = (partial(_play, name) for name in ("push", "pull", "snapshot", "put", "patch"))
