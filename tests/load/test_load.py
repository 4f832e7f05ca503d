"""`make load` itself: a run that nobody makes for a month must still go when it is made."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_few_phones_at_once():
    few = ["--phones", "3", "--visits", "4", "--readers", "2", "--doors", "5"]
    said = subprocess.run(
        [sys.executable, "-m", "tests.load", *few], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert said.returncode == 0, said.stderr
    lines = [" ".join(line.split()) for line in said.stdout.splitlines()]
    assert any(line.startswith("taken in 12 in") and "verdicts {'created': 12}" in line for line in lines), lines
    assert "lost [0, 0, 0] events, signatures, covers; numbers missing 0" in lines
    assert "households received 10 of 10" in lines
