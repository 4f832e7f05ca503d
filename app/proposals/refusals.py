"""Every way in which a decision on a proposal can be refused, each with its code and its sentence."""

from app.problems import Problem

# What the worker reads of a telephone that was closed when another family was confirmed at its door.
PHONE_OF_THOSE_BEFORE = "这一户已换了人家，原来那家的电话更正不再适用。"


def proposal_already_decided() -> Problem:
    return Problem("proposal_already_decided", 409, "这一条已经有人处理过了，请刷新页面。")


def own_proposal() -> Problem:
    return Problem("own_proposal", 409, "不能核实自己报的，须由他人核实。")


def door_on_register() -> Problem:
    return Problem(
        "door_on_register", 409, "同一地址、同一户名已在名册上。请看旁边列出的户；确实重复的，写明是哪一户后不采纳。"
    )


def door_gone() -> Problem:
    return Problem("door_gone", 409, "这一户已不在名册上，不能更正。请写明原因后不采纳。")


def family_has_moved() -> Problem:
    return Problem(
        "family_has_moved", 409, "报这个电话以后，这一户已换了人家，不能改成原来那家的电话。请写明原因后不采纳。"
    )


def visits_just_came() -> Problem:
    return Problem("visits_just_came", 409, "刚刚又传来这一户的走访，请再按一次。")
