"""What can be wrong with a backup: one function each, with a stable code and a sentence to act on."""

from app.problems import Problem


def backup_exists(name: str) -> Problem:
    return Problem("backup_exists", 409, f"{name} 已经存在。备份不覆盖任何文件，请换一个文件名。")


def not_a_backup() -> Problem:
    return Problem("not_a_backup", 422, "这不是本系统的备份，或与本县所用的数据库（SQLite、PostgreSQL）不同。")


def backup_damaged(lines: list[str]) -> Problem:
    return Problem("backup_damaged", 422, "备份已损坏、不完整或被改动过，不能使用，请改用另一份。", lines=lines)


def backup_of_another_history() -> Problem:
    return Problem(
        "backup_of_another_history",
        409,
        "这份备份与现在的数据库不是同一段历史（别的县，或恢复之前的），不能据此清除手机上的记录。请重新备份后再验证。",
    )


def backup_of_another_county() -> Problem:
    return Problem(
        "backup_of_another_county", 409, "现在的数据库是别的县（或演示县）的。确实要用这份备份替换，请加 --anyway。"
    )


def backup_too_old(seq: int, backed_up: int) -> Problem:
    return Problem(
        "backup_too_old",
        409,
        f"这份备份只到第 {seq} 号，而手机可能已清除第 {backed_up} 号及以前的记录，恢复它会丢失走访。"
        "请改用更新的备份；确实只有这一份，请加 --anyway。",
        seq=seq,
        backed_up=backed_up,
    )


def backup_parted(backed_up: int) -> Problem:
    return Problem(
        "backup_parted",
        409,
        f"这份备份是上次恢复之前的另一段历史，手机可能已清除的第 {backed_up} 号及以前的记录它不全有，恢复它会丢失走访。"
        "请改用上次恢复之后写的备份；确实要用这一份，请加 --anyway。",
        backed_up=backed_up,
    )


def backup_no_room() -> Problem:
    return Problem("backup_no_room", 507, "磁盘空间不够，没有完成，也没有留下半份文件。请腾出空间或换一个磁盘再试。")


def backup_failed(why: str) -> Problem:
    return Problem("backup_failed", 500, f"没有完成，数据库没有改变。原因：{why}", why=why)


def database_tool_missing(name: str) -> Problem:
    return Problem("database_tool_missing", 500, f"服务器上没有 {name}，请先安装 postgresql-client。")


def county_in_use() -> Problem:
    return Problem("county_in_use", 409, "现在的数据库文件已损坏，而服务器还开着它。请先停止服务器，再恢复。")


def county_damaged(lines: list[str]) -> Problem:
    return Problem(
        "county_damaged", 500, "现在的数据库本身已损坏，没有写备份。请用最近一份验证过的备份恢复。", lines=lines
    )


def drill_not_allowed(user: str) -> Problem:
    return Problem(
        "drill_not_allowed", 403, f"数据库账号 {user} 不能建库，无法试恢复。请由管理员执行 ALTER ROLE {user} CREATEDB。"
    )


def backup_of_newer_program() -> Problem:
    return Problem("backup_of_newer_program", 409, "备份来自更新版本的程序，请先升级本程序再用它。")
