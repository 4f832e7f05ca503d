"""Why case figures are not given as they were asked for."""

from app.problems import Problem


def cases_not_by_grid() -> Problem:
    return Problem("cases_not_by_grid", 422, "案件登记在村（社区），一个网格单独没有统计：请选它的村，再“按网格”看。")


def goal_of_a_village() -> Problem:
    return Problem("goal_of_a_village", 422, "两降目标只能给县和乡镇（街道）定，请选县或乡镇。")
