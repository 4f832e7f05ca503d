"""`python -m tests.scan.contract`: schemathesis, a thousand examples an operation and calls that follow on one another.

Each operation has a county of its own, and is kept as soon as it is done: `--kept FOLDER` goes on where it was stopped. Ends with 1 at
any answer that is a server's error, or that the contract does not name.
"""

import json
import os
import re
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app import policy
from tests.faults.served import ROOT
from tests.scan.county import Target, served

# A phone's calls, tried as the worker who makes them; all else as whoever may do the most.
PHONES = re.compile("/api/v1/(sync|blobs)/")
PEOPLE = {"admin": "erin", "station": "carol", "village": "frank", "worker": "alice"}
# Signing out would end the trial; tests/test_contract.py has it.
ENDS_IT = "DELETE /api/v1/session"
_CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


@dataclass(frozen=True)
class Slice:
    """What is tried in one county."""

    name: str
    username: str
    phases: str
    which: tuple[str, ...]


def main() -> int:
    """The exit code: 0 when nothing was found."""
    parser = ArgumentParser(prog="python -m tests.scan.contract", description=__doc__)
    parser.add_argument("--examples", type=int, default=1000, help="of each operation")
    parser.add_argument("--only", default="", help="only operations whose method and address match this")
    parser.add_argument("--kept", type=Path, help="where results are kept, and found again")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="qiaomen-contract-") as temporary:
        folder = options.kept or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        results = [_result(one, options.examples, folder) for one in slices() if re.search(options.only, one.name)]
    return _told(results)


def slices() -> Iterator[Slice]:
    """Every operation, then those of phones and those of desks as they follow on one another."""
    contract = json.loads((ROOT / "openapi.json").read_text())
    for path, item in contract["paths"].items():
        for method in (method.upper() for method in item if method != "parameters"):
            name = f"{method} {path}"
            if name != ENDS_IT:
                which = ("--include-name", name)
                yield Slice(name, username_for(method, path), "examples,coverage,fuzzing", which)
    yield Slice("stateful: phones", "alice", "stateful", ("--include-path-regex", f"^{PHONES.pattern}"))
    yield Slice(
        "stateful: desks", "erin", "stateful", ("--exclude-path-regex", f"^{PHONES.pattern}", "--exclude-name", ENDS_IT)
    )


def username_for(method: str, path: str) -> str:
    """Of those whom the table lets, who may do the most."""
    row = policy.TABLE[method, path]
    if PHONES.match(path):
        return PEOPLE["worker"]
    return PEOPLE[next(role for role in PEOPLE if row.is_open or role in row.grants)]


def _result(one: Slice, examples: int, folder: Path) -> dict[str, Any]:
    file = folder / f"{re.sub('[^A-Za-z0-9]+', '-', one.name)}.json"
    if not file.exists():
        with served() as target:
            found = _run(one, target, examples, file)
        file.with_suffix(".new").write_text(json.dumps(found, ensure_ascii=False, indent=1))
        file.with_suffix(".new").rename(file)
    kept: dict[str, Any] = json.loads(file.read_text())
    print(
        f"{kept['cases']:6} {one.name}, as {one.username}: {kept['answers']}",
        *kept["failures"],
        sep="\n   ",
        flush=True,
    )
    return kept


def _run(one: Slice, target: Target, examples: int, file: Path) -> dict[str, Any]:
    report, answers = file.with_suffix(".report"), file.with_suffix(".answers")
    command = [
        *(str(Path(sys.executable).parent / "schemathesis"), "run", f"{target.address}/api/v1/openapi.json"),
        *("--header", "Accept-Encoding: identity", "--report", "json", "--report-json-path", str(report)),
        *("--phases", one.phases, "--max-examples", str(examples), "--mode", "all"),
        *("--checks", _CHECKS, "--suppress-health-check", "all", "--continue-on-failure", "--seed", "2026"),
        *("--request-timeout", "60", "--no-color", "--generation-database", "none", *one.which),
    ]
    # Every other address is of something that there is (hooks.py); else nearly all answers would be 404.
    told = {"known": target.known, "address": target.address, "username": one.username, "answers": str(answers)}
    env = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.scan.hooks", "SCAN": json.dumps(told)}
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True)
    said = json.loads(report.read_text())
    if not said["complete"] or said["operations"]["errored"]:
        raise SystemExit(f"{one.name} was not tried whole:\n{done.stdout}{done.stderr}")
    if said["failures"]:
        print(done.stdout, flush=True)
    return {
        "name": one.name,
        "cases": said["test_cases"]["generated"],
        "answers": json.loads(answers.read_text()),
        "failures": said["failures"],
    }


def _told(results: list[dict[str, Any]]) -> int:
    answers: Counter[str] = Counter()
    for result in results:
        answers.update(result["answers"])
    cases, failures = (sum(part) for part in zip(*((r["cases"], len(r["failures"])) for r in results), strict=True))
    errors = sum(count for status, count in answers.items() if status >= "500")
    print(
        f"{len(results)} slices, {cases} examples, {errors} server errors, {failures} findings; {dict(sorted(answers.items()))}"
    )
    return int(bool(errors or failures))


if __name__ == "__main__":
    sys.exit(main())
