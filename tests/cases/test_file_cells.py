"""Whatever stands in a cell of a workbook of cases, its row has a verdict, and the other rows theirs."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cases.brought import Brought, cases
from tests.cases.desk import workbook
from tests.person import Person

GOOD = {
    "受害人": "孙五",
    "案发时间": "2026-01-02 14:05",
    "案发时间（止）": "",
    "报案时间": "",
    "立案编号": "",
    "类型": "刷单返利",
    "损失金额": "",
    "损失金额（万元）": "",
    "电话": "",
    "身份证号": "",
    "地址": "",
    "村": "桥东村",
    "乡镇": "",
    "区划代码": "",
    "备注": "",
}
MUST_BE_TOLD = {"受害人": "缺少受害人", "案发时间": "缺少案发时间", "类型": "缺少类型"}
DASHES = ("-", "—", "——", "－", "–", "/", "--", "~", "～")
ODD = (
    *(
        "至",
        "到",
        "至 至",
        "—至—",
        "-5",
        "1e999999",
        "-1e999999",
        "nan",
        "snan",
        "Infinity",
        "0x10",
        "1_0",
        "٣",
        "²",
        "½万",
        "万",
    ),
    *(
        "9" * 400,
        "年月日",
        "0000-00-00",
        "9999-12-31T23:59:59+14:00",
        "0001-01-01T00:00:00Z",
        "2026-01-02 99:99",
        "半",
        "2026-1-2-3-4",
    ),
    *("=1/0", "#VALUE!", "𠮷", "\u0301", "a\u0300" * 200, "{}", "%s", "' OR 1=1", "x" * 5000, "晚上", "下午至", "许"),
)
CELLS = (
    st.sampled_from(ODD + DASHES)
    | st.text("0123456789-/.:年月日时点分至到~— TZ+许半万元下午晚上eE", max_size=24)
    | st.text(max_size=12)
)


def brought(person: Person, *rows: dict[str, Any]) -> Brought:
    """A workbook of these rows, and of one with which nothing is wrong."""
    sound = {"受害人": "赵三", "案发时间": "2026-02-03"}
    return Brought(person, workbook(tuple(GOOD), *(tuple((GOOD | row).values()) for row in (*rows, sound))))


@pytest.mark.parametrize("dash", DASHES)
def test_a_dash_is_nothing_where_nothing_may_stand(carol: Person, dash: str):
    rows = brought(carol, *({"受害人": f"孙{n}", name: dash} for n, name in enumerate(GOOD))).rows

    for name, row in zip(GOOD, rows, strict=False):
        why = MUST_BE_TOLD.get(name, "")
        assert (row["verdict"], why in row["reason"]) == ("bad" if why else "new", True), (name, row)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.dictionaries(st.sampled_from(list(GOOD)), CELLS, min_size=1, max_size=4), min_size=20, max_size=60))
def test_no_cell_keeps_the_other_rows_from_their_verdicts(carol: Person, odd: list[dict[str, str]]):
    file = brought(carol, *odd).commit()

    assert sum(file.counts.values()) == len(file.rows)
    assert file.rows[-1]["victim"] == "赵三"
    assert all(row["reason"] for row in file.rows)
    assert "赵三" in {case["victim"] for case in cases(carol)}


@pytest.mark.parametrize("cell", [*ODD, 1e300, -1e-300, 46000.5, 10**15, True, False])
def test_each_odd_cell_in_each_column(carol: Person, cell: Any):
    file = brought(carol, *({"受害人": f"孙{n}", name: cell} for n, name in enumerate(GOOD)))

    assert len(file.rows) == len(GOOD) + 1
    assert file.rows[-1]["verdict"] == "new"
