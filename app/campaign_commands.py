"""The `flask` command that opens a campaign."""

from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import select

from app.campaigns.defaults import DEFAULTS
from app.campaigns.notice import FAMILY, FRAUDS, Wording
from app.campaigns.operations import create_campaign
from app.changes import writing
from app.command import command, read_file
from app.db import db
from app.households.models import Household
from app.households.standing import restand

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NOTICE_MB = 1


@command("start-campaign")
@click.option("--name", required=True)
@click.option("--from", "starts_on", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--until", "deadline_on", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--notice", type=FILE, help="The family's notice, its first line the title; ours when left out.")
@click.option(
    "--teaches", multiple=True, type=click.Choice(list(FRAUDS)), help="A fraud that it teaches about; repeat."
)
def start_campaign(
    name: str, starts_on: datetime, deadline_on: datetime, notice: Path | None, teaches: tuple[str, ...]
) -> None:
    """Open a campaign with its notices, for each audience one; it becomes the current one."""
    if (notice is None) == bool(teaches):
        raise click.UsageError("自己写的告知单（--notice）要用 --teaches 说明讲到了哪些诈骗类型；用自带的就都不写。")
    notices = dict(DEFAULTS)
    if notice:
        title, _, body = read_file(notice, NOTICE_MB).decode().partition("\n")
        notices[FAMILY] = Wording(title, body, teaches)
    with writing():
        create_campaign(name=name, starts_on=starts_on.date(), deadline_on=deadline_on.date(), notices=notices)
        restand(db.session.scalars(select(Household.id)))
    click.echo(f"行动已建立：{name}，{starts_on:%Y-%m-%d} 至 {deadline_on:%Y-%m-%d}。")


CAMPAIGN_COMMANDS = (start_campaign,)
