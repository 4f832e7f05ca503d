"""What something costs at its highest, told by a process of its own, since this one's peak is long past."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
# Both the process itself and what it started in turn.
_TOLD = """
import json, resource, sys
from pathlib import Path
BODY
own = int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
print(json.dumps([outcome, max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024]))
"""


def peak_of(body: str, *arguments: str) -> tuple[Any, int]:
    """Runs a few lines that set `outcome`; answers it, and the most memory that was in use, in MB."""
    program = [sys.executable, "-c", _TOLD.replace("BODY", body), *arguments]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    outcome, peak = json.loads(done.stdout.splitlines()[-1])
    return outcome, peak
