"""The `flask` commands that seal slips and write the days' roots, and the server's own watch over them."""

from pathlib import Path

import click
from flask import Flask, current_app

from app.command import command
from app.doctor import is_command
from app.seals import roots, watch
from app.sync import sealing

NEW_FOLDER = click.Path(file_okay=False, path_type=Path)


@command("seal-slips")
@click.option("--to", "folder", type=NEW_FOLDER, help="Where to write the roots of the days, two small files each.")
def seal_slips(folder: Path | None) -> None:
    """Seal every slip that is complete, and close the days that are over; a server does it by itself."""
    key = sealing.load(current_app.config["RESCUE_KEY_FILE"])
    sealed = watch.look(key, None)
    click.echo(f"封存了 {sealed:,} 份告知单。" if sealed else "没有等待封存的告知单。")
    for path in roots.write_files(folder) if folder else []:
        click.echo(f"已写出 {path}，请打印存入值班簿，或存到别处。")


def start_watch(app: Flask) -> None:
    """Let a server, and no command, look by itself."""
    if app.config["SEAL_SLIPS"] and not is_command():
        watch.start(app)


SEAL_COMMANDS = (seal_slips,)
