"""The evidence pack on paper: what was found, of which home, every visit, and what all of this shows and does not show (pure)."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.campaigns.notice import FRAUDS
from app.cases.evidence_times import interval, moment
from app.cases.evidence_visits import ORDERS, visits_of
from app.cases.judging import WORDS
from app.exports.lists import STATES
from app.paper.report import Block, Column, Heading, Paragraph, Report, Table

_REGISTERED = {"yes": "在册", "no": "不在册", "partly": "有一段时间在册"}
_EXCLUDED = {
    "yes": "已批准剔除，不计入应访户",
    "no": "没有剔除",
    "partly": "有一段时间在剔除中",
    "unclear": "是否还在剔除中说不清（剔除在那天提前结束，几点没有记录）",
}
# The parts of a case, as its corrections name them.
_PARTS = {**WORDS, "happened_from": "案发时间（起）", "division_name": "村（社区）", "victim": "受害人"}
_STRENGTHS = {"strong": "强", "medium": "中", "weak": "弱", None: "人工指定，不在系统列出的候选之内"}
_SHOWS = "本证据包说明：所列走访、告知单和登记变化，是本县系统截至导出时的记录。"
_SHOWS_NOT = (
    "本证据包不能说明：签名出自何人之手，手机定位是否真实，当事人是否听懂。屏幕签名是可以核对是否改动过的证据，不是法律所说的“可靠的电子签名”。"
    "走访时间按区间记录，区间与案发时间有重叠的，一律写作“说不清”。"
)


def paper(told: Mapping[str, Any], digests: Sequence[tuple[str, str]], stamp: str) -> Report:
    """The report, as the press takes it."""
    case, home = told["case"], told["home"]
    blocks: list[Block] = [
        Heading("一、结论"),
        Paragraph(_conclusion(home)),
        Heading("二、案件"),
        _facts(_case_facts(case)),
        Heading("三、住户"),
        *_home(told),
    ]
    if home:
        blocks += [
            Heading("四、走访"),
            *visits_of(home["visits"]),
            Heading("五、住户登记的变化"),
            _happenings(home["happenings"]),
        ]
    if case["former"]:
        blocks += [Heading("案件的更正"), _corrections(case["former"])]
    blocks += [
        Heading("所附文件"),
        _files(digests),
        Heading("能说明什么，不能说明什么"),
        Paragraph(_shows(told)),
        Paragraph(_SHOWS_NOT),
    ]
    # The number of the export stands at the foot of each page.
    lines = [f"立案编号 {case['number'] or '（没有登记）'}", f"导出于 {moment(told['export']['made_at'])}"]
    return Report(title="案件倒查证据", stamp=stamp, blocks=blocks, lines=lines)


def _conclusion(home: Mapping[str, Any] | None) -> str:
    if home is None:
        return "名册上没有对应的住户，没有走访可查。"
    where = f"案发时该户{_REGISTERED[home['registered']]}，{_EXCLUDED[home['excluded']]}"
    return f"{home['sentence']}。{where}{_counted(home['then'] or {'coverage': None, 'coverage_last': None})}。"


def _counted(then: Mapping[str, Any]) -> str:
    """Of a case over several days what its first and its last said."""
    last = then["coverage_last"]
    days = (("案发首日" if last else "当日", then["coverage"]), ("案发末日", last))
    return "".join(
        f"，{day}统计为{STATES[coverage['state']]}（{coverage['campaign_name']}）" for day, coverage in days if coverage
    )


def _case_facts(case: Mapping[str, Any]) -> list[tuple[str, str]]:
    loss = "不详" if case["loss_fen"] is None else _yuan(case["loss_fen"])
    return [
        ("案发时间", interval(case["happened_from"], case["happened_until"])),
        ("受害人", case["victim"]),
        ("电话", case["phone"] or "—"),
        ("身份证号", case["id_number"] or "—"),
        ("地址", f"{case['division_name'] or ''} {case['address'] or ''}".strip() or "—"),
        ("类型", FRAUDS[case["fraud"]]),
        ("损失金额", loss),
        ("报案时间", moment(case["reported_at"])),
        ("登记", f"{case['made_by_name']} {moment(case['made_at'])}"),
    ]


def _home(told: Mapping[str, Any]) -> list[Block]:
    match, home = told["match"], told["home"]
    facts: list[tuple[str, str]] = []
    if home:
        then = home["then"]
        was = then and f"{then['title'] or then['householder']}，{then['place_name']} {then['address']}"
        facts += [
            ("案发时登记", was or "当时不在册，没有登记"),
            ("现在登记", f"{home['title'] or home['householder']}，{home['village_name'] or ''} {home['address']}"),
        ]
    fits = f"，当时的相符程度：{_STRENGTHS[match['strength']]}" if home else "：名册上没有这一户"
    facts.append(("认定", f"{match['decided_by_name']} {moment(match['decided_at'])}{fits}"))
    reasons = [one["reasons"] for one in told["candidates"] if home and one["household_id"] == home["household_id"]]
    if reasons:
        facts.append(("导出时的理由", "；".join(reasons[0])))
    # Whoever reads of none on the register is to know which homes fitted all the same.
    if aside := "；".join(_put_aside(one) for one in told["candidates"] if not home):
        facts.append(("系统列出、没有认定的", aside))
    for was in told["former_matches"]:
        facts.append(
            (
                "撤销过的认定",
                f"{was['decided_by_name']} {moment(was['decided_at'])}，{was['undone_by_name']} {moment(was['undone_at'])} 撤销",
            )
        )
    waiting = "；".join(one["said"] for one in told["waiting"])
    return [_facts([*facts, ("还没有确认的", waiting)] if waiting else facts)]


def _put_aside(one: Mapping[str, Any]) -> str:
    where, why = f"{one['village_name'] or ''} {one['address']}", "、".join(one["reasons"])
    return f"{one['title'] or one['householder']}，{where}（{_STRENGTHS[one['strength']]}：{why}）"


def _facts(facts: Sequence[tuple[str, str]]) -> Table:
    return Table([Column("项目"), Column("内容", 1)], [[name, value] for name, value in facts])


def _shows(told: Mapping[str, Any]) -> str:
    """What the pack shows: of slips only what was found when each was looked at for it."""
    slips = [visit["slip"] for visit in (told["home"] or {"visits": ()})["visits"] if visit["slip"]]
    wrong = sum(bool(slip["faults"]) for slip in slips)
    same = [slip for slip in slips if slip["seal"] and not slip["faults"]]
    right = [slip for slip in same if not slip["is_disbelieved"]]
    removed, unsealed = sum(slip["is_removed"] for slip in right), len(slips) - len(same) - wrong
    said = [_SHOWS]
    if len(right) > removed:
        said.append(
            f"生成时重新核对，{len(right) - removed} 份已封存的告知单核对通过：其文字、签名笔迹或照片自封存以来没有改动，"
            "可用验证页凭 slips 文件夹里的文件再核对。"
        )
    if removed:
        said.append(f"另有 {removed} 份内容已依规删除，核对通过的只是封存的记录。")
    if disbelieved := len(same) - len(right):
        said.append(f"有 {disbelieved} 份封存以来没有改动，但手机签名对不上，验证页会说不符。")
    if wrong:
        said.append(f"有 {wrong} 份核对未通过，见“告知单”一栏，不能当作没有改动过的告知单使用。")
    if unsealed:
        said.append(f"有 {unsealed} 份还没有封存，没有可以核对的封存。")
    if (wrong or same) and not told["checked"]["by_own_key"]:
        said.append("生成时本县的密钥文件不在服务器上，封存只按数据库里登记的公钥核对。")
    return "".join(said)


def _happenings(happenings: Sequence[Mapping[str, Any]]) -> Block:
    if not happenings:
        return Paragraph("没有变化。")
    rows = [[ORDERS[one["order"]], moment(one["at"]), one["said"]] for one in happenings]
    return Table([Column("先后"), Column("时间"), Column("内容", 1)], rows)


def _corrections(former: Sequence[Mapping[str, Any]]) -> Table:
    rows = [
        [
            moment(was["until"]),
            was["changed_by_name"],
            was["reason"],
            "；".join(_was(*part) for part in was["was"].items()),
        ]
        for was in former
    ]
    return Table([Column("时间"), Column("更正人"), Column("原因", 1), Column("原来是", 2)], rows)


def _was(part: str, value: Any) -> str:
    """A part of the case as it was before somebody corrected it."""
    if value is not None and part == "loss_fen":
        value = _yuan(value)
    elif value is not None and (part.endswith("_at") or part.startswith("happened")):
        value = moment(value)
    elif part == "fraud":
        value = FRAUDS[value]
    return f"{_PARTS[part]} {value or '（空）'}"


def _yuan(fen: int) -> str:
    return f"{fen / 100:,.2f} 元"


def _files(digests: Sequence[tuple[str, str]]) -> Table:
    return Table([Column("文件"), Column("SHA-256", 1)], [[name, digest] for name, digest in digests])
