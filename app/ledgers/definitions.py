"""The ledgers there are: what each is called, what its columns say, and whether it names homes (pure)."""

from dataclasses import dataclass

from app.ledgers.columns import Column

# In its place stand as many columns as the period has days.
DAYS = "days"

_NUMBER = Column("number", "序号", 6, "number")
_REMARKS = Column("", "备注", 16)
_HOME = (
    Column("town", "乡镇（街道）", 13),
    Column("village", "村（社区）", 14),
    Column("grid", "网格", 12),
    Column("address", "详细地址", 30),
    Column("householder", "户主（负责人）", 13),
    Column("title", "单位名称", 18),
    Column("kind", "类别", 7),
    Column("phone", "联系电话", 14),
)
_OUTCOMES = (
    Column("taught", "已宣传", 9, "number"),
    Column("no_answer", "无人", 8, "number"),
    Column("refused", "拒绝", 8, "number"),
    Column("moved", "已迁走", 8, "number"),
    Column("vacant", "空户", 8, "number"),
)
_FIGURES = (
    Column("registered", "登记户数", 10, "number"),
    Column("excluded", "剔除户数", 10, "number"),
    Column("target", "应访户数", 10, "number"),
    Column("covered", "已覆盖户数", 11, "number"),
    Column("uncovered", "未覆盖户数", 11, "number"),
    Column("rate", "覆盖率", 10),
)
_RANKING = (
    Column("rank", "排名", 7, "number"),
    Column("name", "单位", 18),
    Column("target", "应访户数", 10, "number"),
    Column("visits", "本期走访（户次）", 12, "number"),
    Column("visits_so_far", "累计走访（户次）", 12, "number"),
    Column("signed", "本期签收", 10, "number"),
    Column("gained", "本期新增覆盖", 11, "number"),
    Column("covered", "累计覆盖", 10, "number"),
    Column("uncovered", "未覆盖", 10, "number"),
    Column("rate", "覆盖率", 10),
    Column("points", "较上期（百分点）", 12),
    Column("change", "新增环比", 11),
    Column("mark", "备注", 10),
)


@dataclass(frozen=True)
class Ledger:
    """One kind of ledger."""

    word: str
    name: str
    title: str
    columns: tuple[Column, ...]
    more: tuple[Column, ...] = ()  # there for whoever wants them
    names_homes: bool = False
    is_bulletin: bool = False

    @property
    def fields(self) -> tuple[Column, ...]:
        """Every column that a county may choose."""
        return tuple(column for column in (*self.columns, *self.more) if column.key)


_TITLE = "{单位}反诈入户宣传"
VISITS = Ledger(
    "visits",
    "入户宣传工作登记表",
    "{单位}入户宣传工作登记表",
    (
        _NUMBER,
        Column("visited_at", "走访时间", 16),
        *_HOME,
        Column("worker", "走访人", 10),
        Column("outcome", "走访结果", 9),
        Column("signer", "签收人", 10),
        Column("relation", "与户主关系", 11),
        Column("signed", "告知单", 9),
        _REMARKS,
    ),
    (
        Column("counted_on", "计入日期", 12),
        Column("covers", "计入覆盖", 9),
        Column("door_code", "户号", 14),
        Column("division_code", "区划代码", 17),
        Column("witness", "见证人", 10),
        Column("receipt", "回执号", 10),
    ),
    names_homes=True,
)
HOUSEHOLDS = Ledger(
    "households",
    "宣传台账（分户）",
    _TITLE + "台账",
    (
        _NUMBER,
        *_HOME,
        Column("residents_count", "家庭人数", 9, "number"),
        Column("taught_on", "宣传日期", 12),
        Column("worker", "宣传人", 10),
        Column("signer", "签收人", 10),
        Column("signed", "告知单", 9),
        Column("attempts", "走访次数", 9, "number"),
        Column("last_outcome", "最近结果", 9),
        Column("last_visited_at", "最近走访", 16),
        Column("state", "状态", 8),
        _REMARKS,
    ),
    (
        Column("relation", "与户主关系", 11),
        Column("door_code", "户号", 14),
        Column("division_code", "区划代码", 17),
    ),
    names_homes=True,
)
VILLAGES = Ledger(
    "villages",
    "宣传台账（分村）",
    _TITLE + "分村台账",
    (
        _NUMBER,
        Column("town", "乡镇（街道）", 13),
        Column("village", "村（社区）", 16),
        *_FIGURES,
        Column("gained", "本期新增覆盖", 11, "number"),
        Column("visits", "本期走访（户次）", 12, "number"),
        *_OUTCOMES,
        Column("signed", "签收告知单", 10, "number"),
        _REMARKS,
    ),
    (
        Column("division_code", "区划代码", 17),
        Column("raw_rate", "登记覆盖率", 10),
        Column("official", "常住户数", 10, "number"),
        Column("official_rate", "常住覆盖率", 10),
        Column("asked_homes", "问过防诈知识的户数", 12, "number"),
        Column("knows", "防诈知识知晓率", 10),
        Column("installed", "反诈App下载率", 10),
        Column("verified", "实名率", 10),
        Column("warned", "预警开启率", 10),
    ),
)
PROGRESS = Ledger(
    "progress",
    "工作进度表",
    "{单位}工作进度表",
    (Column("village", "村（社区）", 18), Column(DAYS, "每日累计覆盖", 9, "number"), *_FIGURES),
    (Column("town", "乡镇（街道）", 13), Column("division_code", "区划代码", 17)),
)
WEEKLY = Ledger("weekly", "周通报", _TITLE + "周通报", _RANKING, is_bulletin=True)
MONTHLY = Ledger("monthly", "月通报", _TITLE + "月通报", _RANKING, is_bulletin=True)

LEDGERS = {ledger.word: ledger for ledger in (VISITS, HOUSEHOLDS, VILLAGES, PROGRESS, WEEKLY, MONTHLY)}
WORDS = tuple(LEDGERS)
