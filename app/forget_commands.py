"""The `flask` command that forgets the people of a door on an order, or goes on with what was agreed to."""

from datetime import datetime
from typing import Any
from uuid import UUID

import click
from flask import Flask
from sqlalchemy import select

from app import clock
from app.audit import actions
from app.audit import operations as audit
from app.changes import writing
from app.command import command
from app.db import database_file, db
from app.divisions.scope import Scope
from app.doctor import is_command
from app.forgetting import elsewhere, operations, refusals, sweeping, traces
from app.forgetting.held import HELD
from app.forgetting.models import BASES, NUMBERED
from app.forgetting.whom import left_at, people_of
from app.households.models import Household
from app.households.operations import get_household
from app.people.models import User

_EVERYWHERE = Scope(("",))
_WAYS = {
    "cut": "可删去姓名和号码",
    "empty": "可整条清空",
    "whole": "可连同号码、地址一并删去",
    "keep": "不能改，请人工处理",
}


_BASES = ", ".join(f"{word} {said}" for word, said in BASES.items())
_NUMBERED = " and ".join(NUMBERED)


@command("forget")
@click.argument("door", required=False, type=click.UUID)
@click.option("--basis", type=click.Choice(tuple(BASES)), help=f"On whose word: {_BASES}.")
@click.option("--order", "order_number", default="", help=f"The document's number; {_NUMBERED} must have one.")
@click.option("--reason", default="", help="Without a name or number: it is kept.")
@click.option("--asked-by", help="The administrator who asks.")
@click.option("--approved-by", help="Another administrator, who agrees.")
@click.option(
    "--cut-mentions",
    is_flag=True,
    help="Cut them out of all that --dry-run lists elsewhere too, as far as it may be changed: whoever may be them goes whole.",
)
@click.option(
    "--spare-present",
    "spares_present",
    is_flag=True,
    help="Only whom the door was registered as before, not who lives there now.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would go.")
def forget(door: UUID | None, dry_run: bool, cut_mentions: bool, **said: Any) -> None:
    """Forget the people of DOOR (its id) on somebody's word; without DOOR go on with what was agreed to, and write the database anew."""
    if door is None:
        _finish()
    elif dry_run:
        _show(get_household(door, _EVERYWHERE), said["spares_present"])
    else:
        _do(get_household(door, _EVERYWHERE), cut_mentions, **said)


def _finish() -> None:
    done = sweeping.sweep()
    traces.rewrite()
    click.echo(f"补做 {done} 户。数据库文件已重写，里面不再有以前删掉的内容。")
    _tell_of_copies()


def _show(household: Household, spares_present: bool) -> None:
    people = people_of(household, _until(household, spares_present), None)
    would_go = operations.would_go(people)
    for held in HELD:
        click.echo(f"{held.name}：{would_go[held.word]:,}")
    for one in elsewhere.find(people):
        click.echo(f"别处提到（{_WAYS[one.way]}）：{one.name} {one.key}")
    click.echo("只是试算，什么都没有删。")


def _do(household: Household, cut_mentions: bool, asked_by: str | None, approved_by: str | None, **said: Any) -> None:
    if not (said["basis"] and asked_by and approved_by):
        raise click.UsageError(f"须写明 --basis（{_BASES}）、--asked-by 和 --approved-by。")
    if said["basis"] in NUMBERED and not said["order_number"]:
        raise refusals.order_number_missing()
    asker, approver = _administrators(asked_by, approved_by)
    until = _until(household, said["spares_present"])
    quoted = elsewhere.find(people_of(household, until, None)) if cut_mentions else []
    with writing():
        forgetting = operations.ask(asker, household, **said)
        operations.approve(approver, forgetting, household, [one.key for one in quoted], _EVERYWHERE)
        audit.tell(account=approver, household=household.id)
        audit.note(actions.APPROVE_FORGETTING, forgetting.id, household.division_code, household=household.id)
    with writing():
        operations.carry_out(forgetting.id)
    for held in HELD:
        click.echo(f"{held.name}：已删 {forgetting.removed[held.word]:,}")
    click.echo(f"别处文字：已改 {forgetting.removed['mentions']:,}")
    _finish()


def _until(household: Household, spares_present: bool) -> datetime:
    until = left_at(household) if spares_present else clock.now()
    if until is None:
        raise refusals.no_former_family()
    return until


def _administrators(*usernames: str) -> list[UUID]:
    admins = select(User.id).where(User.username.in_(usernames), User.role == "admin", User.is_active)
    found = list(db.session.scalars(admins.order_by(User.username != usernames[0])))
    if len(set(usernames)) != len(usernames) or len(found) != len(usernames):
        raise refusals.not_two_administrators()
    return found


def _tell_of_copies() -> None:
    """Copies that we know of are named; where backups were carried only the county knows."""
    file = database_file()
    for copy in sorted(file.parent.glob(f"{file.name}.before-restore-*")) if file else []:
        click.echo(f"旁边还有恢复前的旧数据库，里面可能有他们：{copy}。不再需要时请销毁。")
    click.echo("以前的备份里还有他们：请按期限销毁；用旧备份恢复时，会自动再删一次。")


def watch(app: Flask) -> None:
    """Let a server, and no command, go on by itself."""
    if not is_command():
        sweeping.start(app)


FORGET_COMMANDS = (forget,)
