"""The `flask` command that reads the photos of paper slips, and the server's own watch over them."""

import click
from flask import Flask

from app.changes import writing
from app.command import command
from app.doctor import is_command
from app.jobs import watching
from app.prints import reading

# Seconds. The office looks at the list some hours later.
LOOK_EVERY = 20


@command("read-paper-slips")
def read_paper_slips() -> None:
    """Read the codes in the photos of paper slips that were not read yet; a server does it by itself."""
    done = _read_all()
    click.echo(f"读了 {done:,} 份纸质告知单的照片。" if done else "没有要读的纸质告知单照片。")


def watch(app: Flask) -> None:
    """Let a server, and no command, read by itself."""
    if not is_command():
        watching.watch(app, "paper slips", LOOK_EVERY, _read_all)


def _read_all() -> int:
    """Read and keep, some at a time; answers how many."""
    done = 0
    while found := reading.read_some():
        with writing():
            reading.keep(found)
        done += len(found)
    return done


PRINT_COMMANDS = (read_paper_slips,)
