"""Every way a forgetting can be refused, each with its code and its sentence."""

from app.problems import Problem


def own_forgetting() -> Problem:
    return Problem("own_forgetting", 409, "不能批准自己提出的依规删除，须由另一位县级管理员批准。")


def forgetting_decided() -> Problem:
    return Problem("forgetting_decided", 409, "这条依规删除已经有人处理过了，请刷新页面。")


def forgetting_already_requested() -> Problem:
    return Problem("forgetting_already_requested", 409, "这一户已经有人提出依规删除，正在等批准。")


def order_number_missing() -> Problem:
    return Problem("order_number_missing", 422, "法院裁判和上级机关决定要写明文号。")


def forgetting_names_people() -> Problem:
    return Problem(
        "forgetting_names_people",
        422,
        "文号和事由会一直保存，请不要写这一户的姓名、电话或证件号，写“该户”即可。",
    )


def forgetting_waits_for_roster() -> Problem:
    return Problem("forgetting_waits_for_roster", 409, "有一份可能包含这一户的名册正在读取或导入，请等它完成后再批准。")


def no_former_family() -> Problem:
    return Problem("no_former_family", 409, "这一户没有登记过别的户主，不能只删以前住的人。")


def not_two_administrators() -> Problem:
    return Problem("not_two_administrators", 422, "提出和批准须是两位不同的、在用的县级管理员账号。")
