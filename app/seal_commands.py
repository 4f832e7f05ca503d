"""The `flask` commands about seals: seal slips, write the days' roots and the page that checks them; the server's own watch."""

from pathlib import Path

import click
from flask import Flask, current_app

from app.command import command
from app.doctor import is_command
from app.seals import roots, watch
from app.seals.keys import believed, own_key
from app.seals.saved_page import saved_page
from app.sync import sealing

NEW_FOLDER = click.Path(file_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@command("seal-slips")
@click.option("--to", "folder", type=NEW_FOLDER, help="Where to write the roots of the days, two small files each.")
def seal_slips(folder: Path | None) -> None:
    """Seal every slip that is complete, and close the days that are over; a server does it by itself."""
    key = sealing.load(current_app.config["RESCUE_KEY_FILE"])
    sealed = watch.look(key, None)
    click.echo(f"封存了 {sealed:,} 份告知单。" if sealed else "没有等待封存的告知单。")
    for path in roots.write_files(folder, key.slip_key().public_key()) if folder else []:
        click.echo(f"已写出 {path}，请打印存入值班簿，或存到别处。")


@command("verification-page")
@click.argument("file", type=NEW_FILE)
def verification_page(file: Path) -> None:
    """Write the page that checks slips as one file, with the county's keys inside: it needs no server and no network."""
    if not (keys := believed(own_key(current_app.config["RESCUE_KEY_FILE"]))):
        raise click.ClickException("还没有封存过告知单，也就没有公钥可以放进去；有了第一份告知单再来。")
    file.write_text(saved_page(current_app.config["STATIC_DIST"], keys), encoding="utf-8")
    click.echo(f"已写出 {file}，内有 {len(keys)} 把公钥；换了密钥以后要重新写一份。")


def start_watch(app: Flask) -> None:
    """Let a server, and no command, look by itself."""
    if app.config["SEAL_SLIPS"] and not is_command():
        watch.start(app)


SEAL_COMMANDS = (seal_slips, verification_page)
