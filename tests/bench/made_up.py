"""Slips of nobody: each with words, strokes and a seal of its own, for what is measured without a county."""

import math
import random
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from app.campaigns.defaults import DEFAULTS
from app.campaigns.notice import Door, fill
from app.prints import marks
from app.prints.sheet import Seal, Told
from app.slips.qr import Code
from app.slips.ways import WAYS

NOTICE = DEFAULTS["family"]
AT = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
ORIGIN = "https://qiaomen.example.gov.cn"


def slip(number: int) -> Told:
    """The same for the same number, another for any other."""
    rng = random.Random(number)
    name = "王" + chr(0x4E00 + rng.randrange(9000)) + chr(0x4E00 + rng.randrange(9000))
    address, at = f"桥东村{number % 37}组{number}号", AT + timedelta(seconds=rng.randrange(10**6))
    door = Door(name, address, "桥东村", date(2026, 11, 22), "网格员")
    return Told(
        title=NOTICE.title,
        campaign="冬季反诈入户宣传",
        audience="family",
        version=3,
        text=f"{fill(NOTICE.body, door)}\n\n{WAYS['signed'].closing}",
        way="signed",
        way_name="本人签字",
        household=name,
        kind="family",
        address=f"城关镇{address}",
        signer=name,
        relation="self",
        worker="网格员",
        witness="",
        reason="",
        earliest=at - timedelta(minutes=rng.randrange(1, 90)),
        best=at,
        latest=at + timedelta(minutes=rng.randrange(1, 90)),
        where=f"手机报的位置距住户登记位置 {rng.randrange(200)} 米，手机自报误差 {rng.randrange(5, 90)} 米",
        receipt=10_000 + number,
        received_at=at + timedelta(hours=3),
        marks=(),
        mark=marks.drawn(strokes(rng)),
        lacks="",
        seal=Seal(code(rng, number), "桥东村", at + timedelta(hours=3)),
    )


def code(rng: random.Random, number: int) -> Code:
    """What is sealed, of random digests: as hard to read as a real one."""
    ids = UUID(int=rng.getrandbits(128)), "991101100001", number + 1, 1_795_680_000_000 + number
    return Code(*ids, rng.randbytes(32), rng.randbytes(8).hex(), rng.randbytes(64))


def strokes(rng: random.Random, count: int = 9, points: int = 24) -> list[list[list[int]]]:
    """A signature of some 200 points, as a finger makes them."""
    found = []
    for _ in range(count):
        x, y, turn = 20 + rng.random() * 220, 20 + rng.random() * 70, rng.random() * math.tau
        stroke = []
        for at in range(points):
            turn += rng.uniform(-0.35, 0.35)
            x, y = x + 4 * math.cos(turn), y + 3 * math.sin(turn)
            stroke.append([round(x), round(y), 16 * at])
        found.append(stroke)
    return found
