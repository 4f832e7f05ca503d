"""Passwords: how they are kept, how they are checked, and which ones anybody would guess."""

import secrets
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from app.people import refusals

SHORTEST = 8
# From here on length alone is enough, whatever it is made of.
LONG = 15
_ROWS = ("1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_HERE = Path(__file__).parent / "common_passwords.txt"
# OWASP's smallest argon2id setting: 19 MiB, two passes, one lane. A cheap server signs in
# hundreds of workers at eight in the morning; the library's default would take 64 MiB each.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Checked when the user name is unknown, so that both answers take the same time.
_nobody = _hasher.hash(secrets.token_urlsafe())


def keep(password: str, username: str) -> str:
    """The form in which a new password is kept; raises password_weak when it is too easy."""
    weakness = weakness_of(password, username)
    if weakness:
        raise refusals.password_weak(weakness)
    return _hasher.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether these words are the password; of nobody's account it is never right, and takes as long to say."""
    try:
        _hasher.verify(password_hash or _nobody, password)
    except VerifyMismatchError:
        return False
    return password_hash is not None


def weakness_of(password: str, username: str) -> str | None:
    """Why a password would be guessed early, in words; None when it would not."""
    plain = password.lower()
    if len(password) < SHORTEST:
        return f"至少要 {SHORTEST} 个字符，建议 {LONG} 个以上"
    if len(username) > 2 and username.lower() in plain:
        return "不能含有用户名"
    if plain in _common() or len(set(plain)) < 4 or any(plain in row * 2 or plain in row[::-1] * 2 for row in _ROWS):
        return "这个密码太常见"
    if len(password) < LONG and plain.isdigit():
        return "不能只用数字，生日、手机号很容易被猜到"
    return None


@cache
def _common() -> frozenset[str]:
    """Read when somebody chooses a password, which most processes never see: they take 18 MB."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415

    here = _HERE.read_text().splitlines()[1:]
    return frozenset((*FREQUENCY_LISTS["passwords"], *" ".join(here).split()))


def make() -> str:
    """A password to be handed over on paper and changed by its owner."""
    letters = "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(12))
    return "-".join(letters[start : start + 4] for start in range(0, 12, 4))
