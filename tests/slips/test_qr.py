"""The code of a slip: what it holds comes out as it went in, from the letters and from paper; anything else is none."""

import base64
import io
import random
from collections.abc import Iterator
from uuid import UUID

import pytest

from app.paper.printing import print_pdf
from app.prints import book, sheet
from app.slips import qr
from app.slips.qr import Code, NotACode
from tests.bench import made_up
from tests.bench.made_up import AT, ORIGIN
from tests.prints.printed import codes


def some(count: int, seed: int = 1) -> Iterator[Code]:
    rng = random.Random(seed)
    for _ in range(count):
        village = f"{rng.randrange(10**12):012d}"
        digests = rng.randbytes(32), rng.randbytes(8).hex(), rng.randbytes(64)
        yield Code(UUID(int=rng.getrandbits(128)), village, rng.randrange(1, 2**32), rng.randrange(2**48), *digests)


def test_what_it_holds_comes_out_again():
    for code in some(200):
        assert len(code.pack()) == 136
        assert Code.unpack(code.pack()) == code
        assert qr.read(code.address(ORIGIN)) == code


def test_its_letters_are_those_of_the_contract():
    """Laid out by hand, as the README has it."""
    code = Code(UUID(int=5), "341825101203", 17, 1_795_680_000_000, b"\x01" * 32, "0a" * 8, b"\x02" * 64)
    data = bytes.fromhex(
        "01" + "00" * 15 + "05" + f"{341825101203:010x}" + "00000011" + f"{1_795_680_000_000:012x}" + "01" * 32
    )
    letters = base64.b32encode(data + b"\x0a" * 8 + b"\x02" * 64).decode().rstrip("=")

    assert code.address(ORIGIN) == f"HTTPS://QIAOMEN.EXAMPLE.GOV.CN/S/{letters}"
    assert len(letters) == 218


@pytest.mark.parametrize("text", ["", "/S/", "https://a/s/ABC", "HTTPS://A/S/" + "A" * 217, "HTTPS://A/S/" + "1" * 218])
def test_anything_else_is_no_code(text: str):
    with pytest.raises(NotACode):
        qr.read(text)


def test_one_code_has_one_spelling():
    """The last letter holds two bits that count for nothing: set, they would be a second way to write the same."""
    address = next(some(1)).address(ORIGIN)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    other = alphabet[alphabet.index(address[-1]) | 1]

    assert other != address[-1]
    with pytest.raises(NotACode):
        qr.read(address[:-1] + other)


def test_it_is_large_enough_for_a_scanner_and_no_larger_than_its_corner():
    code = qr.picture(next(some(1)).address(ORIGIN))

    assert 36 < code.mm < 42


def test_forty_of_forty_are_read_from_paper():
    """A thousand of them: python -m tests.bench slips."""
    slips = [made_up.slip(number) for number in range(40)]
    file = io.BytesIO()
    print_pdf(
        file, sheet.TEMPLATE, [book.part(slips, book.County(ORIGIN, None), "导出编号 000001")], title="四十份", at=AT
    )

    assert [qr.read(found) for found in codes(file.getvalue())] == [slip.seal.code for slip in slips]


def test_a_reader_may_make_its_letters_small():
    code = next(some(1))

    assert qr.read(code.address(ORIGIN).lower()) == code
