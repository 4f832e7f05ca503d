"""Why a spot check is not drawn, or an answer not taken."""

from app.problems import Problem


def check_needs_village() -> Problem:
    return Problem("check_needs_village", 422, "抽查按村（社区）进行，请选一个村。", field="village")


def nothing_to_check() -> Problem:
    return Problem("nothing_to_check", 409, "这个村还没有已覆盖的户，没有可抽查的。")


def check_still_open() -> Problem:
    return Problem("check_still_open", 409, "这个村还有一次抽查没有结束，请先把它做完或结束。")


def checker_not_blind(name: str) -> Problem:
    return Problem(
        "checker_not_blind", 422, f"{name}在这个村走访过或负责过网格，不能抽查，请换一个人。", field="checker_id"
    )


def check_ended() -> Problem:
    return Problem("check_ended", 409, "这次抽查已经结束。")


def unknown_check() -> Problem:
    return Problem("unknown_check", 422, "这一户的抽查不是派给你的，结果已经保留，等派出所核对。")
