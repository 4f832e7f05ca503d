"""The `flask` commands that write a backup, verify it, and restore one."""

from pathlib import Path

import click
from flask import current_app
from flask_migrate import upgrade

from app.audit import actions, log
from app.audit import operations as audit
from app.backups import carrying
from app.backups import operations as backups
from app.changes import writing
from app.command import command
from app.exports import record
from app.forgetting import carrying as forgotten
from app.forgetting import sweeping
from app.oversight import roots, witness
from app.seals import carrying as seals

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@command("backup")
@click.argument("file", type=NEW_FILE)
def backup(file: Path) -> None:
    """Write the county into a file, while everybody goes on working."""
    with writing():
        # All of the county leaves with it: the entry comes first, and goes along.
        audit.note(actions.WRITE_BACKUP, "backup", "")
        audit.spare()
    head = backups.write(file)
    click.echo(
        f"数据密钥 {current_app.config['DATA_KEY_FILE']} 不在备份里：没有它，备份里的号码、签名和照片打不开，请另外保存。"
    )
    click.echo(f"备份已写入 {file}，到第 {head.seq:,} 号为止。下一步：flask verify-backup {file}")


@command("verify-backup")
@click.argument("file", type=FILE)
def verify_backup(file: Path) -> None:
    """Restore a backup elsewhere and check all of it; then phones may forget what it holds."""
    click.echo("正在恢复到别处并逐项核对……")
    head = backups.verify(file)
    with writing():
        backups.trust(head)
    click.echo(f"备份完好：手机可以放心清除第 {head.seq:,} 号及以前已备份的记录。")
    click.echo("今后恢复只能用这一份或更新的备份，请妥善保存（最好不在这台机器上）。")


@command("restore")
@click.argument("file", type=FILE)
@click.option("--anyway", is_flag=True, help="Though it is older than what phones rely on, or another county's.")
def restore(file: Path, anyway: bool) -> None:
    """Put a backup in the county's place; the present county is kept in a file."""
    click.echo("正在恢复到别处并逐项核对……")
    restored = backups.restore(file, anyway=anyway)
    upgrade()
    with writing():
        backups.trust_on(restored)
        # A phone whose sign-in went with the restore could not bring again what it retains.
        carried = carrying.carry_over(restored.standing) if restored.standing is not None else None
        if restored.audit:
            roots.carry_on(restored.audit)
        is_sealed_on = restored.seals is None or seals.carry_on(restored.seals)
        record.carry_on(restored.exports)
        forgotten.carry_over(restored.forgotten)
        audit.note(
            actions.RESTORE_BACKUP, "restore", "", change=restored.head.seq, **(carried.counts() if carried else {})
        )
        audit.spare()
    # An older backup knows people again who were forgotten since.
    if again := sweeping.sweep():
        click.echo(f"备份里有 {again} 户的人此前已依规删除，已再次删除。")
    if restored.forgotten is None:
        click.echo("原来的依规删除登记读不出来：备份之后依规删除过的住户，请重新提出、批准。")
    if restored.audit is None:
        witness.begin_again(log.end())
        click.echo("原来的审计记录读不出来，只接到备份为止；核对时请用留存的原数据库和每日根。")
    click.echo(
        f"已恢复到第 {restored.head.seq:,} 号。" + (f"原来的数据库存为 {restored.kept}。" if restored.kept else "")
    )
    if not is_sealed_on:
        click.echo("恢复时已有新的告知单封存，备份之后的旧封存没有接上；核对时请用留存的原数据库和每日总账。")
    steps = list(carrying.to_do(carried))
    for step in steps:
        click.echo(step)
    told = "手机会自动发现，并把本机保留的记录重新上传"
    click.echo(f"做完这些，{told}。" if steps else f"{told}，不需要别的操作。")


BACKUP_COMMANDS = (backup, verify_backup, restore)
