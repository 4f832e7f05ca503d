"""Why a campaign's plan is not changed."""

from app.problems import Problem


def plan_out_of_order() -> Problem:
    return Problem(
        "plan_out_of_order", 422, "日期先后不对：应为筹备开始、集中开始、评估开始依次向后，期限不早于集中开始。"
    )


def phase_begun(name: str) -> Problem:
    return Problem("phase_begun", 409, f"{name}已经开始，开始日期不能再改；过去的日子按当时的安排算。", field=name)


def plan_in_past(name: str) -> Problem:
    return Problem("plan_in_past", 422, f"{name}只能改为今天或以后：过去的日子按当时的安排算。", field=name)


def deadline_over() -> Problem:
    return Problem("deadline_over", 409, "期限已过，目标不能再改；如要延期，请同时填写新的期限。")
