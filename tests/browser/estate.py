"""A small county with a building, a corridor and a street in worker1's first grid, for walking from door to door."""

import csv
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.conftest import ROOT, _tool, demo, served

GRID = "341825100200001"
# What a dictionary reads wrong: 单 shàn, 仇 qiú, 曾 zēng, 解 xiè, 区 ōu, 查 zhā, 盖 gě, 尉迟 yùchí, 万俟 mòqí.
NAMES = ["单雄信", "仇英", "曾小兰", "解晋", "区桂芳", "查良玉", "盖文清", "尉迟恭", "万俟明"]
FLATS = [f"河滨小区3幢{unit}单元{floor}0{side}室" for unit in (1, 2) for floor in range(1, 6) for side in (1, 2)]
CORRIDOR = [f"东苑公寓1幢{floor}0{room}室" for floor in (1, 2) for room in range(1, 9)]
STREET = [f"沿河路{number}号" for number in range(1, 11)]
HERE = (30.2912, 118.5431)


def _rows() -> Iterator[list[str]]:
    # Each within metres of its own place; the street lies farthest away.
    for east, addresses in enumerate((FLATS, CORRIDOR, STREET)):
        for step, address in enumerate(addresses):
            along = step * 0.0001 if addresses is STREET else 0
            name = NAMES[step] if addresses is FLATS and step < len(NAMES) else f"住户{address[-5:-1]}"
            yield [name, address, "第1网格", f"{HERE[0] + along:.6f}", f"{HERE[1] + east * 0.002:.6f}"]


def _long_streets(count: int) -> Iterator[list[str]]:
    for number in range(count):
        street, house = divmod(number, 100)
        name = f"{NAMES[number % len(NAMES)][0]}{'东南西北中春夏秋冬'[number % 9]}{'明华强丽芳'[number % 5]}"
        place = (HERE[0] + 0.01 + street * 0.0004, HERE[1] + house * 0.0001)
        yield [name, f"长街{street}巷{house + 1}号", "第1网格", f"{place[0]:.6f}", f"{place[1]:.6f}"]


@contextmanager
def estate(more: int = 0) -> Iterator[str]:
    """Serve it, with so many more doors in long streets; answers the address."""
    with TemporaryDirectory(prefix="qiaomen-estate-") as folder:
        roster = Path(folder, "roster.csv")
        with roster.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(
                [["户主姓名", "详细地址", "网格", "纬度", "经度"], *_rows(), *_long_streets(more)]
            )
        env = demo(folder, "60")
        brought = [_tool("flask"), "--app", "wsgi", "import-roster", str(roster), "--scope", GRID[:12]]
        subprocess.run(brought, cwd=ROOT, env=env, check=True)
        with served(env) as url:
            yield url
