"""How an entry of the log reads in Chinese (pure)."""

import json
from collections.abc import Mapping
from typing import Any

from app.aside.repair import UNREAD
from app.audit.actions import ACTIONS
from app.campaigns.notice import AUDIENCES
from app.exports.lists import OUTCOMES
from app.households.purposes import PURPOSES

KINDS = {
    "": "",
    "aside": "待核对记录",
    "blob": "图片",
    "case": "案件",
    "case_file": "案件表格",
    "campaign": "行动",
    "check_round": "抽查",
    "command": "命令",
    "device": "手机",
    "division": "区划",
    "evidence": "倒查证据包",
    "exclusion": "剔除",
    "export": "导出文件",
    "export_request": "导出申请",
    "household": "住户",
    "forgetting": "依规删除",
    "job": "生成的文件",
    "kept_ledger": "存档的台账",
    "slip_root": "每日总账",
    "ledger_template": "台账样表",
    "proposal": "名册更正",
    "roster": "名册",
    "sign_in": "登录",
    "user": "账号",
    "visit": "走访",
}
ROLES = {
    "worker": "网格员",
    "village": "村级",
    "station": "派出所",
    "supervisor": "督导",
    "admin": "县级管理员",
    "operator": "服务器操作员",
}
_COUNTS = {
    "doors": "{} 户",
    "slips": "告知单 {} 份",
    "rows": "{} 行",
    "items": "{} 条",
    "blobs": "图片 {} 张",
    "cases": "案件 {} 件",
    "parts": "更正 {} 项",
    "cases_fall": "案发下降 {}%",
    "loss_fall": "损失下降 {}%",
    "no_home": "名册上没有对应的住户",
    "added": "新增 {} 户",
    "changed": "更新 {} 户",
    "merged": "合并 {} 行",
    "separate": "另立 {} 行",
    "passed_over": "略过 {} 条",
    "change": "恢复到第 {} 号",
    "accounts": "接回账号 {} 个",
    "grids": "接回网格 {} 个",
    "counted_only": "此前另有 {} 次同样被拒，只计数",
    "entries": "{} 条",
    "export": "导出编号 {}",
    "named": "查出 {} 次导出",
    "kept": "台账编号 {}",
    "version": "第 {} 版",
    "phones_ended": "停用手机 {} 部",
    "visits": "走访 {} 次",
}
_FLAGS = {
    "phones": ("电话完整可见", "电话已隐去"),
    "id_numbers": ("证件号完整可见", "证件号已隐去"),
    "is_active": ("重新启用", "停用"),
    "noted": ("办公室另写了备注", ""),
    "sought": ("按姓名、地址或电话查找", ""),
    "goal": ("两降目标", "取消两降目标"),
    "reaches_back": ("追溯以前的日期", "只从当天起"),
    "name": ("改名称", ""),
    "official_households": ("填常住户数", ""),
    "doors_checked": ("核对沿用代码的住户", ""),
    "plan_name": ("改名称", ""),
    "plan_starts_on": ("改筹备开始", ""),
    "plan_drive_on": ("改集中开始", ""),
    "plan_assessment_on": ("改评估开始", ""),
    "plan_deadline_on": ("改期限", ""),
    "plan_target_percent": ("改目标", ""),
    "plan_weekday": ("改周报日", ""),
    "plan_weekly_at": ("改周报时间", ""),
    "plan_month_day": ("改月报日", ""),
    "plan_monthly_at": ("改月报时间", ""),
}
_WORDS = {
    "all": "全部",
    "uncovered": "未覆盖",
    "covered": "已覆盖",
    "excluded": "已剔除",
    "unvisited": "未走访",
    "revisit": "需再访",
    "refused": "拒绝",
    "no_slip": "无完整告知单",
    "vacant": "空户",
    "registered_only": "空挂户",
    "away": "外出",
    "lives_elsewhere": "人户分离",
    "demolished": "拆迁",
    "moved_out": "迁出",
    "positions": "走访时的精确位置",
    "originals": "手机上传的原文",
    "asides": "已核对记录的原文",
    "notes": "走访和抽查的备注",
    "photos": "走访和剔除的照片",
    "strays": "不属于任何记录的图片",
    "pieces": "没有传完的图片",
    "rosters": "导入过的名册",
    "case_rows": "导入过的案件表格",
    "cases": "案件受害人的姓名、号码、地址和备注",
    "jobs": "生成过的文件",
    "slips": "告知单",
    "blank_slips": "空白告知单",
    **AUDIENCES,
    "new": "名册上没有的一户",
    "moved": "换了人家",
    "phone": "电话不对",
    "position": "位置不对",
    "slip_contents": "告知单的文字、签收人和签名",
    "visits": "入户宣传工作登记表",
    "households": "宣传台账（分户）",
    "villages": "宣传台账（分村）",
    "progress": "工作进度表",
    "weekly": "周通报",
    "monthly": "月通报",
    **{word: f"用途：{name}" for word, name in PURPOSES.items()},
}
_REFUSALS = {
    "not_allowed": "没有这项权限",
    "not_found": "不存在或不在管辖范围",
    "unknown_division": "不存在或不在管辖范围",
    "slip_unknown": "没有这个码的告知单",
    "sign_in_failed": "用户名或密码不对",
    "cross_site": "请求来自别的网站",
    "own_exclusion": "不能审批自己的申请",
    "own_proposal": "不能核实自己报的",
    "own_export_request": "不能批准自己的导出申请",
    "own_forgetting": "不能批准自己提出的依规删除",
    "export_over_allowance": "超过每天的导出限额",
    "phones_not_for_you": "不能导出完整电话",
    "own_account": "不能停用自己的账号或解除自己的验证器",
    "second_step_missing": "还没有绑定验证器",
    "code_wrong": "验证码不对或已经用过",
    "password_old_wrong": "原密码不对",
    "password_wrong": "密码不对",
    "provider_refused": "统一认证没有通过",
    "provider_unknown_account": "统一认证认出的人没有办公账号",
    "sign_in_wait": "多次输错，还要等候",
    "enrolment_code_wait": "多次输错绑定码，还要等候",
    "enrolment_code_wrong": "绑定码不对，或者已经用过",
    "phone_ended": "这部手机已停用",
    "phone_not_enrolled": "这部手机还没有绑定",
    "phone_key_used": "这部手机以前的绑定已停用，或属于别的账号",
    "signature_wrong": "手机的签名核对不上",
    "session_of_another": "手机替别的账号上传",
    "signature_used": "手机的签名已经用过",
    "demo_only_here": "演示账号只能在本机打开",
    "enrolment_unproven": "手机没有证明它有密钥",
    "second_step_done": "已经验证过了",
    "second_step_set": "已经绑定过验证器",
    "walks_not": "这个账号不用手机走访",
    "ledger_template_unknown": "没有这一版样表",
}
_UNREAD = "读不出"
# Said by their last letters.
_IDS = {"case": "案件编号", "household": "住户编号", "door_was": "手机报的住户编号"}
# Why a roster or a file was given up.
_FAILURES = {
    "job_failed": "服务器出错",
    "job_interrupted": "服务器几次中途停止",
    "busy": "服务器忙",
    "roster_empty": "文件是空的",
    "roster_failed": "服务器出错",
    "roster_interrupted": "处理中断",
    "roster_is_web_page": "文件是网页",
    "roster_locked": "文件有密码",
    "roster_not_a_workbook": "不是表格",
    "roster_not_ready": "名册没有读完",
    "roster_rows_unknown": "要合并的行不对",
    "roster_too_large": "文件太大",
    "roster_too_wide": "行列太多",
    "roster_unreadable": "文件打不开",
    "roster_unsafe": "文件解压后太大",
    "roster_without_header": "没有表头",
}
_SILENT = {
    "blobs",
    "passed_over",
    "merged",
    "separate",
    "changed",
    "phones_ended",
    "cases_fall",
    "loss_fall",
}  # said only when there are any


def action_name(word: str) -> str:
    """What was done; a word of a newer program as it is."""
    return ACTIONS[word].name if word in ACTIONS else word


def said(details: str, problem: str, names: Mapping[str, str]) -> str:
    """What an entry tells besides: why it was refused, counts, flags and the names of staff, by their id."""
    told: dict[str, Any] = json.loads(details)
    # How many comes first.
    parts = [_part(name, told[name], names) for name in sorted(told, key=lambda name: (name not in _COUNTS, name))]
    why = _REFUSALS.get(problem, problem)
    return "，".join(part for part in [why, *parts] if part)


def ids_in(details: str) -> list[str]:
    """The ids an entry tells, where they may be those of accounts."""
    told: dict[str, Any] = json.loads(details)
    return [value for name, value in told.items() if _is_account(name)]


def _part(name: str, value: Any, names: Mapping[str, str]) -> str:
    if _is_account(name):
        return names.get(value, "已注销的账号")
    if name in _COUNTS:
        return "" if name in _SILENT and not value else _COUNTS[name].format(f"{value:,}")
    if name in _FLAGS:
        return _FLAGS[name][0 if value else 1]
    if name in _IDS:
        return _IDS[name] + (_UNREAD if value == UNREAD else f" …{str(value)[-4:]}")
    if name == "outcome_was":
        return f"手机报的结果{_UNREAD if value == UNREAD else f'是{OUTCOMES[value]}'}"
    return _FAILURES.get(value, _REFUSALS.get(value, value)) if name == "code" else _WORDS.get(value, "")


def _is_account(name: str) -> bool:
    return name == "account" or name.startswith("worker")
