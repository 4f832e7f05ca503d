"""Why case figures are not given as they were asked for."""

from app.problems import Problem


def cases_not_by_grid() -> Problem:
    return Problem("cases_not_by_grid", 422, "案件只登记到村（社区），不能按网格统计，请选村或乡镇。")


def goal_of_a_village() -> Problem:
    return Problem("goal_of_a_village", 422, "两降目标只能给县和乡镇（街道）定，请选县或乡镇。")
