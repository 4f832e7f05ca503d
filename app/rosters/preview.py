"""A file's bytes to a verdict on every row, before anything is written."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from app.codes import NO_GRID
from app.rosters import folding, formats, refusals
from app.rosters.asides import aside
from app.rosters.cells import DAMAGED, is_number, text_of
from app.rosters.doors import Door
from app.rosters.entries import Entry, Row, read_entry
from app.rosters.layout import Layout, find_table
from app.rosters.places import Places
from app.rosters.reading import Cell, Sheet, read_sheets
from app.rosters.register import Register
from app.rosters.verdicts import Judge, Verdict, new_grid_said

Tell = Callable[[int, int], None]
_TELL_EVERY = 500
# New grids listed by name.
_NAMED = 6


@dataclass
class Reading:
    """The sheet that is the roster, how it is laid out, and what a person should know about the choice."""

    sheet: Sheet
    layout: Layout
    message: str

    @property
    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows below the header, each with its number in Excel."""
        return enumerate(self.sheet.rows[self.layout.header_row :], self.layout.header_row + 1)


def open_roster(data: bytes) -> Reading:
    """Find the sheet with a header; the first one that has rows below it."""
    found = find_table(read_sheets(data))
    if found is None:
        raise refusals.roster_without_header()
    sheet, layout, others = found
    if len(sheet.rows) - layout.header_row > formats.MAX_ROWS:
        raise refusals.roster_too_wide(formats.MAX_ROWS, formats.MAX_COLUMNS)
    return Reading(sheet, layout, _message(layout, others))


def _message(layout: Layout, others: list[str]) -> str:
    said = [f"读的是“{layout.sheet}”，表头在第 {layout.header_row} 行。"]
    if others:
        said.append(f"另有 {'、'.join(f'“{name}”' for name in others)} 也像名册，没有读，请另存后分别上传。")
    if not layout.has("address", "area", "registered_address"):
        said.append("表中没有地址列，请补上“详细地址”一列后再上传。")
    return "".join(said)


@dataclass(slots=True)
class Outcome:
    """What is known of a row in the end: its entry, or the verdict on the door that it stands for."""

    row_no: int
    verdict: str
    reason: str
    entry: Entry | None
    head_row: int | None = None
    judged: Verdict | None = None


class Preview:
    """The verdicts on a roster's rows, row by row as they are stored."""

    def __init__(self, reading: Reading, places: Places, kind: str) -> None:
        self.reading = reading
        self._places = places
        self._kind = kind
        # Rows that go in without a telephone number or position that cannot be right.
        self.remarks = 0
        self.new_grids: set[tuple[str, str]] = set()
        self._id_columns = set(reading.layout.columns.get("id_number", ()))
        self._outcomes: dict[int, Outcome] = {}
        self._texts: list[list[str]] = []
        self._folds: deque[folding.Fold] = deque()

    def read(self, tell: Tell) -> None:
        """Understand every row, and fold persons into households."""
        fold = folding.persons if self.reading.layout.is_by_person else folding.households
        self._folds.extend(found for found in fold(self._entries(tell)) if self._set_aside_faulty(found))

    def judge(self, register: Register) -> None:
        """Compare every door with the register and with the rows before it."""
        by_person = self.reading.layout.is_by_person
        judging = Judge(register, self._places.name_of)
        while self._folds:
            fold = self._folds.popleft()
            self._pronounce(judging.judge(folding.door_of(fold, by_person)), fold)

    def _entries(self, tell: Tell) -> Iterator[Entry]:
        layout, total = self.reading.layout, len(self.reading.sheet.rows) - self.reading.layout.header_row
        for done, (row_no, cells) in enumerate(self.reading.rows):
            if done % _TELL_EVERY == 0:
                tell(done, total)
            texts = [text_of(cell) for cell in cells]
            if why := aside(texts, layout):
                self._note(row_no, "skipped", why)
            else:
                yield read_entry(row_no, Row(layout, cells, texts), self._places, self._kind)
            self._texts.append(self._kept(cells, texts))
            # A hundred thousand rows are held once, not twice.
            self.reading.sheet.rows[row_no - 1] = []

    def _kept(self, cells: list[Cell], texts: list[str]) -> list[str]:
        for column in self._id_columns:
            if column < len(cells) and is_number(cells[column]):
                texts[column] += DAMAGED
        return texts

    def _set_aside_faulty(self, fold: folding.Fold) -> bool:
        """Keep the faulty rows out; without a sound householder the whole household waits, to come back as one."""
        for entry in (fold.head, *fold.members):
            if entry.faults:
                self._note(entry.row_no, "bad", "；".join((*entry.faults, *entry.remarks)), entry)
            elif fold.head.faults:
                self._note(entry.row_no, "bad", f"户主（第 {fold.head.row_no} 行）有误，改好后一起导入", entry)
        fold.members = [entry for entry in fold.members if not entry.faults]
        return not fold.head.faults

    def _pronounce(self, verdict: Verdict, fold: folding.Fold) -> None:
        head_row = fold.head.row_no
        cut = new_grid_said(verdict)
        if cut and verdict.verdict != "merge":
            self.new_grids.add((verdict.door.village, verdict.door.new_grid or ""))
        remarks = [cut, *fold.head.remarks] if cut else fold.head.remarks
        self.remarks += sum(1 for entry in (fold.head, *fold.members) if entry.remarks)
        head = self._note(head_row, verdict.verdict, _joined(verdict.reason, remarks))
        head.judged, head.head_row = verdict, head_row
        for entry in fold.members:
            reason = _joined(f"随第 {head_row} 行 {fold.head.name} 户", entry.remarks)
            self._note(entry.row_no, verdict.verdict, reason, entry).head_row = head_row

    def _note(self, row_no: int, verdict: str, reason: str, entry: Entry | None = None) -> Outcome:
        outcome = self._outcomes[row_no] = Outcome(row_no, verdict, reason, entry)
        return outcome

    def new_grids_said(self) -> str:
        """The grids that a commit would cut, by name, or nothing."""
        if not self.new_grids:
            return ""
        named = "、".join(f"{self._places.name_of(v)}“{name}”" for v, name in sorted(self.new_grids)[:_NAMED])
        more = "等" if len(self.new_grids) > _NAMED else ""
        return f"写入时将新建 {len(self.new_grids)} 个网格：{named}{more}，请看有没有写错。"

    def rows(self) -> Iterator[dict[str, Any]]:
        """What is stored of each row, its cells included."""
        for row_no, texts in enumerate(self._texts, self.reading.layout.header_row + 1):
            yield {**_columns(self._outcomes[row_no]), "cells": texts}


def _joined(reason: str, remarks: list[str]) -> str:
    return "；".join((reason, *remarks)) if remarks else reason


def _columns(outcome: Outcome) -> dict[str, Any]:
    judged = outcome.judged
    return {
        "row_no": outcome.row_no,
        "verdict": outcome.verdict,
        "reason": f"第 {outcome.row_no} 行：{outcome.reason}",
        "head_row": outcome.head_row,
        **(_about_door(judged.door) if judged else _about_entry(outcome.entry)),
        "merge_with": _merge_with(judged) if judged else None,
        "door": judged.door.as_json() if judged else None,
    }


def _about_door(door: Door) -> dict[str, str | None]:
    return {
        "householder": door.householder,
        "address": door.address,
        "phone": door.phone,
        "kind": door.kind,
        "division_code": door.grid_code or door.village + NO_GRID,
    }


def _about_entry(entry: Entry | None) -> dict[str, str | None]:
    place = entry.place if entry else None
    return {
        "householder": entry.name if entry else None,
        "address": entry.address if entry else None,
        "phone": entry.phone if entry else None,
        "kind": entry.kind if entry else None,
        "division_code": (place.grid_code or place.village + NO_GRID) if place and place.village else None,
    }


def _merge_with(verdict: Verdict) -> dict[str, Any] | None:
    if other := verdict.other_door:
        return {
            "household_id": None,
            "row_no": other.row_no,
            "householder": other.householder,
            "address": other.address,
        }
    if stored := verdict.other_stored:
        return {
            "household_id": str(stored.id),
            "row_no": None,
            "householder": stored.householder,
            "address": stored.address,
        }
    return None
