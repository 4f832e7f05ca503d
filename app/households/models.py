"""A door on the register, who lives there, and the dated facts about it."""

import uuid
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Record, new_id
from app.households.addresses import sort_key_of_row
from app.vault.sealed import Sealed

KINDS = ("family", "merchant", "enterprise")
STATES = ("uncovered", "covered", "excluded")
DECISIONS = ("requested", "approved", "refused", "withdrawn")
# What a worker may say of the register: a door that it lacks, another family, a right number, a place. 名册上没有、换了人家、电话、位置
PROPOSALS = ("new", "moved", "phone", "position")
PROPOSED = ("waiting", "confirmed", "refused")
# 空户、空挂户、外出、人户分离、拆迁、迁出
REASONS = ("vacant", "registered_only", "away", "lives_elsewhere", "demolished", "moved_out")
FOREVER = date(9999, 12, 31)
# What stands where somebody's name was, once they were forgotten by order (app/forgetting).
FORGOTTEN = "已依规删除"
# What is found by its number. One kind whoever has it: householder and resident alike.
PHONE, ID_NUMBER = "phone", "id_number"


class Household(Record):
    """One door. Where and what it is now; its past is in Placement."""

    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind_known"),
        Index(None, "division_code", "address_key", "id"),
        Index(None, "lat", "lon"),
        UniqueConstraint("door_key"),
        UniqueConstraint("plate"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    # What makes two roster rows the same door: village, kind, and its 户号 or else its address and name.
    door_key: Mapped[str]
    door_code: Mapped[str | None]  # 户号 or 楼栋编号, as the roster has it
    division_code: Mapped[str] = mapped_column(String(15))  # 15 digits; ends 000 while it has no grid
    kind: Mapped[str]
    title: Mapped[str | None]  # a merchant's or enterprise's own name
    householder: Mapped[str]
    initials: Mapped[str] = mapped_column(default="")  # of householder and title, for searching
    phone: Mapped[str | None] = mapped_column(Sealed("household.phone", index="phone_index", kind=PHONE))
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    id_number: Mapped[str | None] = mapped_column(
        Sealed("household.id_number", index="id_number_index", kind=ID_NUMBER)
    )
    id_number_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    address: Mapped[str]
    address_key: Mapped[str] = mapped_column(default=sort_key_of_row)  # the address as it sorts for walking
    lat: Mapped[float | None]  # WGS-84
    lon: Mapped[float | None]
    residents_count: Mapped[int | None]
    plate: Mapped[str | None] = mapped_column(String(64))  # SHA-256 of the code on its 二维码门牌, since its first scan
    note: Mapped[str | None] = mapped_column(Sealed("household.note"))  # further telephone numbers stand here
    registered_on: Mapped[date]
    removed_on: Mapped[date | None]


class Resident(Record):
    """Somebody who lives there, when the roster has one row per person."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("household.id"), index=True)
    name: Mapped[str]
    relation: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(Sealed("resident.phone", index="phone_index", kind=PHONE))
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    id_number: Mapped[str | None] = mapped_column(Sealed("resident.id_number", index="id_number_index", kind=ID_NUMBER))
    id_number_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)


class FormerHousehold(Record):
    """A dated fact: who a door was registered as until then. A case that is older asks for those."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("household.id"), index=True)
    until: Mapped[datetime]
    merged: Mapped[bool]  # it was made one with another row of a roster, not only brought up to date
    # Somebody else of a family that left, to be found by their own name and number; the door was never registered as theirs.
    of_resident: Mapped[bool] = mapped_column(default=False)
    householder: Mapped[str] = mapped_column(index=True)
    title: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(Sealed("former_household.phone", index="phone_index", kind=PHONE))
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    id_number: Mapped[str | None] = mapped_column(
        Sealed("former_household.id_number", index="id_number_index", kind=ID_NUMBER)
    )
    id_number_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    address: Mapped[str]


class Placement(Record):
    """A dated fact: from a day, until a day, the door stood in this grid and was of this kind."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("household.id"), index=True)
    division_code: Mapped[str] = mapped_column(String(15))
    kind: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date] = mapped_column(default=FOREVER)  # the first day it no longer holds


class Cover(Record):
    """A dated fact: from a day, until a day, this visit covered the door in a campaign."""

    visit_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    household_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("household.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date] = mapped_column(default=FOREVER)


class Exclusion(Record):
    """A door asked, and perhaps approved, to be left out of the denominator."""

    __table_args__ = (
        CheckConstraint(f"state IN {DECISIONS}", name="state_known"),
        CheckConstraint(f"reason IN {REASONS}", name="reason_known"),
        CheckConstraint("decided_by IS NULL OR decided_by <> requested_by", name="approver_is_not_requester"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    household_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("household.id"), index=True)
    reason: Mapped[str]
    evidence: Mapped[str] = mapped_column(Sealed("exclusion.evidence"))  # in words; may be empty
    witness: Mapped[str | None] = mapped_column(Sealed("exclusion.witness"))  # who vouches for it
    witness_role: Mapped[str | None]  # neighbour | cadre
    returns_on: Mapped[date | None]  # when they are expected home
    outside_grids: Mapped[bool] = mapped_column(default=False)  # asked from a phone whose worker does not walk there
    state: Mapped[str] = mapped_column(default="requested", index=True)
    requested_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    requested_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    refusal: Mapped[str | None]
    expires_on: Mapped[date]  # the last day it holds
    # In force on [from_on, until_on), once approved.
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    # Coverage counts by days; a case asks for the hour at which somebody put the door back.
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))


class Proposal(Record):
    """What a worker says at a door that the register lacks or has wrong; it is none of its facts, and changes none by itself."""

    __table_args__ = (
        CheckConstraint(f"kind IN {PROPOSALS}", name="kind_known"),
        CheckConstraint(f"state IN {PROPOSED}", name="state_known"),
        CheckConstraint("decided_by IS NULL OR decided_by <> proposed_by", name="decider_is_not_proposer"),
        Index(None, "division_code", "state", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)  # its event's
    kind: Mapped[str]
    # Of a new door the id was made on the phone: the register has it from the day on which somebody confirms it.
    household_id: Mapped[uuid.UUID] = mapped_column(index=True)
    division_code: Mapped[str] = mapped_column(String(15))  # where that door stands, or is to stand
    door_kind: Mapped[str | None]
    title: Mapped[str | None]
    householder: Mapped[str | None] = mapped_column(Sealed("proposal.householder"))
    phone: Mapped[str | None] = mapped_column(Sealed("proposal.phone"))
    address: Mapped[str | None]
    lat: Mapped[float | None]  # WGS-84
    lon: Mapped[float | None]
    accuracy_m: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(Sealed("proposal.note"))
    outside_grids: Mapped[bool]  # its worker does not walk there
    state: Mapped[str] = mapped_column(default="waiting")
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), index=True)
    proposed_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    refusal: Mapped[str | None]


# Where its door stands, or is to stand; of a query that may have the door's row beside it.
PROPOSED_PLACE = func.coalesce(Household.division_code, Proposal.division_code)


class Standing(Record):
    """Where a door stands in a campaign from a day until a day: derived from the facts above.

    No counter: one row per door and stretch of days, written anew for a door whenever a fact about
    it changes, and counted by one grouped query. `flask check` derives it again and compares.
    """

    __table_args__ = (
        Index("ix_standing_listed", "campaign_id", "division_code", "kind", "state", "from_on", "until_on"),
        Index("ix_standing_counted", "counted_as", "until_day", "from_day"),
    )

    household_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("household.id"), primary_key=True)
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    from_on: Mapped[date] = mapped_column(primary_key=True)
    until_on: Mapped[date]
    division_code: Mapped[str] = mapped_column(String(15))
    kind: Mapped[str]
    state: Mapped[str]
    # The same once more in three numbers, by which coverage counts (counting.py): campaign, place, kind and state; days.
    counted_as: Mapped[int] = mapped_column(BigInteger)
    from_day: Mapped[int]
    until_day: Mapped[int]
