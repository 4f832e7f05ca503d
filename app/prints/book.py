"""The slips of a village one after another in one file, a part of them at a time: memory is that of the file and one part."""

from collections.abc import Iterator, Sequence
from typing import IO, Any, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Select, func, select

from app.campaigns.operations import get_campaign
from app.db import db
from app.divisions.models import Division
from app.exports import record
from app.exports.models import Export
from app.households.models import Household
from app.jobs.kinds import Tell
from app.paper.printing import print_pdf
from app.paper.report import Column, Heading, Paragraph, Report, Table
from app.prints import found, gathering, sheet
from app.prints.sheet import Told
from app.slips.models import Slip
from app.slips.ways import WAYS
from app.visits.doors import Wanted
from app.visits.models import Visit

# Set together, slips share their letters: half the time and an eighth of the bytes of each alone. More would gain nothing.
PART = 25
_NOTE = (
    "以下各份告知单按地址排列，每份从第 1 页起。被撤回、待核对、未采纳的也在内，页首有说明。"
    "只含已经完整的告知单；图片还没有传到的不打印，见上表。"
    "要核对文字和笔迹是否改动过，请对那一户另外导出一份 PDF，里面附有核验用的文件。"
)
_RIGHT = "打印时逐份重新核对过，已封存的都与封存时一致。"
_WRONG = "打印时逐份重新核对：有 {:,} 份与封存时不一致，那几份的页首写明是什么。请管理员在服务器上运行 flask check。"


class County(NamedTuple):
    """Where the county answers, for the codes: https://host; and the key that it seals with, where that is at hand."""

    origin: str
    sealing_key: Ed25519PrivateKey | None

    @property
    def key(self) -> Ed25519PublicKey | None:
        """By which its seals are looked at."""
        return self.sealing_key.public_key() if self.sealing_key else None


class Some(NamedTuple):
    """How many slips are alike."""

    way: str
    is_whole: bool
    is_sealed: bool
    stands: bool
    number: int


Census = Sequence[Some]


def count(wanted: Wanted) -> int:
    """How many there are to print."""
    return db.session.scalar(_slips(wanted, func.count()).where(Slip.completed_at.is_not(None))) or 0


def title_of(wanted: Wanted, scope: str) -> str:
    """The file's name."""
    return f"{name_of(scope)}告知单（{get_campaign(wanted.campaign_id).name}）"


def name_of(scope: str) -> str:
    """What a place is called; a grid with its village's name before."""
    names = db.session.execute(select(Division.code, Division.name).where(Division.code.in_({scope, scope[:12]}))).all()
    known = {row.code: row.name for row in names}
    return "".join(known.get(code, code) for code in dict.fromkeys((scope[:12], scope)))


def print_slips(file: IO[bytes], export: Export, wanted: Wanted, county: County, tell: Tell | None = None) -> int:
    """A page about them, then every slip; answers how many. Its caller reads from one moment of the database."""
    ids = list(db.session.scalars(_complete(wanted)))
    # All of them first: the page about them says how many are not as they were sealed.
    wrong = found.wrong(ids, county.key)
    stamp, title = record.stamp_of(export).line, title_of(wanted, export.scope)

    def documents() -> Iterator[dict[str, Any]]:
        yield _about(title, stamp, _census(wanted), len(wrong))
        for begin in range(0, len(ids), PART):
            if tell:
                tell(begin)
            some = gathering.told(ids[begin : begin + PART], wanted.scope, wrong)
            yield part(list(some), county.origin, stamp, begin)

    print_pdf(file, sheet.TEMPLATE, documents(), title=title, at=export.made_at)
    return len(ids)


def part(slips: Sequence[Told], origin: str, stamp: str, begin: int = 0) -> dict[str, Any]:
    """Some slips as one document for print_pdf."""
    sheets = [sheet.sheet(told, origin) for told in slips]
    return {"title": f"第 {begin + 1}–{begin + len(sheets)} 份", "stamp": stamp, "sheets": sheets}


def _complete(wanted: Wanted) -> Select[tuple[UUID]]:
    by_address = (Household.division_code, Household.address_key, Household.id, Visit.visited_at, Visit.id)
    return _slips(wanted, Visit.id).where(Slip.completed_at.is_not(None)).order_by(*by_address)


def _slips(wanted: Wanted, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Slip)
        .join(Visit, Visit.id == Slip.visit_id)
        .join(Household, Household.id == Visit.household_id)
        .where(Visit.campaign_id == wanted.campaign_id, wanted.scope.holds(Household.division_code))
    )


def _census(wanted: Wanted) -> Census:
    """How many of each way, whether complete and sealed, and whether they count as visits now."""
    columns = (Slip.way, Slip.completed_at.is_not(None).label("whole"), Slip.is_sealed)
    stands = (Visit.withdrawn_at.is_(None) & (Visit.status == "accepted")).label("stands")
    query = _slips(wanted, *columns, stands, func.count()).group_by(*columns, stands)
    return [Some(*row) for row in db.session.execute(query).tuples()]


def _about(title: str, stamp: str, census: Census, wrong: int) -> dict[str, Any]:
    heads = ("打印的份数", "撤回、待核对或未采纳", "尚未封存", "不完整，没有打印")
    rows: list[list[str | int | None]] = [[WAYS[way].word, *_sums(census, way)] for way in WAYS]
    total: list[str | int | None] = ["合计", *_sums(census)]
    table = Table([Column("方式", 1), *(Column(head, is_number=True) for head in heads)], rows, total)
    looked = _WRONG.format(wrong) if wrong else _RIGHT
    return Report(
        title=title, stamp=stamp, blocks=[Heading("本文件"), table, Paragraph(looked), Paragraph(_NOTE)]
    ).document()


def _sums(census: Census, way: str | None = None) -> tuple[int, int, int, int]:
    mine = [some for some in census if way in (None, some.way)]
    printed = [some for some in mine if some.is_whole]
    return (
        sum(some.number for some in printed),
        sum(some.number for some in printed if not some.stands),
        sum(some.number for some in printed if not some.is_sealed),
        sum(some.number for some in mine if not some.is_whole),
    )
