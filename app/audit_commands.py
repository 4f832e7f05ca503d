"""The `flask` commands about the audit log: sign its roots, and verify it against what was kept elsewhere."""

import sys
from pathlib import Path

import click
from flask import current_app

from app.audit import log
from app.changes import writing
from app.command import command
from app.oversight import roots, verification, witness
from app.sync import sealing

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW_FOLDER = click.Path(file_okay=False, path_type=Path)


@command("audit-root")
@click.option("--to", "folder", type=NEW_FOLDER, help="Where to write the signed roots, one small file each.")
def audit_root(folder: Path | None) -> None:
    """Close the audit log up to now and sign its root; a day that is over is signed by itself."""
    with writing():
        log.close()
    key = sealing.load(current_app.config["RESCUE_KEY_FILE"])
    with writing():
        signed = roots.sign_due(key)
    for root in signed:
        click.echo(f"已签名：{root.day} 的审计记录，到第 {root.last_seq:,} 条为止，{root.last_hash}")
    if not signed:
        click.echo("上次签名以后没有新的审计记录。")
    for path in roots.write_files(folder) if folder else []:
        click.echo(f"已写出 {path}，请存到别处（另一台机器、U 盘，或打印留存）。")


@command("verify-audit")
@click.argument("folder", required=False, type=FOLDER)
def verify_audit(folder: Path | None) -> None:
    """Read the whole audit log again, against its signed roots and those that were kept elsewhere."""
    key = sealing.find(current_app.config["RESCUE_KEY_FILE"])
    found = verification.verify(folder, roots.public_key_of(key) if key else None)
    with writing():
        verification.remember(found)
    for line in found.faults:
        click.echo(line)
    if key is None:
        click.echo("还没有县密钥（flask make-key）：每日根没有签名，或只能按其自带的公钥核对。")
    if witness.path_of() is None:
        click.echo("没有设置 AUDIT_HEAD_FILE：最后一个每日根以后的记录若被截去，这里看不出来。")
    if found.faults:
        click.echo(f"审计记录有 {len(found.faults)} 处问题。")
        sys.exit(1)
    click.echo(f"审计记录完好：{found.end.seq:,} 条，每日根 {found.roots} 个，库外根文件 {found.files} 个。")


AUDIT_COMMANDS = (audit_root, verify_audit)
