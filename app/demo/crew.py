"""Who works in the demo county: printed accounts, a station a town, and a worker for every grid (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import UUID

from app.demo import people
from app.demo.accounts import ACCOUNTS
from app.demo.ids import id_at
from app.demo.register import Village

_GRIDS_A_WORKER = 2.4


@dataclass(frozen=True)
class Member:
    """An account to be."""

    id: UUID
    username: str
    name: str
    role: str
    scope: str


@dataclass(frozen=True)
class Crew:
    """Everybody, who walks each grid, and which office answers for each town."""

    members: list[Member]
    worker_of: dict[str, UUID]
    station_of: dict[str, UUID]


def hire(rng: Random, towns: Sequence[tuple[str, str]], villages: Sequence[Village], at: datetime) -> Crew:
    """A crew for these (code, name) towns and villages."""
    members = [Member(id_at(rng, at), a.username, a.name, a.role, a.scope) for a in ACCOUNTS]
    station_of = {member.scope: member.id for member in members if member.role == "station"}
    for number, (code, name) in enumerate((t for t in towns if t[0] not in station_of), 3):
        station = Member(id_at(rng, at), f"station{number}", name.removesuffix("镇") + "派出所", "station", code)
        station_of[code] = station.id
        members.append(station)
    worker_of: dict[str, UUID] = {}
    printed = {member.scope: member for member in members if member.role == "worker"}
    number = len(printed)
    for village in villages:
        wanted = max(1, round(len(village.grids) / _GRIDS_A_WORKER))
        walkers = [printed[village.code]] if village.code in printed else []
        while len(walkers) < wanted:
            number += 1
            walkers.append(Member(id_at(rng, at), f"worker{number}", people.person(rng), "worker", village.code))
            members.append(walkers[-1])
        for order, grid in enumerate(village.grids):
            worker_of[grid.code] = walkers[order * wanted // len(village.grids)].id
    return Crew(members, worker_of, station_of)
