"""Every way a ledger can be refused, each with its code and its sentence."""

from app.problems import Problem


def ledger_period_upside_down() -> Problem:
    return Problem("ledger_period_upside_down", 422, "开始日期在截止日期之后，请重新选择时间。")


def ledger_day_too_early() -> Problem:
    return Problem("ledger_day_too_early", 422, "台账从 2000 年起，请重新选择时间。")


def ledger_period_too_long(most: int) -> Problem:
    return Problem("ledger_period_too_long", 422, f"一份台账最多 {most} 天，请缩短时间。", most=most)


def ledger_too_long(rows: int, most: int, what: str) -> Problem:
    return Problem(
        "ledger_too_long",
        422,
        f"这份台账有 {rows} 行，{what}最多放 {most} 行。请按乡镇、村或更短的时间分开导出。",
        rows=rows,
        most=most,
    )


def ledger_template_unreadable() -> Problem:
    return Problem(
        "ledger_template_unreadable",
        422,
        "样表打不开。请下载样表，用 Excel 或 WPS 改好、存为 xlsx（不设密码）后再上传。",
    )


def ledger_template_without_columns() -> Problem:
    return Problem(
        "ledger_template_without_columns", 422, "文件里没有找到“列名”这一行。请下载样表，在它上面改，第一列不要动。"
    )


def ledger_template_too_large(limit_mb: int) -> Problem:
    return Problem(
        "ledger_template_too_large", 413, f"样表超过 {limit_mb} MB，不像是样表。请重新下载样表再改。", limit_mb=limit_mb
    )


def ledger_template_wrong(cells: list[str]) -> Problem:
    shown = "；".join(cells[:10]) + (f"；另有 {len(cells) - 10} 处" if len(cells) > 10 else "")
    return Problem("ledger_template_wrong", 422, f"样表有 {len(cells)} 处看不懂：{shown}。", cells=cells)


def ledger_template_unknown() -> Problem:
    return Problem("ledger_template_unknown", 404, "没有这一版样表，请刷新页面。")


def ledger_too_wide(columns: int, most: int) -> Problem:
    return Problem(
        "ledger_too_wide",
        422,
        f"这份台账有 {columns} 列，一页纸最多排 {most} 列。请缩短时间、在样表里减少几列，或改用 Excel 格式。",
        columns=columns,
        most=most,
    )
