"""Every failure a user can meet: one function each, with a stable code and a sentence to act on."""

from typing import Any


class Problem(Exception):
    """A refusal in words. The code never changes its meaning and is never used again."""

    def __init__(self, code: str, status: int, message: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.message = message
        self.details = details


def signed_out() -> Problem:
    return Problem("signed_out", 401, "登录已过期，请重新登录。手机上未上传的记录都还在。")


def sign_in_failed() -> Problem:
    return Problem("sign_in_failed", 401, "用户名或密码不对，请核对后再试。")


def not_allowed() -> Problem:
    return Problem("not_allowed", 403, "您的账号没有这项权限，请联系县级管理员。")


def cross_site() -> Problem:
    return Problem("cross_site", 403, "请求来自别的网站，已拒绝。请从本系统页面操作。")


def not_found(what: str) -> Problem:
    return Problem("not_found", 404, f"找不到{what}，可能已删除或不在您的管辖范围内。")


def unknown_division(code: str) -> Problem:
    return Problem("unknown_division", 404, f"找不到区划代码 {code}，请核对是否为本县的 12 位代码。", division=code)


def invalid_input(fields: Any) -> Problem:
    return Problem("invalid_input", 422, "填写的内容有误，请按提示修改。", fields=fields)


def too_large(limit_mb: int) -> Problem:
    return Problem("too_large", 413, f"内容太大，最多 {limit_mb} MB，请分批提交。", limit_mb=limit_mb)


def username_taken(username: str) -> Problem:
    return Problem("username_taken", 409, f"用户名 {username} 已有人用，请换一个。")


def nothing_to_move() -> Problem:
    return Problem("nothing_to_move", 422, "请选择要迁移的住户，或指定原来的村、网格。")


def no_campaign() -> Problem:
    return Problem("no_campaign", 404, "还没有建立行动，请先由县级管理员建立。")


def signature_empty() -> Problem:
    return Problem("signature_empty", 422, "签名是空的或只点了一下，请重新签名。")


def notice_text_differs() -> Problem:
    return Problem("notice_text_differs", 422, "告知单文字与签名时的不一致，已留存待核对。")


def unknown_template() -> Problem:
    return Problem("unknown_template", 422, "告知单版本不存在，已留存待核对。")


def taught_without_slip() -> Problem:
    return Problem("taught_without_slip", 422, "已宣传的走访须有住户签名的告知单，已留存待处理。")


def slip_without_teaching() -> Problem:
    return Problem("slip_without_teaching", 422, "只有已宣传或当面拒签的走访才有告知单，已留存待处理。")


def slip_lacks(missing: list[str]) -> Problem:
    return Problem("slip_lacks", 422, f"告知单还缺：{'、'.join(missing)}，已留存待处理。")


def slip_not_sealed() -> Problem:
    return Problem("slip_not_sealed", 409, "这份告知单还没有封存：签名或照片未到齐，或正在封存，请稍后再试。")


def visit_already_withdrawn() -> Problem:
    return Problem("visit_already_withdrawn", 409, "这次走访已经撤回过了。")


def outside_grids() -> Problem:
    return Problem("outside_grids", 409, "这一户不在您的网格内，走访已保存，待派出所核对后计入。")


def photo_of_another() -> Problem:
    return Problem("photo_of_another", 409, "这张照片已用在另一户的告知单上，走访已保存，待派出所核对后计入。")


def signature_in_no_time() -> Problem:
    return Problem("signature_in_no_time", 409, "签名只是一个点，或是一瞬间画完的，走访已保存，待派出所核对后计入。")


def unknown_household() -> Problem:
    return Problem("unknown_household", 422, "登记册里没有这一户，走访已留存待处理。")


def unknown_visit() -> Problem:
    return Problem("unknown_visit", 422, "要撤回的走访还没有收到，或不是您记的。撤回已留存待处理。")


def unknown_campaign() -> Problem:
    return Problem("unknown_campaign", 422, "这次行动不存在，走访已留存待处理。")


def clock_off() -> Problem:
    return Problem("clock_off", 200, "手机时间不准，已按收到的时间登记。请校准手机时间。")


def unreadable_event(fields: Any) -> Problem:
    return Problem("unreadable_event", 422, "这条记录的内容有误，已原样留存待处理。", fields=fields)


def damaged_event() -> Problem:
    return Problem("damaged_event", 422, "这条记录在传送中损坏，已原样留存待处理。")


def same_id_other_content() -> Problem:
    return Problem("same_id_other_content", 409, "同一编号已有不同内容的记录，两份都已留存待处理。")


def device_seq_taken() -> Problem:
    return Problem("device_seq_taken", 409, "手机的记录序号重复，已原样留存待处理。")


def day_in_future() -> Problem:
    return Problem("day_in_future", 422, "不能查看今天以后的数据。")


def list_contradicts() -> Problem:
    return Problem("list_contradicts", 422, "这份名单自相矛盾：选的状态和条件不会同时成立，请去掉其中一个。")


def edition_unreadable(why: str) -> Problem:
    return Problem(
        "edition_unreadable", 422, f"区划文件读不出来：{why}。应为含 code,level,name,parent_code 四列的 CSV。"
    )


def edition_wrong(complaints: list[str], count: int) -> Problem:
    more = f"（共 {count} 处错误）" if count > 1 else ""
    return Problem("edition_wrong", 422, f"{complaints[0]}{more}。没有写入任何内容。", lines=complaints, count=count)


def edition_not_one_county(codes: list[str]) -> Problem:
    found = f"其中有 {len(codes)} 个：{'、'.join(codes[:5])}" if codes else "其中没有县、乡镇、村的数据"
    return Problem("edition_not_one_county", 422, f"区划文件应只含一个县，{found}。没有写入任何内容。", counties=codes)


def edition_of_another_county(stored: str, brought: str) -> Problem:
    return Problem(
        "edition_of_another_county", 409, f"本库是 {stored} 的数据，文件却是 {brought} 的。没有写入任何内容。"
    )


def not_a_village() -> Problem:
    return Problem("not_a_village", 422, "只能在村（居）下面建网格、填常住户数，请选择现有的村（居）。")


def not_a_grid() -> Problem:
    return Problem("not_a_grid", 422, "只能给网格安排网格员、改名称；乡镇和村的名称以官方区划文件为准。")


def grid_name_taken(name: str) -> Problem:
    return Problem("grid_name_taken", 409, f"本村已有名为“{name}”的网格，请换一个名称。")


def grids_used_up() -> Problem:
    return Problem("grids_used_up", 409, "本村的网格编号（001 至 999）已用完。")


def not_a_worker(name: str) -> Problem:
    return Problem("not_a_worker", 422, f"{name}不是网格员账号，不能安排网格。")


def edition_lacks_columns(names: list[str]) -> Problem:
    return Problem(
        "edition_lacks_columns", 422, f"区划文件第 1 行缺少列：{'、'.join(names)}。应有 code,level,name,parent_code。"
    )


def outline_wrong(number: int, why: str) -> Problem:
    return Problem("outline_wrong", 422, f"边界文件的第 {number} 个图形{why}。应为经纬度（WGS-84 或 CGCS2000）的面。")


def outlines_in_other_system(name: str) -> Problem:
    return Problem(
        "outlines_in_other_system", 422, f"边界文件的坐标系是 {name}，请先转换为经纬度（WGS-84 或 CGCS2000）。"
    )


def outlines_unreadable(why: str) -> Problem:
    return Problem("outlines_unreadable", 422, f"边界文件读不出来：{why}。应为经纬度（WGS-84 或 CGCS2000）的 GeoJSON。")


def no_such_tile(least: int, most: int) -> Problem:
    return Problem("no_such_tile", 404, f"地图瓦片只在缩放 {least} 到 {most} 级提供。")


def not_built() -> Problem:
    return Problem("not_built", 503, "页面还没有生成，请先运行 make run。")


def encoding_unsupported() -> Problem:
    return Problem("encoding_unsupported", 415, "请求内容是压缩过的，服务器不收。请不压缩，直接发送。")


def file_too_large(limit_mb: int) -> Problem:
    return Problem(
        "file_too_large", 413, f"文件超过 {limit_mb} MB，没有读取。请核对是不是选错了文件。", limit_mb=limit_mb
    )


def too_deep() -> Problem:
    return Problem("too_deep", 400, "请求内容嵌套太深，无法读取。")


def too_many_values() -> Problem:
    return Problem("too_many_values", 413, "请求内容项数太多，没有读取。请分几次发送。")


def busy() -> Problem:
    return Problem("busy", 503, "服务器正忙（可能在导入名册），已存的数据没有改变，请稍后再试。")


def history_diverged(max_seq: int) -> Problem:
    return Problem("history_diverged", 409, "服务器恢复过备份，手机会自动把本机保留的记录重新上传。", max_seq=max_seq)


def upgrade_required(format_: int) -> Problem:
    return Problem(
        "upgrade_required", 426, "手机端版本太旧，请联网刷新页面更新。已登记的记录照常上传。", format=format_
    )


def too_often(seconds: int) -> Problem:
    return Problem(
        "too_often", 429, f"这部手机请求太频繁，请 {seconds} 秒后再试。记录都在手机上。", retry_after_s=seconds
    )


def overloaded(seconds: int) -> Problem:
    return Problem("overloaded", 503, "服务器正忙，手机会自动稍后再传。记录都在手机上。", retry_after_s=seconds)


def disk_full() -> Problem:
    return Problem("disk_full", 507, "服务器磁盘快满了，暂时不能接收。记录都在手机上，请联系县级管理员。")


def author_must_bring_it() -> Problem:
    return Problem(
        "author_must_bring_it",
        409,
        "说不清是谁的走访，不能接受。请网格员用原手机上传或重新导出；查无此事的请选“不采纳”。",
    )


def withdrawal_not_repaired() -> Problem:
    return Problem(
        "withdrawal_not_repaired",
        409,
        "这是撤回走访，不能采纳成走访。要撤回的，请在该户页面撤回那次走访，再把这条选“不采纳”并写明。",
    )


def request_not_repaired() -> Problem:
    return Problem(
        "request_not_repaired",
        409,
        "这是剔除申请，不能采纳成走访。请在该户页面重新申请剔除，再把这条选“不采纳”并写明。",
    )


def check_not_repaired() -> Problem:
    return Problem("check_not_repaired", 409, "这是抽查的结果，不能采纳成走访。请和抽查的人核实，再选“不采纳”并写明。")


def aside_already_decided() -> Problem:
    return Problem("aside_already_decided", 409, "这条记录已经有人处理过了，请刷新页面。")


def audit_unavailable() -> Problem:
    return Problem(
        "audit_unavailable",
        503,
        "审计记录暂时写不进去，按规定不能提供个人信息，也没有改动任何内容。请联系县级管理员。手机上的记录都还在。",
        retry_after_s=60,
    )
