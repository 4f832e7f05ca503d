"""The evidence pack on paper: what was found, of which home, every visit, and what all of this shows and does not show (pure)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from app import clock
from app.campaigns.notice import AUDIENCES, FRAUDS
from app.cases.judging import WORDS
from app.exports.lists import OUTCOMES, STATES
from app.paper.report import Block, Column, Heading, Paragraph, Report, Table
from app.slips.ways import WAYS

ORDERS = {"before": "案发前", "after": "案发后", "unclear": "说不清"}
_REGISTERED = {"yes": "在册", "no": "不在册", "partly": "有一段时间在册"}
_EXCLUDED = {"yes": "已批准剔除，不计入应访户", "no": "没有剔除", "partly": "有一段时间在剔除中"}
# The parts of a case, as its corrections name them.
_PARTS = {**WORDS, "happened_from": "案发时间（起）", "division_name": "村（社区）", "victim": "受害人"}
_STRENGTHS = {"strong": "强", "medium": "中", "weak": "弱", None: "人工指定，不在系统列出的候选之内"}
_SHOWS = "本证据包说明：所列走访、告知单和登记变化，是本县系统截至导出时的记录。"
_SHOWS_NOT = (
    "本证据包不能说明：签名出自何人之手，手机定位是否真实，当事人是否听懂。屏幕签名是可以核对是否改动过的证据，不是法律所说的“可靠的电子签名”。"
    "走访时间按区间记录，区间与案发时间有重叠的，一律写作“说不清”。"
)
_GRADED = (
    "位置的可信等级说的是：走访的位置和时间有多少旁证，A 最多，D 是有旁证对不上。"
    "按案发时已经收到的走访评定，案发后才收到的走访，按收到时评定。"
    "它不是证明，也不影响走访算不算数；没有定位而写明原因的是 C，不是过错。"
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
            *_visits(home["visits"]),
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
    lines = [f"立案编号 {case['number'] or '（没有登记）'}", f"导出于 {_moment(told['export']['made_at'])}"]
    return Report(title="案件倒查证据", stamp=stamp, blocks=blocks, lines=lines)


def _conclusion(home: Mapping[str, Any] | None) -> str:
    if home is None:
        return "登记册上没有对应的住户，没有走访可查。"
    where = f"案发时该户{_REGISTERED[home['registered']]}，{_EXCLUDED[home['excluded']]}"
    coverage = home["then"] and home["then"]["coverage"]
    counted = f"，当日统计为{STATES[coverage['state']]}（{coverage['campaign_name']}）" if coverage else ""
    return f"{home['sentence']}。{where}{counted}。"


def _case_facts(case: Mapping[str, Any]) -> list[tuple[str, str]]:
    loss = "不详" if case["loss_fen"] is None else _yuan(case["loss_fen"])
    return [
        ("案发时间", _interval(case["happened_from"], case["happened_until"])),
        ("受害人", case["victim"]),
        ("电话", case["phone"] or "—"),
        ("身份证号", case["id_number"] or "—"),
        ("地址", f"{case['division_name'] or ''} {case['address'] or ''}".strip() or "—"),
        ("类型", FRAUDS[case["fraud"]]),
        ("损失金额", loss),
        ("报案时间", _moment(case["reported_at"])),
        ("登记", f"{case['made_by_name']} {_moment(case['made_at'])}"),
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
    fits = f"，相符程度：{_STRENGTHS[match['strength']]}" if home else "：登记册上没有这一户"
    facts.append(("认定", f"{match['decided_by_name']} {_moment(match['decided_at'])}{fits}"))
    reasons = [one["reasons"] for one in told["candidates"] if home and one["household_id"] == home["household_id"]]
    if reasons:
        facts.append(("理由", "；".join(reasons[0])))
    for was in told["former_matches"]:
        facts.append(
            (
                "撤销过的认定",
                f"{was['decided_by_name']} {_moment(was['decided_at'])}，{was['undone_by_name']} {_moment(was['undone_at'])} 撤销",
            )
        )
    return [_facts(facts)]


def _facts(facts: Sequence[tuple[str, str]]) -> Table:
    return Table([Column("项目"), Column("内容", 1)], [[name, value] for name, value in facts])


def _visits(visits: Sequence[Mapping[str, Any]]) -> list[Block]:
    if not visits:
        return [Paragraph("没有走访记录。")]
    columns = [
        Column("先后"),
        Column("走访时间", 2),
        Column("网格员"),
        Column("结果"),
        Column("告知单", 3),
        Column("位置的可信等级", 2.4),
        Column("说明", 2),
    ]
    return [Table(columns, [_visit(one) for one in visits]), Paragraph(_GRADED)]


def _visit(one: Mapping[str, Any]) -> list[str | int | None]:
    return [
        ORDERS[one["order"]],
        _interval(one["earliest_at"], one["latest_at"])
        if one["earliest_at"]
        else f"不晚于 {_moment(one['latest_at'])}",
        one["worker_name"],
        OUTCOMES[one["outcome"]],
        _slip(one["slip"]),
        _grade(one["place_grade"]),
        "；".join(_said_later(one)) or "—",
    ]


def _grade(graded: Mapping[str, Any]) -> str:
    """The letter, never without all that it was given for: how far the door was stands among that."""
    return f"{graded['grade']}：{'；'.join(reason['said'] for reason in graded['reasons'])}"


def _slip(slip: Mapping[str, Any] | None) -> str:
    if slip is None:
        return "—"
    whole = "" if slip["completed_at"] else "签名没有传齐；"
    seal = "还没有封存"
    if slip["seal"]:
        later = "（晚于案发）" if slip["seal"]["is_later"] else ""
        seal = f"封存于 {_moment(slip['seal']['sealed_at'])}{later}，本村第 {slip['seal']['seq']} 号"
    notice = f"{AUDIENCES[slip['audience']]}第 {slip['template_version']} 版，{slip['teaches_said']}"
    return "；".join([f"{whole}{WAYS[slip['way']].word}：{slip['signer_name']}", notice, seal, *_looked_at(slip)])


def _looked_at(slip: Mapping[str, Any]) -> Iterator[str]:
    """What a look at its seal found, when the pack was made."""
    if slip["faults"]:
        yield f"核对未通过：{'、'.join(slip['faults'])}"
    elif slip["seal"]:
        yield "核对通过（内容已依规删除，只核对了封存的记录）" if slip["is_removed"] else "核对通过"


def _shows(told: Mapping[str, Any]) -> str:
    """What the pack shows: of slips only what was found when each was looked at for it."""
    slips = [visit["slip"] for visit in (told["home"] or {"visits": ()})["visits"] if visit["slip"]]
    wrong = sum(bool(slip["faults"]) for slip in slips)
    right = [slip for slip in slips if slip["seal"] and not slip["faults"]]
    removed, unsealed = sum(slip["is_removed"] for slip in right), len(slips) - len(right) - wrong
    said = [_SHOWS]
    if len(right) > removed:
        said.append(
            f"生成时重新核对，{len(right) - removed} 份已封存的告知单核对通过：其文字、签名笔迹或照片自封存以来没有改动，"
            "可用验证页凭 slips 文件夹里的文件再核对。"
        )
    if removed:
        said.append(f"另有 {removed} 份内容已依规删除，核对通过的只是封存的记录。")
    if wrong:
        said.append(f"有 {wrong} 份核对未通过，见“告知单”一栏，不能当作没有改动过的告知单使用。")
    if unsealed:
        said.append(f"有 {unsealed} 份还没有封存，没有可以核对的封存。")
    if (wrong or right) and not told["checked"]["by_own_key"]:
        said.append("生成时本县的密钥文件不在服务器上，封存只按数据库里登记的公钥核对。")
    return "".join(said)


def _said_later(one: Mapping[str, Any]) -> list[str]:
    said = [mark["said"] for mark in one["marks"]]
    if one["withdrawn_at"]:
        said.append(f"{_moment(one['withdrawn_at'])} {one['withdrawn_by_name']} 撤回：{one['withdrawal_reason']}")
    if one["reviewed_at"]:
        said.append(f"{_moment(one['reviewed_at'])} {one['reviewed_by_name']} 核对{one['review_reason'] or ''}")
    return said


def _happenings(happenings: Sequence[Mapping[str, Any]]) -> Block:
    if not happenings:
        return Paragraph("没有变化。")
    rows = [[ORDERS[one["order"]], _moment(one["at"]), one["said"]] for one in happenings]
    return Table([Column("先后"), Column("时间"), Column("内容", 1)], rows)


def _corrections(former: Sequence[Mapping[str, Any]]) -> Table:
    rows = [
        [
            _moment(was["until"]),
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
        value = _moment(value)
    elif part == "fraud":
        value = FRAUDS[value]
    return f"{_PARTS[part]} {value or '（空）'}"


def _yuan(fen: int) -> str:
    return f"{fen / 100:,.2f} 元"


def _files(digests: Sequence[tuple[str, str]]) -> Table:
    return Table([Column("文件"), Column("SHA-256", 1)], [[name, digest] for name, digest in digests])


def _interval(first: str, last: str) -> str:
    return _moment(first) if _moment(first) == _moment(last) else f"{_moment(first)} 至 {_moment(last)}"


def _moment(instant: str | None) -> str:
    return "—" if instant is None else f"{clock.local(datetime.fromisoformat(instant)):%Y-%m-%d %H:%M}"
