"""From when until when each of the county's keys sealed: once the next one has begun, nothing new may bear a former one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise, zip_longest

from sqlalchemy import func, select

from app import clock
from app.db import db
from app.seals.models import SlipKey, SlipRoot, SlipSeal
from app.seals.sealing import at, ms


@dataclass(frozen=True)
class KeySpan:
    """A key with the first and the last that it sealed; `replaced_at` is when the next one began, None of the one in use."""

    id: str
    alg: str
    public_key: str
    first_used_at: datetime
    first_seal_at: datetime | None
    last_seal_at: datetime | None
    first_root: date | None
    last_root: date | None
    replaced_at: datetime | None = None

    @property
    def begun_at(self) -> datetime:
        """Told by what it sealed: no seal is as early as one before it, whatever the server's clock did."""
        return self.first_seal_at or self.first_used_at


def spans(keys: Sequence[SlipKey]) -> list[KeySpan]:
    """Each of these, in the order in which they came into use."""
    sealed, closed = SlipSeal.key_id == SlipKey.id, SlipRoot.key_id == SlipKey.id
    ends = select(
        SlipKey.id,
        *(select(end(SlipSeal.sealed_ms)).where(sealed).scalar_subquery() for end in (func.min, func.max)),
        *(select(end(SlipRoot.day)).where(closed).scalar_subquery() for end in (func.min, func.max)),
    )
    found = {row[0]: row[1:] for row in db.session.execute(ends)}
    begun = sorted((_span(key, *found[key.id]) for key in keys), key=lambda span: span.begun_at)
    until = [after.begun_at for _, after in pairwise(begun)]
    return [replace(span, replaced_at=replaced_at) for span, replaced_at in zip_longest(begun, until)]


def _span(
    key: SlipKey, first: int | None, last: int | None, first_root: date | None, last_root: date | None
) -> KeySpan:
    return KeySpan(
        key.id,
        key.alg,
        key.public_key,
        key.first_used_at,
        None if first is None else at(first),
        None if last is None else at(last),
        first_root,
        last_root,
    )


def outlived(keys: Sequence[SlipKey]) -> Iterator[str]:
    """What bears a key that was replaced by then: it was made by whoever took that key."""
    for span in spans(keys):
        if span.replaced_at is None:
            continue
        seals = select(SlipSeal.village, SlipSeal.seq).where(
            SlipSeal.key_id == span.id, SlipSeal.sealed_ms >= ms(span.replaced_at)
        )
        for village, seq in db.session.execute(seals.order_by(SlipSeal.village, SlipSeal.seq)):
            yield f"seal {village} · {seq}: it was sealed with a former key"
        days = select(SlipRoot.day).where(SlipRoot.key_id == span.id).order_by(SlipRoot.number)
        for day in db.session.scalars(days):
            # The next key seals into no day that is closed.
            if clock.end_of(day) > span.replaced_at:
                yield f"root {day}: it was sealed with a former key"
