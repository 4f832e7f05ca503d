"""Every way a roster can be refused, each with its code and its sentence."""

from app.problems import Problem


def roster_too_large(limit_mb: int) -> Problem:
    return Problem(
        "roster_too_large", 413, f"名册文件超过 {limit_mb} MB，请按乡镇或村拆开后分别上传。", limit_mb=limit_mb
    )


def roster_empty() -> Problem:
    return Problem("roster_empty", 422, "名册文件是空的，请重新选择文件。")


def roster_unreadable() -> Problem:
    return Problem(
        "roster_unreadable", 422, "文件打不开，可能已损坏或没有传完。请在 Excel 或 WPS 中打开、另存为 xlsx 后再上传。"
    )


def roster_not_a_workbook() -> Problem:
    return Problem("roster_not_a_workbook", 422, "这不是表格文件。请上传 xlsx、xls 或 csv。")


def roster_is_web_page() -> Problem:
    return Problem(
        "roster_is_web_page",
        422,
        "这是网页格式的表格（只是改名为 xls）。请用 Excel 或 WPS 打开，另存为 xlsx 后再上传。",
    )


def roster_locked() -> Problem:
    return Problem("roster_locked", 422, "文件设有打开密码。请去掉密码、另存后再上传。")


def roster_unsafe() -> Problem:
    return Problem(
        "roster_unsafe", 422, "文件解压后大得不正常，为安全起见没有打开。请把名册内容复制到一个新表格再上传。"
    )


def roster_too_wide(rows: int, columns: int) -> Problem:
    return Problem(
        "roster_too_wide", 422, f"表格太大，最多 {rows} 行、{columns} 列。请删去多余的行列，或拆开后分别上传。"
    )


def roster_without_header() -> Problem:
    return Problem(
        "roster_without_header",
        422,
        "没有找到表头。表中应有一行列名，至少有“户主姓名”（或姓名、店名）和“详细地址”两列。",
    )


def roster_not_ready() -> Problem:
    return Problem("roster_not_ready", 409, "名册还没有读完，或已经导入过了，请刷新页面。")


def roster_failed() -> Problem:
    return Problem("roster_failed", 500, "处理名册时服务器出错，登记册没有改变，请重新上传；若再出错请联系管理员。")


def roster_interrupted() -> Problem:
    return Problem("roster_interrupted", 409, "处理中断了（服务器可能重启过），登记册没有改变，请重新上传。")


def roster_rows_unknown(rows: list[int]) -> Problem:
    named = "、".join(str(row) for row in rows[:10])
    return Problem("roster_rows_unknown", 422, f"第 {named} 行不是待合并的行，请刷新页面。", rows=rows[:100])
