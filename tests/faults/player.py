"""A Node process that plays phones with the shipped TypeScript, and asks its ground for everything outside them."""

import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from tests.faults import frames
from tests.faults.frames import Head
from tests.faults.outcome import Outcome

STATIC = Path(__file__).parents[2] / "static"


class Ground(Protocol):
    """What a player stands on: a server, and a way to meddle with it."""

    def answer(self, op: str, question: Head, body: bytes) -> tuple[Head, bytes]: ...


def node() -> str:
    """The Node that builds the apps, too."""
    found = shutil.which("node")
    if found is None:
        raise RuntimeError("Node is missing; `make faults` finds one (scripts/find-node.sh).")
    return found


def build(folder: Path) -> None:
    """Bundle the players and the shipped phone into a folder."""
    subprocess.run([node(), "faults/build.mjs", str(folder)], cwd=STATIC, check=True)


class Player:
    """Plays one seed after another until it is closed."""

    def __init__(self, bundles: Path) -> None:
        child_in, self._to_fd = os.pipe()
        self._from_fd, child_out = os.pipe()
        self._process = subprocess.Popen(
            [
                node(),
                "--enable-source-maps",
                "--max-semi-space-size=32",
                str(bundles / "play.mjs"),
                str(child_in),
                str(child_out),
            ],
            pass_fds=(child_in, child_out),
            env={**os.environ, "TZ": "Asia/Shanghai"},
        )
        os.close(child_in)
        os.close(child_out)
        self._to, self._from = os.fdopen(self._to_fd, "wb"), os.fdopen(self._from_fd, "rb")

    def __enter__(self) -> "Player":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._to.close()
        self._from.close()

    def outcome(self, name: str, seed: int, ground: Ground) -> Outcome:
        """Play one seed on a ground, and say what came of it."""
        over = self.play(name, seed, ground)
        return Outcome(seed, over["saved"], tuple(over["faults"]))

    def play(self, name: str, seed: int, ground: Ground, **how: Any) -> Head:
        """Play on a ground, which answers whatever the phones ask of the world."""
        frames.write(self._to, {"play": name, "seed": seed, **how})
        while True:
            question, body = frames.read(self._from)
            op = question.pop("op")
            if op == "over":
                return question
            frames.write(self._to, *ground.answer(op, question, body))
