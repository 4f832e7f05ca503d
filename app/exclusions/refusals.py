"""Every way in which an exclusion can be refused, each with its code and its sentence."""

from collections.abc import Sequence

from app.problems import Problem

REASONS = {
    "vacant": "空户",
    "registered_only": "空挂户",
    "away": "外出",
    "lives_elsewhere": "人户分离",
    "demolished": "拆迁",
    "moved_out": "迁出",
}
_MISSING = {
    "photo": "现场照片",
    "witness": "证明人（邻居或村干部）的姓名",
    "cadre": "作证的村干部姓名",
    "returns_on": "预计返回的日期",
    "words": "情况说明",
}


def evidence_missing(reason: str, missing: Sequence[str]) -> Problem:
    lacks = "、".join(_MISSING[each] for each in missing)
    return Problem(
        "evidence_missing", 422, f"按“{REASONS[reason]}”申请剔除，还缺：{lacks}。补齐后再提交。", missing=list(missing)
    )


def expiry_passed() -> Problem:
    return Problem("expiry_passed", 422, "到期日已过，请填写今天或以后的日期。")


def expiry_too_far(days: int) -> Problem:
    return Problem("expiry_too_far", 422, f"这个原因最多剔除 {days} 天，到期可再申请。", days=days)


def expiry_after_return() -> Problem:
    return Problem("expiry_after_return", 422, "到期日须在预计返回的日期之前：人回来了，就要上门。")


def return_day_passed() -> Problem:
    return Problem("return_day_passed", 422, "预计返回的日期已到，人已回来的不能剔除，请上门宣传。")


def exclusion_already_open() -> Problem:
    return Problem("exclusion_already_open", 409, "这一户已有剔除申请或正在剔除期内，不必重复申请。")


def exclusion_already_decided() -> Problem:
    return Problem("exclusion_already_decided", 409, "这条申请已经有人处理过了，请刷新页面。")


def exclusion_not_in_force() -> Problem:
    return Problem("exclusion_not_in_force", 409, "这条剔除现在不在有效期内，不能结束。")


def own_exclusion() -> Problem:
    return Problem("own_exclusion", 409, "不能审批自己提出的剔除申请，须由他人审批。")


def photo_not_here() -> Problem:
    return Problem("photo_not_here", 409, "照片还没有从手机传到，看到照片后才能批准。")


def door_already_excluded() -> Problem:
    return Problem("door_already_excluded", 409, "这一户已在剔除期内，不能再批准一条。请驳回这条，或先结束原来的。")
