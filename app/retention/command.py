"""`flask retention`: says what is past its end, and removes it."""

from datetime import datetime, timedelta

import click
from flask import current_app

from app import clock
from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.command import command
from app.db import overwrite_what_is_freed
from app.retention.kinds import KINDS, Kind
from app.seals import removals


@command("retention")
@click.option("--dry-run", is_flag=True, help="Only show what would go.")
def retention(dry_run: bool) -> None:
    """Remove what is past the end of its time, kind by kind; that a slip was signed stays, and its seal."""
    now = clock.now()
    for kind in KINDS:
        days = current_app.config["KEEP_DAYS"][kind.word]
        if not days:
            click.echo(f"{kind.name}：一直保存")
            continue
        before = now - timedelta(days=days)
        found = kind.count(before) if dry_run else _forget(kind, before)
        click.echo(f"{kind.name}（保存 {days} 天）：{found:,} 条{'到期' if dry_run else '已删除'}")
    if dry_run:
        click.echo("只是试算，什么都没有删。")
    else:
        click.echo("以前的备份里还有这些内容，请按同样的期限销毁备份。")


def _forget(kind: Kind, before: datetime) -> int:
    removed = 0
    while True:
        with writing():
            overwrite_what_is_freed()
            some = kind.forget_some(before)
            if some:
                if not removed:
                    removals.tell(kind.word, before)
                audit.note(actions.FORGET, "retention", "", kind=kind.word, items=some)
        removed += some
        if not some:
            return removed
