"""Why a campaign's plan is not changed, and its notice not worded so."""

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


def _braced(names: list[str]) -> str:
    return "、".join(f"{{{name}}}" for name in names)


def blank_unknown(names: list[str], known: list[str]) -> Problem:
    """The known ones as the desk's buttons say them: it shows no others."""
    return Problem(
        "blank_unknown", 422, f"{_braced(names)} 填不了，花括号里只能是 {_braced(known)}，请点按钮插入。", names=names
    )


def brace_loose(brace: str, line: int) -> Problem:
    return Problem(
        "brace_loose",
        422,
        f"第 {line} 行的“{brace}”不能单独用：要填的内容请点按钮插入，多出来的括号请删去。",
        line=line,
    )


def blank_in_title() -> Problem:
    return Problem("blank_in_title", 422, "标题里不能有要填的内容，请写到正文里。")


def wording_empty() -> Problem:
    return Problem("wording_empty", 422, "告知单要有标题和正文。")


def wording_same() -> Problem:
    return Problem("wording_same", 409, "和正在使用的这一版一样，没有存成新版本。")
