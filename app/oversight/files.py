"""The log as csv, with what is needed to reckon its chain again."""

import csv
import io
from collections.abc import Iterable, Iterator

from app import clock
from app.exports.lists import as_text
from app.oversight.queries import Entry
from app.oversight.words import ROLES

HEADERS = (
    "序号",
    "时间",
    "姓名",
    "用户名",
    "角色",
    "地址",
    "做了什么",
    "结果",
    "对象",
    "对象编号",
    "区划",
    "说明",
    "校验值",
)


def csv_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """A line for each, with the mark that tells Excel it is UTF-8."""
    yield "\ufeff" + _line(HEADERS)
    for entry in entries:
        yield _line(_cells(entry))


def _cells(entry: Entry) -> list[object]:
    return [
        entry["seq"],
        f"{clock.local(entry['at']):%Y-%m-%d %H:%M:%S}",
        entry["name"] or "",
        entry["username"],
        ROLES.get(entry["role"], entry["role"]),
        entry["address"],
        entry["action_name"],
        "完成" if entry["outcome"] == "done" else f"被拒（{entry['problem']}）",
        entry["object_name"],
        entry["object_id"],
        entry["scope_name"] or entry["scope"],
        entry["said"],
        entry["chain_hash"],
    ]


def _line(values: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([as_text(value) for value in values])
    return buffer.getvalue()
