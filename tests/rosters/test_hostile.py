"""A file that was made to harm is refused in words, and costs no more than a good one."""

import io
from pathlib import Path

import pytest

from app.problems import Problem
from app.rosters.reading import read_sheets
from tests.county import EAST, County
from tests.memory import peak_of
from tests.person import Person
from tests.rosters.desk import Import, wait_for
from tests.rosters.hostile import BOMBS, GOOD, one_text

pytestmark = pytest.mark.one_database

MOST_MB = 200
READ = """
from app.problems import Problem
from app.rosters.reading import read_sheets
try:
    outcome = [len(sheet.rows) for sheet in read_sheets(Path(sys.argv[1]).read_bytes())]
except Problem as problem:
    outcome = problem.code
"""
NAMES = [
    "../../etc/passwd.xlsx",
    "..\\..\\windows\\system32.xlsx",
    "/etc/cron.d/evil.xlsx",
    "C:\\autoexec.xlsx",
    "....//....//x.xlsx",
    "%2e%2e%2fx.xlsx",
    "..%c0%afx.xlsx",
    "file:///etc/passwd",
    "\\\\server\\share\\x.xlsx",
    "~/.ssh/authorized_keys",
    "x.xlsx/../../y",
    "a\x01b.xlsx",
    "名册\u202exslx.exe",
    "'; DROP TABLE household; --.xlsx",
    '"><script>alert(1)</script>.xlsx',
    "a\tb.xlsx",
    "nul.xlsx",
    "con",
    ".",
    "..",
    "...",
    "-rf.xlsx",
    "$(reboot).xlsx",
    "`id`.xlsx",
    "|cat.xlsx",
    "x" * 250 + ".xlsx",
    " .xlsx",
    "名册;filename=evil.exe",
    'a"; filename="evil.exe',
    "\u2028x.xlsx",
]


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_within_bounds(name: str, tmp_path: Path):
    make, code = BOMBS[name]
    file = tmp_path / "bomb"
    file.write_bytes(make())

    outcome, peak = peak_of(READ, str(file))

    assert outcome == code
    assert peak < MOST_MB


@pytest.mark.parametrize("name", BOMBS)
def test_whoever_brings_one_is_told_what_to_do(frank: Person, name: str):
    make, code = BOMBS[name]

    answer = frank.upload("/rosters", file=(io.BytesIO(make()), "名册.xlsx"), scope=EAST)

    if answer.status_code == 202:
        wait_for(answer.json["id"])
        answer = frank.get(f"/rosters/{answer.json['id']}")
        assert answer.json["state"] == "failed"
    assert answer.json["code"] == code
    assert answer.json["message"].endswith("。")


def test_nothing_of_one_is_handed_on():
    """It was ended in the middle of a sheet: a part of a list is no list."""
    with pytest.raises(Problem, match="roster_unsafe"):
        next(read_sheets(one_text()))


def test_a_good_one_is_read_as_before(tmp_path: Path):
    file = tmp_path / "good"
    file.write_bytes(GOOD)

    assert peak_of(READ, str(file))[0] == [2]


def test_a_name_is_never_a_path(frank: Person, county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Thirty names: each is kept as a name, given back as a name, and no file is made anywhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    for name in NAMES:
        roster = Import(frank, "户主姓名,详细地址\n孙五,\n".encode(), EAST, name)
        with frank.get(f"{roster.path}/bad.xlsx") as answer:
            said = answer.headers["Content-Disposition"]
            assert answer.data.startswith(b"PK")
        kept = said.removeprefix("attachment; filename=list.xlsx; filename*=UTF-8''")
        assert kept != said
        assert all(letter.isascii() and (letter.isalnum() or letter in "%-_.~") for letter in kept), said
        assert not {"%2F", "%5C", "%00", "%0A", "%0D", "%22"} & {kept[i : i + 3] for i in range(len(kept))}

    assert list(tmp_path.iterdir()) == []
