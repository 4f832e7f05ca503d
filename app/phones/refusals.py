"""Why a phone is not enrolled."""

from app.problems import Problem


def enrolment_code_wrong() -> Problem:
    return Problem(
        "enrolment_code_wrong", 409, "绑定码不对，或者已经用过、过期了。请核对；还不行，请向村或派出所要一个新的。"
    )


def enrolment_unproven() -> Problem:
    return Problem("enrolment_unproven", 422, "手机没有证明它有这把密钥，请重新打开绑定页面再试。")


def walks_not(name: str) -> Problem:
    return Problem("walks_not", 422, f"{name}不用手机端走访，不能绑定手机。")
