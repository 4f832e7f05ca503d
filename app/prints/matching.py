"""Whose paper slip a photo shows: the code in the picture, and the one that was typed, held against the household.

A note for the office. It keeps nothing from counting: a code may be smudged, and a worker may have to take a neighbour's sheet.
"""

import io
from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from PIL import Image, UnidentifiedImageError
from sqlalchemy import select
from sqlalchemy.orm import load_only

from app.blobs.models import Blob
from app.campaigns.models import Campaign, NoticeTemplate
from app.campaigns.notice import AUDIENCES
from app.db import db
from app.divisions.scope import Scope
from app.households.models import Household
from app.prints import blank
from app.prints.stated import stated
from app.seals.models import SlipSeal
from app.slips import paper_code
from app.slips.models import Slip
from app.slips.operations import bare_slips_of

# agrees: this household's · other: another's · unreadable: none can be read, or it is none · none: there is none
MATCHES = ("agrees", "other", "unreadable", "none")
_PICTURES = {
    "agrees": "照片上的二维码是本户的",
    "other": "照片上的二维码是另一户的",
    "unreadable": "照片上读不出二维码",
    "none": "没有照片（还没有传到服务器，或者已按规定删除）",
}
_TYPED = {
    "agrees": "填写的编码是本户的",
    "other": "填写的编码 {code} 是另一户的",
    "unreadable": "填写的编码 {code} 不对，可能写错了字",
    "none": "没有填写编码",
}


@dataclass(frozen=True)
class Match:
    """What a photo and a typed code say; of another household's only what its readers may see."""

    picture: str
    typed: str
    code: str = ""  # as it was typed
    other_id: UUID | None = None
    other_address: str | None = None
    other_words: str | None = None  # the name of the words on the paper, where they are not those of the slip

    @property
    def whose(self) -> str | None:
        """As a reading of it is asked about (models.IS_OTHER, IS_UNREADABLE); None: nothing speaks against this household."""
        told = {self.picture, self.typed}
        return next((one for one in ("other", "unreadable") if one in told), None)

    @property
    def note(self) -> str:
        """In words, for the office and for the printed slip."""
        other = f"（{self.other_address}）" if self.other_address else ""
        words = f"；纸上是{self.other_words}的文字，与手机上的不同" if self.other_words else ""
        typed = _TYPED[self.typed].format(code=paper_code.shown(self.code))
        return f"{_PICTURES[self.picture]}{other}，{typed}{words}"


def codes_in(picture: bytes) -> list[tuple[UUID, UUID]]:
    """Every household's code that can be read in a photo, with the version of the words beside it."""
    # 2 MB in every process of a server, for the few paper slips.
    import zxingcpp  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as photo:
            found = zxingcpp.read_barcodes(photo.convert("L"), formats=zxingcpp.barcode_formats_from_str("QRCode"))
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return []
    return [code for code in (blank.read(one.text) for one in found) if code]


def match(slip: Slip, household_id: UUID, picture: bytes | None, typed: str, scope: Scope | None) -> Match:
    """Hold what is in a photo and what was typed against the household that the slip belongs to.

    Without a scope nobody asks whose else's it is, and nothing is looked up.
    """
    codes = codes_in(picture) if picture is not None else []
    found = Match(_picture(picture, codes, household_id), _typed(typed, household_id), typed)
    if scope is None:
        return found
    other = _door(next((one for one, _ in codes if one != household_id), None), scope)
    return replace(
        found,
        other_id=other.id if other else None,
        other_address=other.address if other else None,
        other_words=_words(codes, slip.template_id),
    )


def _picture(picture: bytes | None, codes: list[tuple[UUID, UUID]], household_id: UUID) -> str:
    if picture is None:
        return "none"
    if not codes:
        return "unreadable"
    # Two sheets in one photo: that one of them is a neighbour's must be seen.
    return "agrees" if all(one == household_id for one, _ in codes) else "other"


def _typed(typed: str, household_id: UUID) -> str:
    if not typed.strip():
        return "none"
    code = paper_code.read(typed)
    if code is None:
        return "unreadable"
    return "agrees" if code == paper_code.code_of(household_id) else "other"


def _door(household_id: UUID | None, scope: Scope) -> Household | None:
    door = db.session.get(Household, household_id) if household_id else None
    return door if door and scope.has(door.division_code) else None


def _words(codes: list[tuple[UUID, UUID]], template_id: UUID) -> str | None:
    """Which other words are printed: versions are numbered within a campaign and an audience."""
    printed = next((template for _, template in codes if template != template_id), None)
    if printed is None:
        return None
    query = select(Campaign.name, NoticeTemplate).join(Campaign, Campaign.id == NoticeTemplate.campaign_id)
    known = db.session.execute(query.where(NoticeTemplate.id == printed)).tuples().first()
    if known is None:
        return "本县没有的一版"
    name, template = known
    return f"“{name}”{AUDIENCES[template.audience]}第 {template.version} 版"


def of_visit(slip: Slip, household_id: UUID, scope: Scope) -> Match:
    """The match of a visit's paper slip; raises value_unreadable where its photo is damaged."""
    return match(slip, household_id, photo_of(slip), typed_of(slip), scope)


def photo_of(slip: Slip) -> bytes | None:
    """The slip's photo, where it is here; raises value_unreadable."""
    if slip.completed_at is None or not slip.picture_sha256:
        return None
    return db.session.scalar(select(Blob.data).where(Blob.sha256 == slip.picture_sha256))


def typed_of(slip: Slip) -> str:
    """The code that was typed, as the phone stated it."""
    seal = db.session.get(SlipSeal, slip.visit_id, options=[load_only(SlipSeal.record)])
    return str(stated(slip, seal).get("paper", ""))


def codes_typed(visit_ids: Collection[UUID]) -> dict[UUID, str]:
    """The same of many slips, in as many questions; what waits to be sealed, for a moment, is opened one by one."""
    if not visit_ids:
        return {}
    records = select(SlipSeal).options(load_only(SlipSeal.record)).where(SlipSeal.visit_id.in_(visit_ids))
    seals = {seal.visit_id: seal for seal in db.session.scalars(records)}
    slips = bare_slips_of(visit_ids)
    return {of: str(stated(slip, seals.get(of)).get("paper", "")) for of, slip in slips.items()}
