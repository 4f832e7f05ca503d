"""What somebody without an account may meet who asks about a slip."""

from app.problems import Problem


def slip_unknown() -> Problem:
    return Problem("slip_unknown", 404, "县里没有这个码的告知单，请核对是否读全；仍查不到的，请向派出所查询。")


def slip_asked_too_often(seconds: int) -> Problem:
    return Problem(
        "slip_asked_too_often",
        429,
        f"从这里查了太多不存在的码，请等 {seconds} 秒再试。核对封存不受影响。",
        retry_after_s=seconds,
    )
