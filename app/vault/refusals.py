"""What can be wrong with the keys and with what they seal: one function each, with a sentence to act on."""

from app.problems import Problem


def data_key_missing(path: str) -> Problem:
    return Problem(
        "data_key_missing",
        503,
        f"找不到数据密钥文件 {path}（环境变量 DATA_KEY_FILE）。已有数据的县，请把原来的密钥文件放回去；"
        "新的县，请运行 flask make-key。 The data key file is missing: put it back, or run flask make-key for a new county.",
    )


def data_key_readable_by_others(path: str) -> Problem:
    return Problem(
        "data_key_readable_by_others",
        503,
        f"数据密钥文件 {path} 别人也能读，已拒绝使用。请运行 chmod 400 {path}。"
        " Others may read the data key file: chmod 400 it.",
    )


def data_key_broken(path: str) -> Problem:
    return Problem(
        "data_key_broken",
        503,
        f"数据密钥文件 {path} 读不出来或已损坏，请换回另外保存的那一份。 The data key file cannot be read: put your copy back.",
    )


def data_key_exists(path: str) -> Problem:
    return Problem("data_key_exists", 409, f"数据密钥已在 {path}，不能覆盖：换了它，已有的数据就打不开了。")


def data_key_wrong(path: str) -> Problem:
    return Problem(
        "data_key_wrong",
        503,
        f"数据密钥文件 {path} 不是这个数据库的，打不开其中的数据。请换回这个县原来的密钥文件。"
        " The data key file belongs to another database: put this county's own back.",
    )


def no_data_key() -> Problem:
    return Problem(
        "no_data_key",
        503,
        "这个数据库还没有数据密钥，不能保存电话、身份证号、签名和照片。请运行 flask make-key。"
        " This database has no data key yet: run flask make-key.",
    )


def not_yet_sealed() -> Problem:
    return Problem(
        "not_yet_sealed",
        503,
        "数据库还没有更新到这一版，请先运行 flask prepare 或 flask db upgrade。"
        " Bring the database up to date first: flask prepare, or flask db upgrade.",
    )


class ValueUnreadable(Problem):
    """One value is damaged: whoever shows many things may go on with the others, and says so."""


def value_unreadable(place: str) -> ValueUnreadable:
    return ValueUnreadable(
        "value_unreadable",
        500,
        "有一项加密的数据打不开，可能损坏或被人动过。请管理员在服务器上运行 flask check，并用备份恢复。",
        place=place,
    )
