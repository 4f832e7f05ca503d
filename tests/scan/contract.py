"""`python -m tests.scan.contract`: schemathesis, a thousand examples an operation and calls that follow on one another.

Ends with 1 at any answer that is a server's error, or that the contract does not name.
"""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

from tests.scan.county import Target, served

# A phone's calls, tried as the worker who makes them; all else as the administrator, who may do the most.
PHONES = "^/api/v1/(sync|blobs)/"
# Signing out would end the trial; tests/test_contract.py has it.
_ENDS_IT = ["--exclude-name", "DELETE /api/v1/session"]
_CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def main() -> int:
    """The exit code: 0 when nothing was found."""
    parser = ArgumentParser(prog="python -m tests.scan.contract", description=__doc__)
    parser.add_argument("--examples", type=int, default=1000, help="of each operation")
    parser.add_argument("--only", help="only addresses that match this, as the administrator")
    options = parser.parse_args()
    with served() as target:
        if options.only:
            return _run(target, target.desk, options.examples, ["--include-path-regex", options.only])
        by_phone = _run(target, target.phone, options.examples, ["--include-path-regex", PHONES])
        by_desk = _run(target, target.desk, options.examples, ["--exclude-path-regex", PHONES])
    return by_phone or by_desk


def _run(target: Target, token: str, examples: int, which: list[str]) -> int:
    command = [
        *(str(Path(sys.executable).parent / "schemathesis"), "run", f"{target.address}/api/v1/openapi.json"),
        *("--header", f"Authorization: Bearer {token}", "--header", "Accept-Encoding: identity"),
        *("--phases", "examples,coverage,fuzzing,stateful", "--max-examples", str(examples), "--mode", "all"),
        *("--checks", _CHECKS, "--suppress-health-check", "all", "--continue-on-failure", "--seed", "2026"),
        *("--request-timeout", "60", "--no-color", *_ENDS_IT, *which),
    ]
    # Every other address is of something that there is (hooks.py); else nearly all answers would be 404.
    env = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.scan.hooks", "SCAN_KNOWN": json.dumps(target.known)}
    return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
