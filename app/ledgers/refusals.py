"""Every way a ledger can be refused, each with its code and its sentence."""

from app.problems import Problem


def ledger_period_upside_down() -> Problem:
    return Problem("ledger_period_upside_down", 422, "开始日期在截止日期之后，请重新选择时间。")


def ledger_over_allowance(rows: int, left: int, allowance: int) -> Problem:
    return Problem(
        "ledger_over_allowance",
        403,
        f"这份台账有 {rows} 行，您今天还可导出 {left} 行（每天 {allowance} 行）。请缩小范围或时间，或由村里、派出所分别导出。",
        rows=rows,
        left=left,
        allowance=allowance,
    )


def ledger_too_long(rows: int, most: int, what: str) -> Problem:
    return Problem(
        "ledger_too_long",
        422,
        f"这份台账有 {rows} 行，{what}最多放 {most} 行。请按乡镇、村或更短的时间分开导出。",
        rows=rows,
        most=most,
    )
