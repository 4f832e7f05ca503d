"""An office desk for tests: makes workbooks, brings them in as somebody, and waits for the verdicts."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import xlsxwriter

from app.households.identity import check_digit
from app.rosters.models import VERDICTS
from tests import background
from tests.person import Person

HEADER = ("户主姓名", "身份证号", "联系电话", "社区/村", "网格", "详细地址", "备注")
XLSX = "名册.xlsx"


def workbook(*rows: Sequence[Any], sheet: str = "Sheet1", merged: Sequence[str] = ()) -> bytes:
    """The bytes of an xlsx with these rows; numbers stay numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    for span in merged:
        first = span.split(":")[0]
        page.merge_range(span, "", book.add_format())
        row, column = xlsxwriter.utility.xl_cell_to_rowcol(first)
        page.write(row, column, rows[row][column])
    book.close()
    return out.getvalue()


def door(name: str, address: str, village: str = "桥东村", **more: str) -> tuple[str, ...]:
    """A row under HEADER."""
    columns = {"户主姓名": name, "详细地址": address, "社区/村": village, **more}
    return tuple(columns.get(label, "") for label in HEADER)


def id_number(seventeen: str = "34182519900101123") -> str:
    """A made-up number whose check digit is right."""
    return seventeen + check_digit(seventeen)


def wait_for(roster_id: str) -> None:
    """Until the server's thread has done with a roster."""
    background.wait(f"roster-{roster_id}")


class Import:
    """One roster, as somebody brought it."""

    def __init__(self, person: Person, data: bytes, scope: str, name: str = XLSX, **form: str) -> None:
        self._person = person
        answer = person.upload("/rosters", file=(io.BytesIO(data), name), scope=scope, **form)
        assert answer.status_code == 202, answer.text
        self.path = f"/rosters/{answer.json['id']}"
        self._wait()

    def _wait(self) -> None:
        wait_for(self.path.rsplit("/", 1)[1])

    @property
    def state(self) -> dict[str, Any]:
        return self._person.get(self.path).json

    @property
    def counts(self) -> dict[str, int]:
        """The verdicts that occur, and how often."""
        assert self.state["state"] in ("ready", "committed"), self.state["message"]
        counts = self.state["counts"]
        return {verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]}

    def rows(self, verdict: str | None = None) -> list[dict[str, Any]]:
        return self._person.get(f"{self.path}/rows", verdict=verdict, limit=1000).json["items"]

    def row(self, row_no: int) -> dict[str, Any]:
        return next(row for row in self.rows() if row["row_no"] == row_no)

    def commit(self, **decisions: list[int]) -> "Import":
        answer = self._person.post(f"{self.path}/commit", **decisions)
        assert answer.status_code == 202, answer.text
        self._wait()
        assert self.state["state"] == "committed", self.state["message"]
        return self

    def bad_rows(self) -> list[list[Any]]:
        """The workbook of rows that did not go in, header first; whose it is stands above that."""
        answer = self._person.get(f"{self.path}/bad.xlsx")
        assert answer.status_code == 200, answer.text
        sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
        above, *rows = sheet.iter_rows(values_only=True)
        assert above[0].startswith("导出编号 ")
        return [["" if cell is None else cell for cell in row] for row in rows]
