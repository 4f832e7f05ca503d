"""A ledger of a place, made on its day."""

from datetime import timedelta
from uuid import UUID

from app import clock
from app.changes import writing
from app.db import db
from app.ledgers.models import KeptLedger


def keep(number: int, scope: str, mark: str, campaign_id: UUID) -> int:
    """One whose title bears the mark; answers its number."""
    now, today = clock.now(), clock.today()
    with writing():
        db.session.add(
            KeptLedger(
                number=number + 1, campaign_id=campaign_id, ledger="weekly", scope=scope, first_on=today - timedelta(days=7),
                last_on=today, due_at=now, begun_at=now, made_at=now, title=mark, text=mark, figures={}, rows=1,
                sha256=f"{number:064}", data=mark.encode(),
            )
        )  # fmt: skip
    return number + 1
