"""ID numbers, telephone numbers and door keys."""

from pathlib import Path

import pytest

from app.households.identity import (
    check_digit,
    door_key,
    id_number_fault,
    normalise_address,
    normalise_code,
    normalise_phone,
    phones_in,
)

_PREFIXES = Path(__file__).parents[1] / "data" / "rosters" / "mobile-prefixes-jionlp.txt"


@pytest.mark.parametrize("first", ["34182519900101123", "81000019900101001", "33011320000229002", "90000019851231999"])
def test_a_right_number_of_any_county_has_no_fault(first: str) -> None:
    assert id_number_fault(first + check_digit(first)) is None


def test_any_other_check_digit_is_a_fault() -> None:
    first = "34182519900101123"
    wrong = set("0123456789X") - {check_digit(first)}

    assert all(id_number_fault(first + digit) for digit in wrong)


@pytest.mark.parametrize("number", ["E12345678", "EA1234567", "H1234567890"])
def test_a_passport_or_permit_is_taken_as_it_is(number: str) -> None:
    assert id_number_fault(number) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("３４１８２５１９９００１０１１２３x", "34182519900101123X"),
        (" 3418 25 ", "341825"),
        ('="0563"', "0563"),
        ("'12", "12"),
    ],
)
def test_a_code_is_read_however_it_is_written(written: str, code: str) -> None:
    assert normalise_code(written) == code


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+8613812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("0563-8021234", "05638021234"),
        ("(0563)8021234", "05638021234"),
        ("8021234", "8021234"),
        ("187970", None),
        ("12812345678", None),
        ("无", None),
    ],
)
def test_a_telephone_number_is_the_digits_to_dial(written: str, number: str | None) -> None:
    assert normalise_phone(written) == number


def test_of_several_numbers_the_mobile_comes_first() -> None:
    assert phones_in("0563-8021234;13812345678、停机") == (["13812345678", "05638021234"], ["停机"])


def test_every_mobile_prefix_is_known() -> None:
    prefixes = [line.split()[0] for line in _PREFIXES.read_text("utf-8").splitlines() if line.strip()]

    assert prefixes
    assert [p for p in prefixes if p.startswith("1") and normalise_phone(p.ljust(11, "0")) is None] == []


@pytest.mark.parametrize("written", ["桥东村 2组，5号", "桥东村２组5号", "桥东村2组5号 "])
def test_an_address_is_one_however_it_is_written(written: str) -> None:
    assert normalise_address(written) == "桥东村2组5号"


def test_the_number_of_a_household_is_its_key_before_address_and_name() -> None:
    assert door_key("991100100001", "family", "７００1", "2组5号", "孙五") == "991100100001|family|#7001"
    assert door_key("991100100001", "family", None, "2组 5号", "孙 五") == "991100100001|family|2组5号|孙五"
