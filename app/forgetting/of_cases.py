"""The part of cases: that there was one, when, of which fraud and with what loss stays; whom it befell goes.

Told by a number of theirs, or by somebody's word that the case is of their home; a case that had a number of theirs
until it was corrected keeps what is said of it now. A name alone is no proof: it is
listed among the texts elsewhere (mentions.py).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, delete, exists, or_, select

from app import clock
from app.cases.models import Case, CaseFile, CaseMatch, CaseRow, FormerCase
from app.db import db
from app.forgetting.of_files import may_be_about, names_one, words_in
from app.forgetting.people import People
from app.households.models import FORGOTTEN, ID_NUMBER, PHONE
from app.vault.index import holds

_KINDS = (("phone", PHONE), ("id_number", ID_NUMBER))


def cases_due(people: People) -> list[UUID]:
    """Cases of their home, or with a number of theirs, that still name somebody."""
    of_home = Case.id.in_(select(CaseMatch.case_id).where(CaseMatch.household_id == people.household_id))
    # Whose a case is that lies over the day on which they left, its numbers alone tell.
    theirs = of_home if people.live_there else and_(of_home, Case.happened_until <= people.until)
    numbers = (holds(Case, column, number) for column, _ in _KINDS for number in people.numbers)
    found = db.session.scalars(select(Case).where(or_(theirs, *numbers)))
    return [case.id for case in found if case.victim != FORGOTTEN]


def erase_cases(_people: People, ids: Sequence[UUID]) -> None:
    """Whom they befell."""
    forget_cases(ids)


def formers_due(people: People) -> list[UUID]:
    """What was said of other cases, with a number of theirs, until somebody corrected it: no index finds these."""
    said = select(FormerCase.id, FormerCase.case_id, FormerCase.phone, FormerCase.id_number)
    found = db.session.execute(said, execution_options={"yield_per": 1000}) if people.numbers else ()
    theirs = [(id_, case_id) for id_, case_id, *numbers in found if not people.numbers.isdisjoint(numbers)]
    whole = set(cases_due(people)) if theirs else set()
    return [id_ for id_, case_id in theirs if case_id not in whole]


def erase_formers(_people: People, ids: Sequence[UUID]) -> None:
    """Whom it was said to have befallen, and why it was corrected."""
    _forget(db.session.scalars(select(FormerCase).where(FormerCase.id.in_(ids))))


def past(before: datetime) -> Select[Any]:
    """Cases that were taken in before then and say whom they befell, or were made to say it again by a correction."""
    said_again = exists().where(FormerCase.case_id == Case.id, FormerCase.until > Case.forgotten_at)
    return select(Case.id).where(Case.made_at < before, or_(Case.forgotten_at.is_(None), said_again))


def forget_cases(ids: Sequence[UUID]) -> None:
    """Of what was said before a correction, too."""
    _forget(db.session.scalars(select(Case).where(Case.id.in_(ids))))
    _forget(db.session.scalars(select(FormerCase).where(FormerCase.case_id.in_(ids))))


def _forget(told: Iterable[Case | FormerCase]) -> None:
    for said in told:
        said.victim = FORGOTTEN
        said.phone = said.id_number = said.address = said.note = None
        if isinstance(said, Case):
            said.forgotten_at = clock.now()
        else:
            said.reason = FORGOTTEN
    db.session.flush()


def rows_due(people: People) -> list[tuple[UUID, int]]:
    """Rows of uploaded files of cases, as of rosters (of_files.py)."""
    scopes = select(CaseFile.id, CaseFile.scope)
    near = {file_id for file_id, scope in db.session.execute(scopes) if may_be_about(people, scope)}
    found = []
    for file_id, row_no, reason, case in db.session.execute(
        select(CaseRow.file_id, CaseRow.row_no, CaseRow.reason, CaseRow.case), execution_options={"yield_per": 1000}
    ):
        said = [reason, *words_in(case)]
        if names_one(said, people, is_near=file_id in near):
            found.append((file_id, row_no))
    return found


def erase_rows(_people: People, keys: Sequence[tuple[Any, ...]]) -> None:
    """What was taken in of them is a case by now."""
    for file_id, row_no in keys:
        db.session.execute(delete(CaseRow).where(and_(CaseRow.file_id == file_id, CaseRow.row_no == row_no)))
