"""Random schedules: 1 to 3 phones, the server and an office, with everything that may go wrong in between."""

from collections.abc import Iterable, Iterator

from tests.faults.ground import SimulatedServer
from tests.faults.outcome import Outcome
from tests.faults.player import Player
from tests.faults.seeds import Place


def play(seeds: Iterable[int], place: Place) -> Iterator[Outcome]:
    """Play each seed on a county of its own."""
    ground = SimulatedServer(place.folder)
    with Player(place.bundles) as player:
        for seed in seeds:
            yield player.outcome("schedules", seed, ground)
