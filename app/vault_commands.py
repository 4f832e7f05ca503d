"""The `flask` commands about keys."""

from pathlib import Path

import click
from flask import current_app

from app.changes import writing
from app.command import command
from app.sync import refusals, sealing
from app.vault import first_key
from app.vault.keyring import must_open


@command("make-key")
def make_key() -> None:
    """Make a new county's two keys: what phones seal an outbox to that they cannot send, and what seals the database."""
    made = [_make_rescue_key(), _make_data_key()]
    if not any(made):
        raise refusals.county_key_exists(str(current_app.config["RESCUE_KEY_FILE"]))


def _make_rescue_key() -> bool:
    path: Path = current_app.config["RESCUE_KEY_FILE"]
    if sealing.find(path) is not None:
        return False
    key = sealing.make_file(path)
    click.echo(f"县密钥已存入 {path}（编号 {key.key_id}）。请另存一份到安全的地方：丢了它，手机导出的文件就打不开。")
    return True


def _make_data_key() -> bool:
    if path := first_key.make_file():
        click.echo(f"数据密钥已存入 {path}。它不在任何备份里：请另存一份，不要和备份放在一起。")
        click.echo("丢了它，数据库和所有备份里的电话、身份证号、签名和照片就谁也打不开了。")
    if not first_key.has_table():
        click.echo("下一步：flask db upgrade，把已有的数据加密。")
    elif not first_key.is_made():
        with writing():
            first_key.make()
    else:
        must_open()
    return path is not None


VAULT_COMMANDS = (make_key,)
