"""ID numbers, telephone numbers, and what makes two entries the same door (pure)."""

import re
import unicodedata
from datetime import date

from app.unseen import UNSEEN

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_BLANKS = re.compile(f"[\\s{UNSEEN}]+")
# Passports and permits stand in the same column of many rosters; they carry no check digit.
_OTHER_DOCUMENT = re.compile(r"[A-Z]{1,2}\d{6,10}")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}|[48]00\d{7}|[2-9]\d{6,7}")
_EIGHTEEN = re.compile(r"\d{17}[\dX]")
_PHONE_MARKS = re.compile(r"[-()—–.]")
_COUNTRY = re.compile(r"^(\+86|0086|86(?=1\d{10}$))")
_PHONE_ENDS = re.compile(r"[;；,，、/|\s]+")
_DASHES = re.compile(r"[—–~－−]+")
# Most addresses have nothing else: there is nothing to take out of one.
_PLAIN_ADDRESS = re.compile(r"[\u4e00-\u9fff0-9]*")
_ADDRESS_NOISE = re.compile(r"[\s,，、;；.。·_|]+")


def normalise_code(text: str) -> str:
    """A code as machines write it: half-width, no blanks, none of the marks that keep Excel from counting."""
    if text.isascii() and text.isalnum():
        return text.upper()
    text = _BLANKS.sub("", _half_width(text))
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    return text.lstrip("'`‘’").upper()


def id_number_fault(number: str) -> str | None:
    """What is wrong with a normalised ID number, in words; None when nothing is (GB 11643).

    A number that ends in 000 passes the check digit once in eleven times after Excel has cut it to
    15 digits, so it is refused although one in a thousand real ones looks like that.
    """
    if _OTHER_DOCUMENT.fullmatch(number):
        return None
    if not _EIGHTEEN.fullmatch(number):
        return "是 15 位旧号码，请换成 18 位" if re.fullmatch(r"\d{15}", number) else "应为 18 位数字（末位可为 X）"
    faults = (
        (not _is_birthday(number[6:14]), "里的出生日期不存在"),
        (number.endswith("000"), "以 000 结尾，多半被 Excel 截断过，请核对原件；确实如此的请先留空"),
        (check_digit(number[:17]) != number[17], "校验不通过，请核对有没有抄错"),
    )
    return next((fault for is_so, fault in faults if is_so), None)


def check_digit(first_17: str) -> str:
    """The last character that belongs to the first seventeen digits."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True)) % 11]


def _is_birthday(digits: str) -> bool:
    try:
        return date(1850, 1, 1) < date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) <= date(2100, 1, 1)
    except ValueError:
        return False


def phones_in(text: str) -> tuple[list[str], list[str]]:
    """The telephone numbers written in a cell, mobiles first, and the parts that are none."""
    if not text:
        return [], []
    good, odd = [], []
    for part in _PHONE_ENDS.split(_half_width(text).strip()):
        number = normalise_phone(part)
        if number:
            good.append(number)
        elif part:
            odd.append(part)
    return sorted(dict.fromkeys(good), key=lambda number: not number.startswith("1")), odd


def normalise_phone(text: str) -> str | None:
    """The digits to dial, or None when it cannot be a telephone number."""
    digits = _PHONE_MARKS.sub("", normalise_code(text))
    digits = _COUNTRY.sub("", digits)
    return digits if _PHONE.fullmatch(digits) else None


def normalise_address(address: str) -> str:
    """An address without what people write differently: width of characters, blanks, commas, dashes."""
    if _PLAIN_ADDRESS.fullmatch(address):
        return address
    return _DASHES.sub("-", _ADDRESS_NOISE.sub("", _half_width(address))).upper()


def normalise_name(name: str) -> str:
    """A name without blanks, for comparing."""
    return _BLANKS.sub("", _half_width(name))


def _half_width(text: str) -> str:
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def door_key(village_code: str, kind: str, door_code: str | None, address: str, name: str) -> str:
    """What makes two roster rows the same door: village, kind, and its 户号 or else its address and name."""
    if door_code:
        return f"{village_code}|{kind}|#{normalise_code(door_code)}"
    return f"{village_code}|{kind}|{normalise_address(address)}|{normalise_name(name)}"
