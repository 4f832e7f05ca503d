"""What a map draws of a tile."""

import math

import mapbox_vector_tile

from tests.person import Person


def tile_of(lat: float, lon: float, z: int) -> tuple[int, int]:
    """The tile that a place lies in."""
    x = (lon + 180) / 360 * 2**z
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**z
    return int(x), int(y)


def point_of(lat: float, lon: float, z: int) -> tuple[int, int]:
    """Where in its tile a place lies, in 4,096ths from the north-western corner."""
    across, down = tile_of(lat, lon, z + 12)
    return across % 4096, down % 4096


def dots(person: Person, z: int, x: int, y: int, **query: str | None) -> list[dict]:
    """The dots of a tile as a decoder of somebody else's reads them; y counts downwards."""
    answer = person.get(f"/tiles/doors/{z}/{x}/{y}.mvt", **query)
    assert answer.status_code == 200
    return mapbox_vector_tile.decode(answer.data, default_options={"y_coord_down": True})["doors"]["features"]
