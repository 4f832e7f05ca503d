"""The `flask` command that says whose a leaked list is."""

from pathlib import Path
from typing import Any

import click
from sqlalchemy import Row

from app import clock
from app.command import command, read_file
from app.divisions.scope import Scope
from app.exports import sources
from app.exports.sources import Traced
from app.rosters.formats import MAX_MB

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@command("trace-export")
@click.argument("file", type=FILE)
def trace_export(file: Path) -> None:
    """Say which exports a leaked list comes from: whole, without its header, in part or in another order."""
    for line in _lines(sources.trace(read_file(file, MAX_MB), Scope(("",)))):
        click.echo(line)


def _lines(found: Traced) -> list[str]:
    said = [f"文件上写着：{_of(export)}（可以伪造，只供参考）" for export in found.printed]
    if found.same_bytes:
        said.append(f"与导出的原文件一字不差：{_of(found.same_bytes)}")
    said += [
        f"标记吻合：{_of(named.export)}，{named.places} 处中 {named.agreeing} 处相同，误指的可能不到 10 的负 {named.nines} 次方"
        for named in found.named
    ]
    if not found.named and not found.same_bytes:
        said.append(f"认不出来：与 {found.compared} 次导出的标记都对不上（文件里可比的标记有 {found.marks} 处）。")
    return said


def _of(export: Row[Any]) -> str:

    return f"导出编号 {export.number:06d}，{export.name}（{export.username}），{clock.local(export.made_at):%Y-%m-%d %H:%M}"


EXPORT_COMMANDS = (trace_export,)
