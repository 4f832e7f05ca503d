"""Where things lie to whoever asks: seven relations, and two villages that are gone."""

import uuid
from dataclasses import dataclass, field

COUNTY, NEAR_TOWN, FAR_TOWN = "991101000000", "991101100000", "991101200000"
NEAR, NEXT, FAR = "991101100001", "991101100002", "991101200001"
GONE_NEAR, GONE_FAR = "991101100003", "991101200003"
GRIDS = [NEAR + "001", NEAR + "002", NEXT + "001", NEXT + "002", FAR + "001"]


@dataclass
class Place:
    """One relation: where its doors stand, the division and the post that go with it, and what lies there."""

    key: str
    code: str
    division: str
    post: str
    helper: str
    things: dict[str, str] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        return f"Q{self.key}Q"

    def __getattr__(self, name: str) -> str:
        if name in self.__dict__.get("things", {}):
            return str(self.things[name])
        # What does not exist has ids all the same.
        if self.key != "absent" or name.startswith("_"):
            raise AttributeError(name)
        return self.things.setdefault(name, str(uuid.uuid4()))


def places() -> dict[str, Place]:
    """The seven relations, and two villages that the newest edition left behind."""
    return {
        place.key: place
        for place in (
            Place("own", GRIDS[0], GRIDS[0], NEAR, "hal"),
            Place("village", GRIDS[1], NEAR, NEAR, "hal"),
            Place("sibling", GRIDS[2], GRIDS[2], NEXT, "hew"),
            Place("parent", NEAR + "000", NEAR_TOWN, NEAR_TOWN, "wes"),
            Place("elsewhere", GRIDS[4], GRIDS[4], FAR, "hob"),
            Place("revoked", GRIDS[3], GRIDS[3], NEXT, "hew"),
            Place("absent", "991101900001001", "991101900001001", "991101900001", "nobody"),
            Place("goneNear", GONE_NEAR + "000", GONE_NEAR, GONE_NEAR, "nobody"),
            Place("goneFar", GONE_FAR + "000", GONE_FAR, GONE_FAR, "nobody"),
        )
    }
