"""The slips of a village one after another in one file, a part of them at a time: memory is that of the file and one part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
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
from app.paper.printing import Inside, print_pdf
from app.paper.report import Column, Heading, Paragraph, Report, Table
from app.prints import found, gathering, sheet
from app.prints.sheet import Told
from app.seals.disclosure import Path, as_bytes, paths_of, slip_files
from app.seals.models import SlipSeal
from app.seals.printed import seal_print
from app.slips.models import Slip
from app.slips.ways import WAYS
from app.visits.doors import Wanted
from app.visits.models import Visit

# Set together, slips share their letters: half the time and an eighth of the bytes of each alone. More would gain nothing.
PART = 25
_NOTE = (
    "以下各份告知单按地址排列，每份从第 1 页起。被撤回、待核对、未采纳的也在内，页首有说明。"
    "只含已经完整的告知单；图片还没有传到的不打印，见上表。"
)
_RIGHT = "打印时逐份重新核对过，已封存的都与封存时一致。"
_WRONG = "打印时逐份重新核对：有 {:,} 份与封存时不一致，那几份的页首写明是什么。请管理员在服务器上运行 flask check。"
_DISBELIEVED = "有 {:,} 份的手机签名对不上，县里收到时就核对过，那几份的页首写明，核验页会说不符。"
_UNSEALED = "打印时没有已封存的告知单，没有可以核对的封存。"
_FILES = (
    "本文件附有 {:,} 份已封存告知单的核验数据，文件名里有它在第几页和封存号。"
    "要核对文字和笔迹是否改动过，请把整个 PDF 文件交给核验页，会逐份列出结果。"
)
_PAGES_SEALED = "文件末尾有本县的密钥给全部页面加的封条，改动任何一页都查得出来。"
_PAGES_BARE = "本县的密钥文件不在服务器上，全部页面没有加封条：页面上印的字请与核验页逐字对照。"
# By the page on which a slip begins and the number of its seal, as both are printed: in order of pages.
_NAMED = "slip-{{page}}-{code.village}-{code.seq}.json"


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
    """A page about them, then every slip with its file; answers how many. Its caller reads from one moment of the database."""
    ids = list(db.session.scalars(_complete(wanted)))
    # All of them first: the page about them says how many are not as they were sealed.
    wrong, paths = found.wrong(ids, county.key), paths_of(ids)
    stamp, title = record.stamp_of(export).line, title_of(wanted, export.scope)

    def documents() -> Iterator[dict[str, Any]]:
        yield _about(title, stamp, _census(wanted), _looked(ids, len(wrong), county))
        for begin in range(0, len(ids), PART):
            if tell:
                tell(begin)
            told = list(gathering.told(ids[begin : begin + PART], wanted.scope, wrong))
            yield part(told, county, stamp, begin, files_of(told, paths))

    print_pdf(file, sheet.TEMPLATE, documents(), title=title, at=export.made_at)
    seal_pages(file, county, export.made_at)
    return len(ids)


def files_of(slips: Sequence[Told], paths: Mapping[UUID, Path], name: str = _NAMED) -> dict[UUID, Inside]:
    """The files of those that are sealed, by visit."""
    codes = [told.seal.code for told in slips if told.seal]
    files = slip_files([code.id for code in codes], paths)
    return {code.id: Inside(name.format(code=code), as_bytes(files[code.id])) for code in codes if code.id in files}


def seal_pages(file: IO[bytes], county: County, at: datetime) -> None:
    """Whoever changes a page leaves the files inside as they are: the pages have a seal of their own, where the key is at hand."""
    if county.sealing_key:
        seal_print(file, county.sealing_key, at)


def part(
    slips: Sequence[Told],
    county: County,
    stamp: str,
    begin: int = 0,
    files: Mapping[UUID, Inside] = MappingProxyType({}),
) -> dict[str, Any]:
    """Some slips as one document for print_pdf, with their files as far as there are any."""
    inside = [files.get(told.seal.code.id) if told.seal else None for told in slips]
    known = [
        replace(told, has_file=its is not None, by_own_key=county.key is not None)
        for told, its in zip(slips, inside, strict=True)
    ]
    sheets = [sheet.sheet(told, county.origin) for told in known]
    return {"title": f"第 {begin + 1}–{begin + len(sheets)} 份", "stamp": stamp, "sheets": sheets, "inside": inside}


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


def _looked(ids: Sequence[UUID], wrong: int, county: County) -> list[str]:
    """What the look at all seals came to, and what goes along: no more than is so."""
    sealed = db.session.scalar(select(func.count()).where(SlipSeal.visit_id.in_(ids))) or 0
    if not (sealed or wrong):
        return [_UNSEALED]
    looked = _WRONG.format(wrong) if wrong else _RIGHT
    disbelieved = len(found.disbelieved(ids))
    looked += _DISBELIEVED.format(disbelieved) if disbelieved else ""
    said = [looked if county.key else f"{looked}{sheet.NO_KEY}"]
    if sealed:
        said.append(_FILES.format(sealed) + (_PAGES_SEALED if county.key else _PAGES_BARE))
    return said


def _about(title: str, stamp: str, census: Census, looked: Sequence[str]) -> dict[str, Any]:
    heads = ("打印的份数", "撤回、待核对或未采纳", "尚未封存", "不完整，没有打印")
    rows: list[list[str | int | None]] = [[WAYS[way].word, *_sums(census, way)] for way in WAYS]
    total: list[str | int | None] = ["合计", *_sums(census)]
    table = Table([Column("方式", 1), *(Column(head, is_number=True) for head in heads)], rows, total)
    said = [Paragraph(text) for text in (*looked, _NOTE)]
    return Report(title=title, stamp=stamp, blocks=[Heading("本文件"), table, *said]).document()


def _sums(census: Census, way: str | None = None) -> tuple[int, int, int, int]:
    mine = [some for some in census if way in (None, some.way)]
    printed = [some for some in mine if some.is_whole]
    return (
        sum(some.number for some in printed),
        sum(some.number for some in printed if not some.stands),
        sum(some.number for some in printed if not some.is_sealed),
        sum(some.number for some in mine if not some.is_whole),
    )
