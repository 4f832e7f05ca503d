"""What may be met by whoever asks about a slip or a day's root."""

from app.problems import Problem


def slip_unknown() -> Problem:
    return Problem("slip_unknown", 404, "县里没有这个码的告知单，请核对是否读全；仍查不到的，请向派出所查询。")


def slip_changed() -> Problem:
    return Problem(
        "slip_changed",
        409,
        "核对不通过：码是县里的，但县里现在存的封存记录已经不是当时的原样。请向县公安局查询，由管理员运行 flask check。",
    )


def root_changed() -> Problem:
    return Problem(
        "root_changed",
        409,
        "核对不通过：这一天的总账已经不是当时签章的原样，不能取走存档。请管理员在服务器上运行 flask check，并与以前存在别处的总账核对。",
    )


def slip_asked_too_often(seconds: int) -> Problem:
    return Problem(
        "slip_asked_too_often",
        429,
        f"从这里查了太多不存在的码，请等 {seconds} 秒再试。核对封存不受影响。",
        retry_after_s=seconds,
    )
