"""Why nothing can be printed."""

from app.problems import Problem


def no_font() -> Problem:
    return Problem(
        "no_font", 503, "服务器上没有中文字体，打印不出来。请县里的管理员在服务器上运行 flask doctor，按提示装好。"
    )
