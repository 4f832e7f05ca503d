"""The person acting, as every operation is told (pure)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

OFFICE = ("village", "station", "supervisor", "admin")
EVERYBODY = ("worker", *OFFICE)
# Who knocks or sends somebody to knock has to call ahead; who counts and exports has not.
CALLS_AHEAD = ("worker", "village", "station")


@dataclass(frozen=True)
class Actor:
    """Whoever is signed in; `scope` is the division they answer for."""

    id: UUID
    name: str
    role: str
    scope: str
    expires_at: datetime

    @property
    def sees_phones(self) -> bool:
        """Whether telephone numbers are shown in full."""
        return self.role in CALLS_AHEAD
