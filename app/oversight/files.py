"""The log as csv, with what is needed to reckon its chain again."""

from collections.abc import Iterable
from typing import IO

from app import clock
from app.exports.files import csv_line
from app.exports.stamp import Stamp
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


def write_csv(file: IO[bytes], stamp: Stamp, entries: Iterable[Entry]) -> int:
    """Whose file it is, the headers, and a line for each entry; answers how many."""
    file.write("\ufeff".encode() + csv_line([stamp.line]) + csv_line(HEADERS))
    number = 0
    for number, entry in enumerate(entries, start=1):  # noqa: B007 - the last is the count
        file.write(csv_line(_cells(entry)))
    return number


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
