"""One row of a workbook of cases: its texts understood, its faults in words (pure)."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.campaigns.notice import FRAUDS
from app.cases.times import Told, Untold, interval_of
from app.households.identity import id_number_fault, normalise_code, phones_in
from app.rosters.entries import Row
from app.rosters.places import Places, Said, Unplaced

_MOST_TEXT = {"victim": 40, "number": 40, "address": 200, "note": 1000}
_TIMES = {"happened": "案发时间", "until": "案发时间（止）", "reported": "报案时间"}
_MOST_FEN = 10**13
# What Excel keeps of a number.
_WHOLE_DIGITS = 15
_DASH = re.compile(r"[-‐-―−─━－_/／\\＼*＊~～\s]+")
_AMOUNT_NOISE = re.compile(r"[,，\s元¥￥]|人民币")
# Words of each sort of fraud; the first that is found in what a cell says.
_FRAUDS = (
    ("brushing", re.compile("刷单|刷信誉|做任务|点赞")),
    ("loan", re.compile("贷款|借款|征信|网贷")),
    ("impersonation_police", re.compile("公检法|公安|检察|法院|警察|通管局")),
    ("impersonation_boss", re.compile("领导|熟人|老板|亲友|好友|QQ|微信好友", re.IGNORECASE)),
    ("refund", re.compile("退款|客服|理赔|购物|网购|快递|百万保障|注销")),
    ("health", re.compile("保健|养生|养老|药")),
    ("investment", re.compile("投资|理财|博彩|赌|股票|炒股|虚拟币|杀猪盘|交友")),
)


def nothing_for_a_dash(text: str) -> str:
    """What a cell says; a dash or a stroke alone says that nobody knows."""
    return "" if _DASH.fullmatch(text) else text


def read_case(row: Row, places: Places, now: datetime) -> dict[str, Any]:
    """The case that a row says, as far as it can be told; what is wrong stands in the row's faults."""
    said: dict[str, Any] = {name: _text(row, name) for name in _MOST_TEXT}
    said |= _times(row, now)
    said["fraud"] = _fraud(row)
    said["loss_fen"] = _loss(row)
    said["village"] = _village(row, places)
    said["id_number"] = _id_number(row)
    said["phone"] = _phone(row, said)
    if not said["victim"]:
        row.faults.append("缺少受害人姓名")
    return said


def _text(row: Row, name: str) -> str | None:
    text, most = row.text(name), _MOST_TEXT[name]
    if name == "number" and row.is_number(name) and len(text) > _WHOLE_DIGITS:
        row.faults.append("立案编号存成了数字，Excel 已改掉后几位，请把这一列设为文本后重新填写")
    if len(text) > most:
        if name == "note":
            row.remarks.append(f"备注太长，只录入前 {most} 个字")
        else:
            row.faults.append(f"“{row.layout.label(name)}”太长，最多 {most} 个字")
    return text[:most] or None


def _times(row: Row, now: datetime) -> dict[str, datetime | None]:
    happened, until, reported = (_interval(row, name) for name in ("happened", "until", "reported"))
    if happened is None and not any("案发时间" in fault for fault in row.faults):
        row.faults.append("缺少案发时间")
    first = happened.first if happened else None
    last = until.last if until else happened.last if happened else None
    if happened and last is None:
        last = _told_by_report(row, reported)
    if first and last and last < first:
        row.faults.append("案发时间的起止颠倒了")
    if first and last and first <= now < last:
        last = now.replace(second=0, microsecond=0)  # a day that is not over: until now
    if any(moment and moment > now for moment in (first, last, reported and reported.first)):
        row.faults.append("案发时间、报案时间不能晚于现在")
    return {"happened_from": first, "happened_until": last, "reported_at": reported.first if reported else None}


def _told_by_report(row: Row, reported: Told | None) -> datetime | None:
    """An end that is left open: a case had happened when it was reported, and nothing else bounds it."""
    if reported is None:
        row.faults.append("案发时间没有写到什么时候为止，也没有报案时间；请补上其中一个")
        return None
    row.remarks.append("案发时间没有写到什么时候为止，按到报案时为止录入")
    return reported.last


def _interval(row: Row, name: str) -> Told | None:
    text = row.text(name)
    if not text:
        return None
    word = _TIMES[name]
    try:
        told = interval_of(row.cell(name), text)
    except Untold as untold:
        row.faults.append(f"{word}“{text[:30]}”{untold}")
        return None
    if told.first is None and name != "until":
        row.faults.append(f"{word}“{text[:30]}”没有写从什么时候开始，请补上")
        return None
    if told.last is None and name != "happened":
        row.faults.append(f"{word}“{text[:30]}”没有写到什么时候为止，请补上")
        return None
    if told.is_about:
        row.remarks.append(f"{word}“{text[:30]}”是大约的时间，按前后各一小时录入")
    return told


def _fraud(row: Row) -> str | None:
    said = row.text("fraud")
    if not said:
        row.faults.append("缺少类型")
        return None
    exact = next((code for code, word in FRAUDS.items() if word == said), None)
    if exact:
        return exact
    found = next((code for code, words in _FRAUDS if words.search(said)), "other")
    row.remarks.append(f"类型“{said[:20]}”按“{FRAUDS[found]}”录入")
    return found


def _loss(row: Row) -> int | None:
    name, fen = ("loss", 100) if row.text("loss") else ("loss_wan", 1_000_000)
    text = _AMOUNT_NOISE.sub("", row.text(name))
    if text.endswith("万"):
        text, fen = text[:-1], 1_000_000
    if not text:
        return None
    try:
        amount = Decimal(text) * fen
    except ArithmeticError:  # no number, or one beyond all counting
        row.faults.append(f"损失金额“{row.text(name)[:20]}”不是数字")
        return None
    if not amount.is_finite() or not 0 <= amount <= _MOST_FEN:
        row.faults.append(f"损失金额“{row.text(name)[:20]}”不对")
        return None
    # Excel counts in binary: 0.1 + 0.2 yuan is no whole number of fen to it.
    return int(amount.to_integral_value())


def _village(row: Row, places: Places) -> str | None:
    said = Said(row.text("division_code"), row.text("town"), row.text("village"), "")
    try:
        return places.place(said).village
    except Unplaced as unplaced:
        if said.village or said.code:
            row.faults.append(str(unplaced))
        else:
            row.remarks.append("没写村（社区），要到案件里补上才能按姓名找住户")
        return None


def _id_number(row: Row) -> str | None:
    if row.is_number("id_number"):
        row.faults.append("身份证号存成了数字，Excel 已改掉后几位，请把这一列设为文本后重新填写")
        return None
    number = normalise_code(row.text("id_number"))
    if number and (fault := id_number_fault(number)):
        row.faults.append(f"身份证号{fault}")
    return number or None


def _phone(row: Row, said: dict[str, Any]) -> str | None:
    good, odd = phones_in(row.text("phone"))
    if len(good) > 1:
        more = f"其他电话：{'、'.join(good[1:])}"
        said["note"] = "；".join(filter(None, (said["note"], more)))[: _MOST_TEXT["note"]]
    if odd:
        row.remarks.append(f"电话“{'、'.join(odd)[:30]}”不像电话号码，没有录入")
    return good[0] if good else None
