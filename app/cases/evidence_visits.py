"""The visits of the evidence pack on paper: each with its slip, what was found when that was looked at, and what was said later (pure)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.campaigns.notice import AUDIENCES
from app.cases.evidence_times import between, moment
from app.exports.lists import OUTCOMES
from app.paper.report import Block, Column, Paragraph, Table
from app.seals.words import DISBELIEVED
from app.slips.ways import WAYS

ORDERS = {"before": "案发前", "after": "案发后", "unclear": "说不清"}
_SEALED = {"before": "", "after": "（晚于案发）", "unclear": "（案发期间，说不清先后）"}
_GRADED = (
    "位置的可信等级说的是：走访的位置和时间有多少旁证，A 最多，D 是有旁证对不上。"
    "按案发时已经收到的走访评定，案发后才收到的走访，按收到时评定。"
    "它不是证明，也不影响走访算不算数；没有定位而写明原因的是 C，不是过错。"
)


def visits_of(visits: Sequence[Mapping[str, Any]]) -> list[Block]:
    """The table, and how its grades are to be read."""
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
        between(one["earliest_at"], one["latest_at"]),
        one["worker_name"],
        OUTCOMES[one["outcome"]],
        _slip(one["slip"], one["witness"]),
        _grade(one["place_grade"]),
        "；".join(_said_later(one)) or "—",
    ]


def _grade(graded: Mapping[str, Any]) -> str:
    """The letter, never without all that it was given for: how far the door was stands among that."""
    return f"{graded['grade']}：{'；'.join(reason['said'] for reason in graded['reasons'])}"


def _slip(slip: Mapping[str, Any] | None, witness: str | None) -> str:
    if slip is None:
        return "—"
    whole = "" if slip["completed_at"] else "签名没有传齐；"
    seal = "还没有封存"
    if slip["seal"]:
        later = _SEALED[slip["seal"]["order"]]
        seal = f"封存于 {moment(slip['seal']['sealed_at'])}{later}，本村第 {slip['seal']['seq']} 号"
    paper = [slip["paper_note"]] if slip["paper_note"] else []
    notice = f"{AUDIENCES[slip['audience']]}第 {slip['template_version']} 版，{slip['teaches_said']}"
    given = f"{whole}{WAYS[slip['way']].word}" + (f"：{slip['signer_name']}" if slip["signer_name"] else "")
    return "；".join([given, *_instead(slip, witness), notice, *paper, seal, *_looked_at(slip)])


def _instead(slip: Mapping[str, Any], witness: str | None) -> Iterator[str]:
    """What stands in place of a signature: why there is none, and who saw it."""
    way = WAYS[slip["way"]]
    if way.reason and not slip["is_removed"]:
        yield f"原因：{slip['reason'] or '没有记录'}"
    if way.witness:
        yield f"见证人：{witness or '没有记录'}"


def _looked_at(slip: Mapping[str, Any]) -> Iterator[str]:
    """What a look at its seal found, when the pack was made."""
    if slip["faults"]:
        yield f"核对未通过：{'、'.join(slip['faults'])}"
    elif slip["seal"]:
        passed = "封存以来没有改动" if slip["is_disbelieved"] else "核对通过"
        yield f"{passed}（内容已依规删除，只核对了封存的记录）" if slip["is_removed"] else passed
    if slip["is_disbelieved"]:
        yield DISBELIEVED


def _said_later(one: Mapping[str, Any]) -> list[str]:
    said = [mark["said"] for mark in one["marks"]]
    if one["withdrawn_at"]:
        said.append(f"{_taken_back(one)} {one['withdrawn_by_name']} 撤回：{one['withdrawal_reason']}")
    if one["reviewed_at"]:
        if one["review_did"] != "核对":
            said.append(f"手机 {moment(one['received_at'])} 上传")
        said.append(
            f"{moment(one['reviewed_at'])} {one['reviewed_by_name']} {one['review_did']}{one['review_reason'] or ''}"
        )
    return said


def _taken_back(one: Mapping[str, Any]) -> str:
    """When, and where that is the phone's own word, when the server heard of it."""
    if one["withdrawn_earliest_at"] == one["withdrawn_at"] == one["withdrawn_latest_at"]:
        return moment(one["withdrawn_at"])
    return f"{between(one['withdrawn_earliest_at'], one['withdrawn_latest_at'])} 在手机上（{moment(one['withdrawn_at'])} 上传）"
