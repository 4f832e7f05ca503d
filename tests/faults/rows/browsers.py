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
# Less than the signature of a visit (page.ts).
MOST_LEFT = 24_000


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
    """A small disk for each seed, filled while visits are recorded; then one more visit, in hand.

    Odd seeds: others fill it, to the last byte or to a few KB, too few for a visit. Even seeds: the page itself fills what
    Chromium grants it. What was saved must be there at the next start, and at the one after.
    """
    with _listening(place) as listener:
        for seed in seeds:
            with _small_disk() as disk:
                listener.hooks = {"full": partial(_take_the_rest, disk, _left(seed))} if seed % 2 else {}
                outcome = _fill(seed, disk, listener)
            # Told only now: whoever waits for a failure then stops us, and must not do so while we unmount.
            yield outcome


def _fill(seed: int, disk: Path, listener: Listener) -> Outcome:
    profile = Profile(disk / "profile", listener)
    _promise_to_keep(disk / "profile", listener.url)
    faults: list[str] = []
    # The ballast is made in a life of its own, as on a phone that becomes full weeks later: Chromium reckons only every half
    # minute what a page may store, and takes no account of a ballast made since.
    for how in ("ready", "full-without" if seed % 2 else "full-within"):
        with profile.opened(how) as lost:
            faults += [*lost, *_until_done(profile, listener, becomes_full=how != "ready")]
    # Somebody deletes their films; the phone is opened twice, since Chromium may mend a torn log only to drop it later.
    (disk / OTHERS).unlink(missing_ok=True)
    with profile.opened("look") as lost:
        faults += lost
    with profile.opened("look") as lost_now:
        return Outcome(seed, len(profile.saved), tuple(dict.fromkeys([*faults, *lost_now])))


def _until_done(profile: Profile, listener: Listener, becomes_full: bool) -> Iterator[str]:
    """Hear the page out; answers what went wrong."""
    name, told = listener.next()
    while name not in ("done", "failed"):
        profile.hear([(name, told)])
        name, told = listener.next()
    if name == "failed":
        yield f"lost: the visit in hand was not saved: {told['words']}"
    elif told["tight"] != becomes_full:
        yield f"the ballast had to go: {told['tight']}, and should have: {becomes_full}"


def _promise_to_keep(profile: Path, url: str) -> None:
    """As an installed app has it: a browser that has promised nothing may drop the whole store of a full disk (phone.persisted)."""
    rule = {f"{url.rstrip('/')},*": {"setting": 1, "last_modified": "13370000000000000"}}
    settings = {"profile": {"content_settings": {"exceptions": {"durable_storage": rule}}}}
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(settings))


def _left(seed: int) -> int:
    """How many bytes others leave: none for every second of the odd seeds."""
    return Random(seed).randrange(MOST_LEFT) if seed % 4 == 3 else 0


def _take_the_rest(disk: Path, left: int) -> None:
    with (disk / OTHERS).open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096, 1):
            with suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass
        file.truncate(file.tell() - left)


@contextmanager
def _small_disk() -> Iterator[Path]:
    """A file system in memory; mounting it takes root, as in CI."""
    with TemporaryDirectory(prefix="qiaomen-disk-") as folder:
        # Whoever is told to stop may be so while it mounts.
        try:
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", folder], check=True)
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=False)
