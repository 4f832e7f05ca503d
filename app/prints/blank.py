"""A slip to be signed by hand: the words for one household, room to sign, and the household's code (pure; blank.typ sets it).

The code names nobody: the household's id and the version of the words, 56 letters, so that its photograph is matched on the way back.
"""

import base64
import binascii
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.campaigns.notice import AUDIENCES, Door, fill
from app.slips import paper_code
from app.slips.qr import picture
from app.slips.relations import HEADS
from app.slips.ways import WAYS

TEMPLATE = "blank.typ"
_MARK = "QM1:"
# Read from a photo of the whole page: modules twice as large as of what is scanned, and nearly a third of them may be lost.
_LEVEL, _MODULE_MM = "h", 0.9
# What is written by hand.
_DAY, _NAME = "＿＿＿＿年＿＿月＿＿日", "＿＿＿＿＿＿"


@dataclass(frozen=True)
class Blank:
    """What a paper slip is printed for."""

    household_id: UUID
    template_id: UUID
    title: str
    body: str
    campaign: str
    audience: str
    version: int
    householder: str  # of a shop or firm after its name, as the phone fills it in
    name: str  # of a shop or firm, with who answers for it; else the householder
    kind: str
    address: str
    village: str


def sheet(blank: Blank) -> dict[str, Any]:
    """One for the template."""
    code = paper_code.shown(paper_code.code_of(blank.household_id))
    return {
        "title": blank.title,
        "name": f"{blank.village}{blank.address}　{blank.name}",
        "header": f"{blank.title}　{blank.village}{blank.address}　{blank.name}　本户编码 {code}",
        "under": [f"{blank.campaign}　告知单（{AUDIENCES[blank.audience]}）第 {blank.version} 版　本户编码 {code}"],
        "lines": _filled(blank).split("\n"),
        "code": asdict(picture(code_text(blank.household_id, blank.template_id), _LEVEL, _MODULE_MM)),
        "household_code": code,
        "relation": [f"与{HEADS[blank.kind]}", "关系"],
    }


def code_text(household_id: UUID, template_id: UUID) -> str:
    """What stands in the picture."""
    return _MARK + base64.b32encode(household_id.bytes + template_id.bytes).rstrip(b"=").decode()


def read(text: str) -> tuple[UUID, UUID] | None:
    """The household and the version of the words that a code names; None of any other code."""
    letters = text.removeprefix(_MARK)
    if letters == text or len(letters) != 52:
        return None
    try:
        data = base64.b32decode(letters + "====")
    except binascii.Error:
        return None
    return UUID(bytes=data[:16]), UUID(bytes=data[16:])


class _Unvisited(Door):
    """A door where nobody has been yet."""

    def values(self) -> dict[str, str]:
        """The day and whoever comes are written by hand."""
        return {**super().values(), "day": _DAY, "worker": _NAME}


def _filled(blank: Blank) -> str:
    """The words as they are signed on a screen; the phone's closing for paper speaks of the photo."""
    door = _Unvisited(blank.householder, blank.address, blank.village, date.min, "")
    return f"{fill(blank.body, door)}\n\n{WAYS['signed'].closing}"
