"""The county's own forms: a version for each that was brought, and which one is in use since when."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from app import clock
from app.db import db, hold_names
from app.ledgers import refusals
from app.ledgers.definitions import LEDGERS
from app.ledgers.layout import Layout, default_of, from_json
from app.ledgers.models import LedgerTemplate, LedgerTemplateUse
from app.people.models import User

OURS = 0


def in_use(word: str) -> int:
    """The version that a ledger is written by now; 0 is ours."""
    query = select(LedgerTemplateUse.version).where(LedgerTemplateUse.ledger == word)
    return db.session.scalars(query.order_by(LedgerTemplateUse.number.desc()).limit(1)).first() or OURS


def layout_of(word: str, version: int | None = None) -> Layout:
    """A version's layout, else that of the one in use; raises ledger_template_unknown."""
    version = in_use(word) if version is None else version
    if version == OURS:
        return default_of(LEDGERS[word])
    found = db.session.get(LedgerTemplate, (word, version))
    if found is None:
        raise refusals.ledger_template_unknown()
    return from_json(word, found.layout)


def keep(word: str, layout: Layout, by: UUID) -> int:
    """Keep a new version, without using it yet; answers its number."""
    hold_names([f"ledger template {word}"])
    newest = select(func.max(LedgerTemplate.version)).where(LedgerTemplate.ledger == word)
    version = (db.session.scalar(newest) or 0) + 1
    made = LedgerTemplate(ledger=word, version=version, layout=layout.as_json(), made_by=by, made_at=clock.now())
    db.session.add(made)
    db.session.flush()
    return version


def use(word: str, version: int, by: UUID) -> None:
    """Write the ledger by this version from now on; raises ledger_template_unknown."""
    layout_of(word, version)
    hold_names([f"ledger template {word}"])
    newest = select(func.max(LedgerTemplateUse.number)).where(LedgerTemplateUse.ledger == word)
    number = (db.session.scalar(newest) or 0) + 1
    db.session.add(LedgerTemplateUse(ledger=word, number=number, version=version, used_by=by, used_at=clock.now()))
    db.session.flush()


def versions(word: str) -> Sequence[Row[Any]]:
    """What was brought, the newest first."""
    query = (
        select(LedgerTemplate.version, LedgerTemplate.made_at, User.name.label("made_by_name"))
        .join(User, User.id == LedgerTemplate.made_by)
        .where(LedgerTemplate.ledger == word)
        .order_by(LedgerTemplate.version.desc())
    )
    return db.session.execute(query).all()
