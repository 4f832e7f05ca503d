"""Every way an export can be refused, each with its code and its sentence."""

from app.problems import Problem


def phones_not_for_you() -> Problem:
    return Problem("phones_not_for_you", 403, "您的账号只能导出隐去电话的名单；要打电话的，请由村里或派出所导出。")


def export_reason_missing() -> Problem:
    return Problem("export_reason_missing", 422, "导出完整电话须选择事由，会记入审计。")


def export_over_allowance(rows: int, left: int, allowance: int) -> Problem:
    return Problem(
        "export_over_allowance",
        403,
        f"这份名单或台账有 {rows} 行，您今天还可导出 {left} 行（每天 {allowance} 行）。请提出申请，由另一位县级管理员批准后再导出。",
        rows=rows,
        left=left,
        allowance=allowance,
    )


def export_within_allowance() -> Problem:
    return Problem("export_within_allowance", 409, "这份名单或台账在您今天的限额之内，不用申请，可以直接导出。")


def export_already_requested() -> Problem:
    return Problem(
        "export_already_requested", 409, "这份名单或台账已经申请过，正在等批准，或已批准可以下载。请刷新页面。"
    )


def own_export_request() -> Problem:
    return Problem("own_export_request", 409, "不能批准自己的导出申请，须由另一位县级管理员批准。")


def export_request_decided() -> Problem:
    return Problem("export_request_decided", 409, "这条导出申请已经有人处理过了，请刷新页面。")
