"""The person acting, as every operation is told (pure)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

OFFICE = ("village", "station", "supervisor", "admin")
EVERYBODY = ("worker", *OFFICE)
# Who keeps the register: grids, workers, rosters, moves. A supervisor reads and takes lists away.
MANAGES = ("village", "station", "admin")
# Who answers for the figure: exclusions, withdrawals, official numbers. Not the village whose rate it is.
DECIDES = ("station", "admin")
# Who looks over everybody's shoulder: the county.
WATCHES = ("supervisor", "admin")
# Who knocks or sends somebody to knock has to call ahead; who counts and exports has not.
CALLS_AHEAD = ("worker", "village", "station")


@dataclass(frozen=True)
class Actor:
    """Whoever is signed in; `scope` is the division they answer for."""

    id: UUID
    username: str
    name: str
    role: str
    scope: str
    expires_at: datetime
    sign_in_id: UUID | None = None  # none where the office acts for somebody
    is_whole: bool = True  # else signed in by password alone, and good for enrolling the second step only

    @property
    def sees_phones(self) -> bool:
        """Whether telephone numbers are shown in full."""
        return self.role in CALLS_AHEAD
