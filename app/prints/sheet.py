"""A slip as it is printed: what stands in which place (pure; templates/slip.typ sets it)."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from app.campaigns.notice import AUDIENCES
from app.prints import words
from app.prints.marks import Mark
from app.seals.words import DISBELIEVED
from app.slips.qr import Code, NotACode, picture

TEMPLATE = "slip.typ"
# What it shows and what not, in two sentences; nobody should have to be told later. By way: what is sealed, what nobody can know.
SHOWS = "打印时重新核对过：{}{}没有改动过，是在所写的封存时间由本县的密钥封存的。"
# Where the county's key file was not there, nobody held its key against what the database says: so much was looked at and no more.
_SHOWS_BY_TABLE = "打印时重新核对过：{}{}没有改动过。"
NO_KEY = "打印时本县的密钥文件不在服务器上，封存只按数据库里登记的公钥核对，是不是本县的密钥没有核对。"
SHOWS_NOT = "不能证明：{}。"
_ON_SCREEN = (
    "以上文字和笔迹",
    "是谁的手写的，手机报的位置是否属实，签的人是否听懂。屏幕上的签名是可以核对的证据，不是法律上所说的“可靠电子签名”",
)
_SHOWN = {
    "signed": _ON_SCREEN,
    "adult": _ON_SCREEN,
    "mark": ("以上文字和照片", "手印是谁按的、照片里是谁，手机报的位置是否属实，本人是否听懂"),
    "paper": ("以上文字和照片", "纸上的字是谁签的，手机报的位置是否属实，签的人是否听懂"),
    "refused": ("以上文字和所记的原因、见证人", "拒绝的人是谁，见证人是否在场，手机报的位置是否属实"),
}
_GONE = "已删除的文字、签名和姓名再也无从核对。"
_BUT_PHONE = "但手机的签名对不上，见页首。"
_SHOWN_WRONG = "打印时重新核对：与封存时不一致，见页首。"
# Where it is not so: as found on the very day on which it was printed.
_WRONG = "与封存时不一致，共 {} 处"
_WRONG_DO = "不能当作没有改动过的告知单使用，请管理员在服务器上运行 flask check。"
_DISBELIEVED_DO = "核验页会说手机签名不符。"
_HOW = "扫码可以核对封存的时间和密钥；要核对内容，请把本 PDF 文件交给核验页（里面附有这一份的核验数据）。"
_NO_CODE = "封存的记录已不是原样，没有二维码。"
_HOW_ON_PAPER = "扫码可以核对封存的时间和密钥；要核对内容，请另外导出这一份的 PDF 文件，交给核验页。"
_REMOVED = "（告知单的文字、签名和姓名已按规定删除。封存的记录还在，仍可核验它没有被改动。）"
_MISSING = "（告知单的文字、签名和姓名不见了，见页首。）"
_LABELS = {"signed": "签名", "adult": "签名", "mark": "手印或照片", "paper": "纸质告知单", "refused": "签名"}


@dataclass(frozen=True)
class Seal:
    """Its place in the village's chain."""

    code: Code
    village_name: str
    sealed_at: datetime


@dataclass(frozen=True)
class Told:
    """All that is known of one slip; `text` is None once it was removed."""

    title: str
    campaign: str
    audience: str
    version: int
    text: str | None
    way: str
    way_name: str
    household: str  # this and where it stood as on the register when it was signed
    address: str
    kind: str
    signer: str
    relation: str
    worker: str
    witness: str
    reason: str
    earliest: datetime | None
    best: datetime
    latest: datetime
    where: str
    receipt: int
    received_at: datetime
    marks: Sequence[str]  # what was done to it later, for its head; nothing mostly
    mark: Mark | None
    lacks: str  # what is said where there is no mark, and should be one
    seal: Seal | None
    was_sealed: bool = False
    wrong: Sequence[str] = ()  # what is not as it was sealed, as it was found at printing
    disbelieved: bool = False  # its phone's signature, by the county itself
    paper: str = ""  # whether the sheet in the photo is this household's
    has_file: bool = False  # whether its file goes along, inside the PDF
    by_own_key: bool = False  # whether its seal was held against the county's own key
    now: str = ""  # what the home is registered as now, where that changed since


def sheet(told: Told, origin: str) -> dict[str, Any]:
    """One slip for the template; `origin` is where the county answers, for its code."""
    number = _number(told.seal) if told.seal or not told.was_sealed else "封存的记录不见了"
    code = told.seal and _code(told.seal, origin)
    return {
        "title": told.title,
        "name": f"{told.address}　{told.household}",
        "header": f"{_short(told)}{told.title}　{told.address}　{told.household}　{number}",
        "under": [f"{told.campaign}　告知单（{AUDIENCES[told.audience]}）第 {told.version} 版　{number}"],
        "said": [lines for lines in _said(told) if lines],
        "lines": _lines(told),
        "mark": {"label": _LABELS[told.way], **_mark(told)},
        "facts": [_fact(*fact) for fact in _facts(told)],
        "code": code,
        "sealed": list(_sealed(told, has_code=code is not None)),
        "shows": list(_shows(told)) if told.seal or told.wrong else [],
    }


def _lines(told: Told) -> list[str]:
    """What was signed; that it was removed by rule only where nothing was found against it."""
    if told.text is not None:
        return told.text.split("\n")
    return [_MISSING if told.wrong else _REMOVED]


def _code(seal: Seal, origin: str) -> dict[str, Any] | None:
    """Its picture; none of a seal that somebody wrote something else into."""
    try:
        return asdict(picture(seal.code.address(origin)))
    except NotACode:
        return None


def _short(told: Told) -> str:
    """What stands at its very head, for each further page."""
    return "".join(f"【{lines[0]}】" for lines in _said(told) if lines)


def _said(told: Told) -> tuple[list[str], ...]:
    """What stands at its head, by whose word it is."""
    return _found(told.wrong), _disbelieved(told), list(told.marks)


def _disbelieved(told: Told) -> list[str]:
    return [*DISBELIEVED.split("："), _DISBELIEVED_DO] if told.disbelieved else []


def _found(wrong: Sequence[str]) -> list[str]:
    return [_WRONG.format(len(wrong)), *wrong, _WRONG_DO] if wrong else []


def _shows(told: Told) -> Iterator[str]:
    sealed, unknown = _SHOWN[told.way]
    if told.wrong:
        yield _SHOWN_WRONG
    else:
        what = ("封存的记录", "") if told.text is None else (sealed, "自封存之后")
        looked = SHOWS.format(*what) if told.by_own_key else _SHOWS_BY_TABLE.format(*what) + NO_KEY
        looked += _BUT_PHONE if told.disbelieved else ""
        yield looked + _GONE if told.text is None else looked
    yield SHOWS_NOT.format(unknown)


def _mark(told: Told) -> dict[str, Any]:
    return {**(asdict(told.mark) if told.mark else {}), "lines": list(_under_mark(told))}


def _under_mark(told: Told) -> Iterator[str]:
    if told.text is None:
        yield "不见了，见页首" if told.wrong else "已按规定删除"
    elif told.way == "refused":
        yield "已当面说明告知单的内容，住户拒绝签字。"
    elif told.mark is None:
        yield told.lacks
    if told.way in ("mark", "refused") and told.text is not None:
        yield f"原因：{told.reason}" if told.reason else "原因：没有记录"
        yield f"见证人：{told.witness}" if told.witness else "见证人：没有记录"


def _facts(told: Told) -> Iterator[tuple[str, str, bool]]:
    yield "住户", told.household, False
    yield "地址", told.address, False
    if told.now:
        yield "现登记", f"{told.now}（以上住户和地址是走访时登记的）", True
    yield "签收人", words.signed_by(told.signer, told.relation, told.kind) or "—", False
    yield "方式", told.way_name, False
    yield "走访人", told.worker, False
    yield "见证人", told.witness or "没有", False
    yield "走访时间", words.when(told.earliest, told.best, told.latest), True
    yield "走访位置", told.where, True
    if told.paper:
        yield "纸单核对", told.paper, True
    yield "回执号", str(told.receipt), False
    yield "服务器收到", words.moment(told.received_at), False


def _fact(label: str, value: str, wide: bool) -> dict[str, Any]:
    return {"label": label, "value": value, "wide": wide}


def _sealed(told: Told, *, has_code: bool) -> Iterator[str]:
    seal = told.seal
    if seal is None:
        state = "封存的记录不见了" if told.was_sealed else "尚未封存"
        yield f"{state}：本页只是打印时服务器上的内容，没有二维码，不能核验。"
        return
    yield f"{_number(seal)}（{seal.village_name}）"
    yield f"封存时间 {words.second(seal.sealed_at)}"
    yield f"密钥编号 {seal.code.key}　记录指纹 {seal.code.leaf.hex()[:16]}"
    if has_code:
        yield _HOW if told.has_file else _HOW_ON_PAPER
    else:
        yield _NO_CODE


def _number(seal: Seal | None) -> str:
    return f"封存号 {seal.code.village} 第 {seal.code.seq} 份" if seal else "尚未封存"
