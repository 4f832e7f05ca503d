"""`python -m tests.fuzz`: fuzzes each parser for ten minutes and prints what came of it; fails on any crash."""

import re
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.targets import PLANTED, TARGETS

# What libFuzzer says of itself while it works.
_DONE = re.compile(r"^Done (\d+) runs in (\d+) second", re.MULTILINE)
_COVERED = re.compile(r"cov: (\d+)")


def main() -> int:
    """The exit code: 0 when nothing crashed."""
    parser = ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(TARGETS), help="only this parser; may be repeated")
    parser.add_argument("--minutes", type=float, default=10, help="how long each")
    parser.add_argument("--finds", type=Path, default=Path("instance/fuzz"), help="where crashing inputs are kept")
    options = parser.parse_args()
    options.finds.mkdir(parents=True, exist_ok=True)
    print(f"{'parser':10}{'runs':>12}{'seconds':>9}{'branches':>10}  result", flush=True)
    if _is_sound("planted", PLANTED.seeds, options.finds, 1):
        print("The planted bug was not found: nothing that follows would mean anything.")
        return 1
    names = options.only or list(TARGETS)
    sound = [_is_sound(name, TARGETS[name].seeds, options.finds, options.minutes) for name in names]
    return 0 if all(sound) else 1


def _is_sound(name: str, seeds: tuple[bytes, ...], finds: Path, minutes: float) -> bool:
    with TemporaryDirectory(prefix="qiaomen-fuzz-") as corpus:
        for number, seed in enumerate(seeds):
            (Path(corpus) / f"seed-{number}").write_bytes(seed)
        limits = [f"-max_total_time={minutes * 60:.0f}", "-timeout=25", "-rss_limit_mb=2048", "-max_len=65536"]
        told = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.one", name, corpus, *limits, f"-artifact_prefix={finds}/{name}-"],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    said = told.stdout + told.stderr
    runs, seconds = done.groups() if (done := _DONE.search(said)) else ("?", "?")
    covered = (_COVERED.findall(said) or ["?"])[-1]
    result = "sound" if told.returncode == 0 else f"CRASH, see {finds}/{name}-*"
    print(f"{name:10}{runs:>12}{seconds:>9}{covered:>10}  {result}", flush=True)
    if told.returncode and name != "planted":
        print(said[said.find("=== Uncaught") :][:4000], flush=True)
    return told.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
