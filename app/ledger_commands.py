"""The `flask` command that makes the ledgers that are due, and the server's own watch over them."""

import click
from flask import Flask

from app.command import command
from app.doctor import is_command
from app.ledgers import work


@command("make-ledgers")
def make_ledgers() -> None:
    """Make the weekly and monthly ledgers whose moment has passed and that nobody made; by a timer, or by hand."""
    made = work.make_due()
    click.echo(f"生成并存档 {made} 份台账。" if made else "没有到期未做的台账。")


def watch(app: Flask) -> None:
    """Let a server, and no command, look by itself."""
    if app.config["MAKE_LEDGERS"] and not is_command():
        work.start(app)


LEDGER_COMMANDS = (make_ledgers,)
