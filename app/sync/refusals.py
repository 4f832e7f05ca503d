"""What can be wrong with a file that a phone exported, with the county's key, and with a door that is not on the register yet."""

from app.problems import Problem


def not_a_rescue_file() -> Problem:
    return Problem("not_a_rescue_file", 422, "这不是手机导出的“待上传”文件，请核对后重新选择。")


def rescue_of_another_county() -> Problem:
    return Problem("rescue_of_another_county", 409, "这个文件是用别的县（或更换前）的密钥封存的，本县打不开。")


def rescue_damaged() -> Problem:
    return Problem("rescue_damaged", 422, "文件已损坏或不完整，请从手机重新导出。记录都还在手机上。")


def author_unproven() -> Problem:
    return Problem("author_unproven", 422, "无法证明这条记录出自这部手机，已原样留存待核对。")


def no_county_key() -> Problem:
    return Problem("no_county_key", 409, "本县还没有密钥，打不开导出文件。请由管理员在服务器上运行 flask make-key。")


def county_key_exists(path: str) -> Problem:
    return Problem("county_key_exists", 409, f"密钥已在 {path}，不能覆盖：换了密钥，已导出的文件就打不开了。")


def phone_was_ended() -> Problem:
    return Problem("phone_was_ended", 409, "这部手机已被停用，它交出的记录已原样留存待核对。")


def door_not_there(state: str, refusal: str | None) -> Problem:
    """What is said of anything done at a door that was proposed, and is not on the register."""
    return door_refused(refusal or "") if state == "refused" else door_unconfirmed()


def door_unconfirmed() -> Problem:
    return Problem("door_unconfirmed", 422, "这一户还在等派出所核实，走访已留存，核实后自动计入。")


def door_refused(why: str) -> Problem:
    return Problem("door_refused", 422, f"这一户没有通过核实（{why}），走访已留存，由派出所处理。")


def door_there_already() -> Problem:
    return Problem("door_there_already", 409, "这一户已经报过，或已在名册上。重复的一份已原样留存。")


def door_nowhere() -> Problem:
    return Problem("door_nowhere", 422, "新报的户所在的网格不存在，已原样留存待处理。")


def proposal_not_repaired() -> Problem:
    return Problem(
        "proposal_not_repaired", 409, "这是报的新户或更正，不能采纳成走访。请核对后到“住户”里处理，再选“不采纳”并写明。"
    )
