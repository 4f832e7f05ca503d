"""A phone's browser that is killed while it writes, and one whose disk is full: what was saved is there, what is in hand can be saved."""

import json
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.faults.chromium import Browser, Listener, Word
from tests.faults.outcome import Outcome
from tests.faults.seeds import Place

LONGEST_LIFE_S = 0.8
SMALL_DISK = "120m"
OTHERS = "films"


class Profile:
    """What one browser was told to keep, over as many lives as it has."""

    def __init__(self, folder: Path, listener: Listener) -> None:
        self._folder, self._listener = folder, listener
        self.saved: set[str] = set()

    @contextmanager
    def opened(self, how: str) -> Iterator[list[str]]:
        """Start the browser; answers what of the saved is gone: all of it, when the database does not open."""
        with Browser(self._folder, f"{self._listener.url}#{how}"):
            name, told = self._listener.next()
            ids = told["ids"] if name == "opened" else []
            yield [f"lost: {name}" for name in sorted(self.saved - set(ids))]

    def hear(self, words: list[Word]) -> None:
        """Note what was saved."""
        self.saved |= {told["id"] for name, told in words if name == "saved"}


@contextmanager
def _listening(place: Place) -> Iterator[Listener]:
    listener = Listener((place.bundles / "page.js").read_bytes())
    try:
        yield listener
    finally:
        listener.close()


def kills(seeds: Iterable[int], place: Place) -> Iterator[Outcome]:
    """One life for each seed, ended at a moment of its own; the profile goes on."""
    with _listening(place) as listener:
        profile = Profile(place.folder / "profile", listener)
        for seed in seeds:
            before = len(profile.saved)
            with profile.opened("record") as lost:
                profile.hear([listener.next()])
                time.sleep(Random(seed).random() * LONGEST_LIFE_S)
            profile.hear(listener.rest())
            with profile.opened("look") as lost_now:
                yield Outcome(seed, len(profile.saved) - before, (*lost, *lost_now))


def disks(seeds: Iterable[int], place: Place) -> Iterator[Outcome]:
    """A small disk for each seed, filled by the page itself or by others to the last byte; then one more visit."""
    with _listening(place) as listener:
        for seed in seeds:
            with _small_disk() as disk:
                listener.hooks = {"full": partial(_take_the_rest, disk)} if seed % 2 else {}
                yield _fill(seed, disk, listener)


def _fill(seed: int, disk: Path, listener: Listener) -> Outcome:
    profile = Profile(disk / "profile", listener)
    _promise_to_keep(disk / "profile", listener.url)
    faults: list[str] = []
    said: list[str] = []
    with profile.opened("full-without" if seed % 2 else "full-within"):
        while not {"done", "failed"}.intersection(said):
            name, told = listener.next()
            said.append(name)
            profile.hear([(name, told)])
            if name == "failed":
                faults.append(f"lost: the visit in hand was not saved: {told['words']}")
    if "full" not in said:
        faults.append("the disk did not become full")
    # Somebody deletes their films; the phone is opened twice, since Chromium may mend a torn log only to drop it later.
    (disk / OTHERS).unlink(missing_ok=True)
    with profile.opened("look") as lost:
        faults += lost
    with profile.opened("look") as lost_now:
        return Outcome(seed, len(profile.saved), tuple(dict.fromkeys([*faults, *lost_now])))


def _promise_to_keep(profile: Path, url: str) -> None:
    """As an installed app has it: a browser that has promised nothing may drop the whole store of a full disk (phone.persisted)."""
    rule = {f"{url.rstrip('/')},*": {"setting": 1, "last_modified": "13370000000000000"}}
    settings = {"profile": {"content_settings": {"exceptions": {"durable_storage": rule}}}}
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(settings))


def _take_the_rest(disk: Path) -> None:
    with (disk / OTHERS).open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096, 1):
            with suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass


@contextmanager
def _small_disk() -> Iterator[Path]:
    """A file system in memory; mounting it takes root, as in CI."""
    with TemporaryDirectory(prefix="qiaomen-disk-") as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
