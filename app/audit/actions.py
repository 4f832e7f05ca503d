"""Everything that may stand in the log, one stable word each; tests hold every route to one of them (pure)."""

from dataclasses import dataclass
from typing import Literal

# A plain action shows and changes nothing of residents: only its refusals are recorded.
Sort = Literal["change", "export", "read", "session", "plain"]


@dataclass(frozen=True)
class Action:
    """What somebody did: the word in the log, its sort, how it reads, and what kind of thing its address names."""

    word: str
    sort: Sort
    name: str
    object_kind: str = ""


SIGN_IN = Action("sign_in", "session", "登录", "user")
SIGN_OUT = Action("sign_out", "session", "退出登录", "user")
CHANGE_PASSWORD = Action("change_password", "session", "修改自己的密码", "user")

LOOK_AT_ENROLMENT = Action("look_at_enrolment", "session", "查看绑定码", "user")
ENROL_PHONE = Action("enrol_phone", "session", "绑定手机", "device")

LIST_DOORS = Action("list_doors", "read", "查看住户名单", "division")
SEARCH_DOORS = Action("search_doors", "read", "查找住户", "division")
SHOW_DOOR = Action("show_door", "read", "查看住户", "household")
REVEAL_NUMBERS = Action("reveal_numbers", "read", "显示完整号码", "household")
SHOW_SIGNATURE = Action("show_signature", "read", "查看签名", "visit")
SHOW_PHOTO = Action("show_photo", "read", "查看照片", "visit")
LIST_EXCLUSIONS = Action("list_exclusions", "read", "查看剔除名单", "division")
PREVIEW_LEDGER = Action("preview_ledger", "read", "预览台账", "division")
SHOW_EXCLUSION_PHOTO = Action("show_exclusion_photo", "read", "查看剔除的照片", "exclusion")
LIST_ROSTER_ROWS = Action("list_roster_rows", "read", "查看名册内容", "roster")
LIST_ASIDE = Action("list_aside", "read", "查看待核对名单", "division")
SHOW_ASIDE = Action("show_aside", "read", "查看待核对记录", "aside")
SHOW_ASIDE_SIGNATURE = Action("show_aside_signature", "read", "查看待核对的签名", "aside")
FETCH_SNAPSHOT = Action("fetch_snapshot", "read", "手机下载住户", "division")
FETCH_CHANGES = Action("fetch_changes", "read", "手机更新住户", "division")

EXPORT_DOORS = Action("export_doors", "export", "导出住户名单", "division")
EXPORT_WALK = Action("export_walk", "export", "打印走访顺序表", "division")
EXPORT_LEDGER = Action("export_ledger", "export", "导出台账", "division")
EXPORT_KEPT_LEDGER = Action("export_kept_ledger", "export", "导出存档的台账", "kept_ledger")
EXPORT_PROGRESS = Action("export_progress", "export", "导出进度表", "division")  # in older logs
EXPORT_BAD_ROWS = Action("export_bad_rows", "export", "下载名册待修改的行", "roster")
EXPORT_AUDIT = Action("export_audit", "export", "导出审计记录", "division")
TAKE_FILE = Action("take_file", "export", "下载生成的文件", "job")
WRITE_BACKUP = Action("write_backup", "export", "写备份", "command")

MAKE_LIST = Action("make_list", "change", "生成住户名单", "job")
MAKE_LEDGER_FILE = Action("make_ledger_file", "change", "生成台账文件", "job")
END_JOB = Action("end_job", "change", "取消或删除文件", "job")
GIVE_UP_JOB = Action("give_up_job", "change", "文件没有生成", "job")
ASK_EXPORT = Action("ask_export", "change", "申请导出", "export_request")
APPROVE_EXPORT = Action("approve_export", "change", "批准导出", "export_request")
REFUSE_EXPORT = Action("refuse_export", "change", "驳回导出申请", "export_request")
TRACE_EXPORT = Action("trace_export", "change", "查文件是谁导出的", "export")

MOVE_DOORS = Action("move_doors", "change", "迁移住户", "division")
REQUEST_EXCLUSION = Action("request_exclusion", "change", "申请剔除", "exclusion")
APPROVE_EXCLUSION = Action("approve_exclusion", "change", "批准剔除", "exclusion")
REFUSE_EXCLUSION = Action("refuse_exclusion", "change", "驳回剔除", "exclusion")
APPROVE_EXCLUSIONS = Action("approve_exclusions", "change", "成批批准剔除")
REFUSE_EXCLUSIONS = Action("refuse_exclusions", "change", "成批驳回剔除")
WITHDRAW_EXCLUSION = Action("withdraw_exclusion", "change", "撤回剔除申请", "exclusion")
END_EXCLUSION = Action("end_exclusion", "change", "提前结束剔除", "exclusion")
WITHDRAW_VISIT = Action("withdraw_visit", "change", "撤回走访", "visit")
UPLOAD_ROSTER = Action("upload_roster", "change", "上传名册", "roster")
COMMIT_ROSTER = Action("commit_roster", "change", "确认导入名册", "roster")
TAKE_ROSTER = Action("take_roster", "change", "名册写入登记册", "roster")
GIVE_UP_ROSTER = Action("give_up_roster", "change", "名册导入失败", "roster")
ACCEPT_ASIDE = Action("accept_aside", "change", "采纳待核对记录", "aside")
REFUSE_ASIDE = Action("refuse_aside", "change", "不采纳待核对记录", "aside")
CHANGE_CAMPAIGN = Action("change_campaign", "change", "修改行动安排", "campaign")
MAKE_GRID = Action("make_grid", "change", "新建网格", "division")
EDIT_DIVISION = Action("edit_division", "change", "修改区划", "division")
SET_WORKERS = Action("set_workers", "change", "交接网格", "division")
ADD_WORKER = Action("add_worker", "change", "安排网格员", "division")
REMOVE_WORKER = Action("remove_worker", "change", "取消网格员", "division")
PUSH = Action("push", "change", "手机上传走访", "device")
TAKE_RESCUE = Action("take_rescue", "change", "带入手机导出文件", "device")
MAKE_LEDGER = Action("make_ledger", "change", "按期生成台账", "kept_ledger")
UPLOAD_LEDGER_TEMPLATE = Action("upload_ledger_template", "change", "上传台账样表", "ledger_template")
USE_LEDGER_TEMPLATE = Action("use_ledger_template", "change", "启用台账样表", "ledger_template")
MAKE_ENROLMENT = Action("make_enrolment", "change", "给出手机绑定码", "user")
END_PHONE = Action("end_phone", "change", "停用手机", "device")
TAKE_LAST_PARCEL = Action("take_last_parcel", "change", "停用的手机交出记录", "device")
PHONE_WIPED = Action("phone_wiped", "change", "停用的手机已清除", "device")
PUT_BLOB = Action("put_blob", "change", "手机上传图片", "blob")
SET_SECOND_STEP = Action("set_second_step", "change", "绑定验证器", "user")
END_OTHER_SESSIONS = Action("end_other_sessions", "change", "退出自己的其他登录", "user")
END_SESSION = Action("end_session", "change", "退出自己的一个登录", "sign_in")
MAKE_ACCOUNT = Action("make_account", "change", "新建账号", "user")
CHANGE_ACCOUNT = Action("change_account", "change", "停用或启用账号", "user")
GIVE_PASSWORD = Action("give_password", "change", "重设他人的密码", "user")
RESET_SECOND_STEP = Action("reset_second_step", "change", "解除他人的验证器", "user")
END_SESSIONS_OF = Action("end_sessions_of", "change", "结束他人的全部登录", "user")
END_SESSION_OF = Action("end_session_of", "change", "结束他人的一个登录", "user")
RUN_COMMAND = Action("run_command", "change", "在服务器上运行命令", "command")
FORGET = Action("forget", "change", "按期限删除", "command")
RESTORE_BACKUP = Action("restore_backup", "change", "恢复备份", "command")

SHOW_WAYS = Action("show_ways", "plain", "查看登录方式", "user")
GO_TO_PROVIDER = Action("go_to_provider", "plain", "去统一认证登录", "user")
SHOW_SESSION = Action("show_session", "plain", "查看登录", "user")
LIST_SESSIONS = Action("list_sessions", "plain", "查看登录列表", "user")
LIST_ACCOUNTS = Action("list_accounts", "plain", "查看账号管理", "division")
LIST_USERS = Action("list_users", "plain", "查看账号名单", "division")
LIST_DIVISIONS = Action("list_divisions", "plain", "查看区划", "division")
SHOW_DIVISION = Action("show_division", "plain", "查看区划", "division")
LIST_VANISHED = Action("list_vanished", "plain", "查看撤并村", "division")
LIST_CAMPAIGNS = Action("list_campaigns", "plain", "查看行动", "campaign")
SHOW_CAMPAIGN = Action("show_campaign", "plain", "查看行动安排", "campaign")
SHOW_COVERAGE = Action("show_coverage", "plain", "查看覆盖率", "division")
SHOW_DENOMINATOR = Action("show_denominator", "plain", "看应访户的构成")
SHOW_PACE = Action("show_pace", "plain", "查看进度", "division")
SHOW_MAP = Action("show_map", "plain", "查看地图", "division")
SHOW_TILE = Action("show_tile", "plain", "查看地图", "division")
LIST_ROSTERS = Action("list_rosters", "plain", "查看名册列表", "division")
SHOW_ROSTER = Action("show_roster", "plain", "查看名册进度", "roster")
SHOW_ENROLMENT = Action("show_enrolment", "plain", "查看绑定码用了没有", "user")
LIST_DEVICES = Action("list_devices", "plain", "查看手机列表", "division")
HAS_BLOB = Action("has_blob", "plain", "查询图片", "blob")
SHOW_ALLOWANCE = Action("show_allowance", "plain", "查看导出限额", "division")
LIST_KEPT_LEDGERS = Action("list_kept_ledgers", "plain", "查看存档的台账", "division")
SHOW_KEPT_LEDGER = Action("show_kept_ledger", "plain", "查看存档的台账", "kept_ledger")
SHOW_LEDGER_TEMPLATE = Action("show_ledger_template", "plain", "查看台账样表", "ledger_template")
LIST_EXPORTS = Action("list_exports", "plain", "查看导出记录", "division")
LIST_EXPORT_REQUESTS = Action("list_export_requests", "plain", "查看导出申请", "division")
LIST_JOBS = Action("list_jobs", "plain", "查看我的文件", "division")
SHOW_JOB = Action("show_job", "plain", "查看文件进度", "job")
LIST_AUDIT = Action("list_audit", "plain", "查看审计记录", "division")

ACTIONS = {action.word: action for action in list(globals().values()) if isinstance(action, Action)}
