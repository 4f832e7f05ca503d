"""A case as it was reported, what was said of it before, whose home it was found to be, and files of cases."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.campaigns.notice import FRAUDS
from app.db import Record, new_id
from app.households.models import ID_NUMBER, PHONE
from app.vault.sealed import Sealed

# How well a home fits a victim.
STRENGTHS = ("strong", "medium", "weak")
FILE_STATES = ("ready", "committed")
VERDICTS = ("new", "same", "maybe", "differs", "bad", "skipped")


class Particulars:
    """What is said of a case. Instants are whole minutes, and the last one is in it to its end."""

    number: Mapped[str | None]  # 立案编号
    happened_from: Mapped[datetime]
    happened_until: Mapped[datetime]
    reported_at: Mapped[datetime | None]
    fraud: Mapped[str]
    loss_fen: Mapped[int | None] = mapped_column(BigInteger)  # None: nobody knows yet
    # The victim's village; where that is not known, the division of whoever answers for the case, of any level.
    division_code: Mapped[str] = mapped_column(String(12))


class Case(Particulars, Record):
    """One reported fraud, as it is known now."""

    __table_args__ = (
        CheckConstraint(f"fraud IN {tuple(FRAUDS)}", name="fraud_known"),
        CheckConstraint("happened_from <= happened_until", name="happened_in_order"),
        CheckConstraint("loss_fen >= 0", name="loss_not_negative"),
        UniqueConstraint("number"),
        Index(None, "division_code", "happened_from"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    victim: Mapped[str] = mapped_column(Sealed("case.victim"))
    phone: Mapped[str | None] = mapped_column(Sealed("case.phone", index="phone_index", kind=PHONE))
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    id_number: Mapped[str | None] = mapped_column(Sealed("case.id_number", index="id_number_index", kind=ID_NUMBER))
    id_number_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    address: Mapped[str | None] = mapped_column(Sealed("case.address"))
    note: Mapped[str | None] = mapped_column(Sealed("case.note"))
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case_file.id"), index=True)  # that it came in
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime]
    # Since when whom it befell is gone, by order or at the end of its time; when, which fraud and what loss stays.
    forgotten_at: Mapped[datetime | None]


class FormerCase(Particulars, Record):
    """A dated fact: what was said of a case until somebody corrected it, and why they did."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    victim: Mapped[str] = mapped_column(Sealed("former_case.victim"))
    phone: Mapped[str | None] = mapped_column(Sealed("former_case.phone"))
    id_number: Mapped[str | None] = mapped_column(Sealed("former_case.id_number"))
    address: Mapped[str | None] = mapped_column(Sealed("former_case.address"))
    note: Mapped[str | None] = mapped_column(Sealed("former_case.note"))
    until: Mapped[datetime]
    changed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(Sealed("former_case.reason"))


class Match:
    """Somebody's word on whose home a case belongs to, or that it is of none on the register."""

    household_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("household.id"), index=True)  # None: of none
    # How well it fitted when that was said; None where it was no candidate, or none is meant.
    strength: Mapped[str | None]
    decided_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime]


class CaseMatch(Match, Record):
    """The word that holds."""

    __table_args__ = (CheckConstraint(f"strength IN {STRENGTHS}", name="strength_known"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), primary_key=True)


class FormerMatch(Match, Record):
    """A dated fact: a word that somebody took back."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    undone_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    undone_at: Mapped[datetime]


class CaseFile(Record):
    """An uploaded workbook of cases. The file itself is not kept, only its rows."""

    __table_args__ = (CheckConstraint(f"state IN {FILE_STATES}", name="state_known"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    file_name: Mapped[str]
    scope: Mapped[str] = mapped_column(String(12))
    message: Mapped[str]
    state: Mapped[str] = mapped_column(default="ready")
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime]


class CaseRow(Record):
    """A row of such a file, with the verdict on it and the case that it would become."""

    __table_args__ = (CheckConstraint(f"verdict IN {VERDICTS}", name="verdict_known"),)

    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_file.id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # as Excel numbers it
    verdict: Mapped[str]
    reason: Mapped[str] = mapped_column(Sealed("case_row.reason"))
    case: Mapped[dict[str, object] | None] = deferred(mapped_column(Sealed("case_row.case", "json")))
