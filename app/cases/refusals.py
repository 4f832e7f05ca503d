"""Why a case is not taken as it was given."""

from app.problems import Problem


def case_number_taken(number: str) -> Problem:
    return Problem("case_number_taken", 409, f"立案编号 {number} 已经登记过，请在案件列表里找到它再更正。")


def case_in_future() -> Problem:
    return Problem("case_in_future", 422, "案发时间、报案时间不能晚于现在，请核对年月日。")


def case_times_out_of_order() -> Problem:
    return Problem("case_times_out_of_order", 422, "案发时间的起止颠倒了，请把较早的填在前面。")


def case_phone_wrong() -> Problem:
    return Problem("case_phone_wrong", 422, "受害人电话不像电话号码，请核对；不清楚的请留空。", field="phone")


def case_id_number_wrong(fault: str) -> Problem:
    return Problem("case_id_number_wrong", 422, f"受害人身份证号{fault}。", field="id_number")


def case_without_village() -> Problem:
    return Problem("case_without_village", 422, "请选择村（社区）；还不清楚的请留空。", field="village")


def case_already_matched() -> Problem:
    return Problem("case_already_matched", 409, "这个案件已经有人认定过住户，请刷新页面；要改的话，先撤销认定。")


def case_not_matched() -> Problem:
    return Problem("case_not_matched", 409, "这个案件还没有认定住户，请先看过可能的住户再认定。")


def case_file_without_header() -> Problem:
    return Problem(
        "case_file_without_header",
        422,
        "没有找到表头。表中应有一行列名，至少有“受害人”和“案发时间”两列，最好还有电话、身份证号、地址、类型、损失金额、村。",
    )


def case_file_too_long(rows: int) -> Problem:
    return Problem("case_file_too_long", 422, f"表格太长，一次最多 {rows} 行，请拆开后分别上传。", rows=rows)


def case_file_done() -> Problem:
    return Problem("case_file_done", 409, "这份表格已经导入过了，请刷新页面。")


def case_unreadable(number: str | None) -> Problem:
    return Problem(
        "case_unreadable",
        500,
        f"案件{f' {number} ' if number else ''}有一项加密的内容打不开，可能损坏或被人动过；其他案件不受影响。"
        "请管理员在服务器上运行 flask check，并用备份恢复。",
    )
