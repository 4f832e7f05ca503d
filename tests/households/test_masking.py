"""What is left to see of a number."""

import pytest

from app.households.masking import mask_id_number, mask_phone


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("110101199003077758", "110101********7758"),
        ("E12345678", "E******78"),
        ("123", "****"),
        ("", "****"),
        (None, None),
    ],
)
def test_an_id_number_shows_its_place_and_its_end(number: str | None, shown: str | None):
    assert mask_id_number(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13800001234", "138****1234"),
        ("8602345", "8****45"),
        ("056312345678", "056*****5678"),
        ("110", "****"),
        (None, None),
    ],
)
def test_a_telephone_number_shows_its_beginning_and_its_end(number: str | None, shown: str | None):
    assert mask_phone(number) == shown
