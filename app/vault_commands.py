"""The `flask` commands about keys."""

from datetime import datetime
from pathlib import Path
from time import monotonic, sleep

import click
from flask import current_app

from app.changes import writing
from app.command import command
from app.sync import refusals, sealing
from app.vault import first_key, rotation
from app.vault.keyring import must_open

# The longest that a roster's commit takes, and more.
_PATIENCE_S = 900


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


def make_data_key_file() -> bool:
    """Make the data key's file where there is none and may be one, and say what it is; answers whether it was made."""
    if (path := first_key.make_file()) is None:
        return False
    click.echo(f"数据密钥已存入 {path}。它不在任何备份里：请另存一份，不要和备份放在一起。")
    click.echo("丢了它，数据库和所有备份里的电话、身份证号、签名和照片就谁也打不开了。")
    return True


def _make_data_key() -> bool:
    """Answers whether anything was made: the file, the key in the database, or both."""
    file_made = make_data_key_file()
    if not first_key.has_table():
        click.echo("下一步：flask db upgrade，把已有的数据加密。")
    elif not first_key.is_made():
        with writing():
            first_key.make()
        return True
    else:
        must_open()
    return file_made


@command("rotate-keys")
def rotate_keys() -> None:
    """Seal everything anew under a new data key, while the county works; stopped, it goes on when run again."""
    must_open()
    with writing():
        if rotation.is_unfinished():
            click.echo("上次没有换完，接着换。")
        else:
            rotation.begin(current_app.config["DATA_CIPHER"])
    begun = rotation.moment()
    _seal_all_anew()
    if not _wait_for_older(begun):
        raise click.ClickException("还有较早的操作没有结束，旧密钥先留着。过一会儿再运行 flask rotate-keys。")
    _seal_all_anew()
    with writing():
        done = rotation.drop_old_keys()
    if not done:
        raise click.ClickException("还有数据用着旧密钥，旧密钥先留着。请再运行 flask rotate-keys。")
    click.echo("已全部换用新密钥，旧密钥已删除。换之前的备份仍可用密钥文件打开。")


def _seal_all_anew() -> None:
    total, done = sum(rotation.left().values()), 0
    for batch in rotation.batches():
        with writing():
            rotation.seal_anew(batch)
        done += len(batch.rows)
        click.echo(f"\r重新加密 {done:,}/{max(done, total):,}", nl=False)
    if done:
        click.echo()


def _wait_for_older(begun: datetime | None) -> bool:
    """Whether everybody who may not have heard of the new key has come to an end."""
    until = monotonic() + _PATIENCE_S
    while waiting := rotation.still_running(begun):
        if monotonic() > until:
            return False
        click.echo(f"\r等 {waiting} 个较早的操作结束……", nl=False)
        sleep(0.5)
    return True


VAULT_COMMANDS = (make_key, rotate_keys)
