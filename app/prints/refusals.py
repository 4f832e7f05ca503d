"""Every way printing slips can be refused, each with its code and its sentence."""

from app.problems import Problem


def slips_of_one_village() -> Problem:
    return Problem("slips_of_one_village", 422, "告知单一次打印一个村（社区）或一个网格的，请先选到村或网格。")


def slip_not_on_paper() -> Problem:
    return Problem("slip_not_on_paper", 409, "这次走访的告知单不是纸质的，没有纸面编码可以核对。")


def no_blank_slip() -> Problem:
    return Problem("no_blank_slip", 409, "这一户已不在登记册上，不能再打印空白告知单。")
