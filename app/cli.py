"""The `flask` commands."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import select

from app import check as checks
from app.audit import operations as audit
from app.audit_commands import AUDIT_COMMANDS
from app.backup_commands import BACKUP_COMMANDS
from app.campaign_commands import CAMPAIGN_COMMANDS
from app.changes import writing
from app.codes import prefix_of
from app.command import command, read_file
from app.db import db
from app.demo import accounts, county
from app.divisions import edition, outlines
from app.divisions.models import Division
from app.divisions.scope import scope_under
from app.doctor import doctor
from app.export_commands import EXPORT_COMMANDS
from app.forget_commands import FORGET_COMMANDS
from app.households import vanished
from app.households.models import KINDS, Household
from app.ledger_commands import LEDGER_COMMANDS
from app.people import operations as people
from app.people.models import ROLES
from app.people.session import is_loopback
from app.print_commands import PRINT_COMMANDS
from app.problems import unknown_division
from app.retention.command import retention
from app.rosters.command import import_roster as take_roster
from app.seal_commands import SEAL_COMMANDS
from app.seals import kept
from app.seals.sealing import last_root
from app.sync import sealing
from app.vault import first_key
from app.vault.keyring import must_open
from app.vault_commands import VAULT_COMMANDS, make_data_key_file, make_key

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
# A county's divisions are some 100 KB, its outlines a few MB.
EDITION_MB, OUTLINES_MB = 20, 32
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
PUBLIC_DEMO = (
    "演示县的密码是公开的，只能在本机（127.0.0.1）打开，不能放在别人能访问的地址上。"
    "要正式使用，请按 README 在另一个数据库里建自己的县。"
)

# How `flask check` ends where it found nothing and could not look at all.
NOT_ALL = 3
NO_KEY = (
    "本县的密钥文件不在（RESCUE_KEY_FILE）：封存只按数据库里登记的公钥核对，有人换上自己的公钥重新封存，这次看不出来。"
    "把密钥文件放回去再核对一次。"
)
NOT_PRODUCTION = (
    "没有设 PRODUCTION=1，这台服务器只答本机。要给别人用，请按 docs/deployment.md 设置。"
    "Without PRODUCTION=1 only this machine is answered: see docs/deployment.md."
)


@command("import-divisions")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
def import_divisions(file: Path, dry_run: bool) -> None:
    """Bring in an edition of the county's divisions (code,level,name,parent_code)."""
    if dry_run:
        change = edition.preview_edition(read_file(file, EDITION_MB))
    else:
        with writing():
            change = edition.import_edition(read_file(file, EDITION_MB))
    click.echo(edition.report(change))
    for line in vanished.lines(scope_under(change.county_code)):
        click.echo(line)


@command("import-outlines")
@click.argument("file", type=FILE)
def import_outlines(file: Path) -> None:
    """Bring in village outlines as GeoJSON, matched by code or name."""
    with writing():
        imported = outlines.import_outlines(read_file(file, OUTLINES_MB))
    click.echo(imported.in_words())


@command("draw-outlines")
def draw_outlines() -> None:
    """Draw the divisions' outlines again from the positions of their doors; imported ones stay."""
    located = select(Household.division_code, Household.lon, Household.lat).where(Household.lat.is_not(None))
    with writing():
        drawn = outlines.draw_outlines((code, lon, lat) for code, lon, lat in db.session.execute(located))
    click.echo(f"画出边界 {drawn} 个。")


@command("import-roster")
@click.argument("file", type=FILE)
@click.option("--scope", required=True, help="The code of the division the file is about.")
@click.option("--kind", default="family", type=click.Choice(KINDS), help="Used where the file does not say.")
def import_roster(file: Path, scope: str, kind: str) -> None:
    """Take a roster's good rows into the register; the others are counted by verdict."""
    progress = None
    for progress in take_roster(file, scope, kind=kind):
        click.echo(f"\r{progress.state} {progress.done:,}/{progress.total:,}", nl=False)
    click.echo()
    if progress:
        click.echo("、".join(f"{verdict} {count:,}" for verdict, count in progress.counts.items()))
        if progress.state != "committed":
            raise click.ClickException(progress.message)


@command("create-user")
@click.option("--username", required=True)
@click.option("--name", required=True, help="The person's own name.")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--scope", required=True, help="The code of the division they answer for.")
@click.password_option(help="Asked for when left out.")
def create_user(username: str, name: str, role: str, scope: str, password: str) -> None:
    """Make an account."""
    with writing():
        if db.session.get(Division, scope) is None:
            raise unknown_division(scope)
        user = people.create_user(username=username, password=password, name=name, role=role, scope=scope)
        audit.tell(account=user.id)
    click.echo(f"已建账号 {username}（{name}，{role}，{prefix_of(scope)}）。")


@command("set-password")
@click.option("--username", required=True)
@click.password_option(help="Asked for when left out.")
def set_password(username: str, password: str) -> None:
    """Give an account a new password; it is signed out everywhere."""
    with writing():
        user = people.get_by_name(username)
        people.set_password(user, password)
        audit.tell(account=user.id)
    click.echo(f"已为 {username} 设置新密码，原有登录全部失效。")


@command("reset-totp")
@click.argument("username")
def reset_totp(username: str) -> None:
    """Somebody lost their authenticator: forget it, and sign them out everywhere."""
    with writing():
        user = people.get_by_name(username)
        people.reset_second_step(user)
        audit.tell(account=user.id)
    click.echo(f"已解除 {username} 的验证器，原有登录全部失效；下次登录时重新绑定。")


@command("seed-demo")
@click.option("--households", default=county.HOUSEHOLDS, show_default=True)
def seed_demo(households: int) -> None:
    """Make the demo county: 旌德县, with made-up people and three weeks of visits."""
    if not county.is_empty():
        raise click.ClickException("这个数据库里已有一个县，演示数据只放进空的数据库。")
    click.echo("正在生成演示县 旌德县，约需一分钟……")
    with writing():
        county.seed(households, say=click.echo)


@command("prepare")
@click.option("--url", required=True, help="Where the server will listen.")
@click.pass_context
def prepare(context: click.Context, url: str) -> None:
    """What `make run` does before it serves: bring the database up to date, make the demo county if it is empty."""
    # Before the update, which seals what an older release left in clear.
    make_data_key_file()
    upgrade()
    # Its passwords are printed in the README: on a public address it would be everybody's.
    is_public = not is_loopback(urlsplit(url).hostname or "")
    if is_public and (county.is_empty() or county.is_demo()):
        raise click.ClickException(PUBLIC_DEMO)
    if is_public and not current_app.config["PRODUCTION"]:
        raise click.ClickException(NOT_PRODUCTION)
    if not first_key.is_made() or sealing.find(current_app.config["RESCUE_KEY_FILE"]) is None:
        context.invoke(make_key)
    must_open()
    if county.is_empty():
        context.invoke(seed_demo)
    click.echo(f"\n  电脑端  {url}/desk/\n  手机端  {url}/phone/\n")
    if county.is_demo():
        click.echo(accounts.accounts_text())


@command("check")
@click.option(
    "--roots", type=FOLDER, help="A folder of the days' roots as they were kept elsewhere; SLIP_ROOTS when left out."
)
def check(roots: Path | None) -> None:
    """Derive again what can be derived, and name whatever disagrees; ends with 1 then, and with 3 where the county's key is not there."""
    found = 0
    roots = roots or current_app.config["SLIP_ROOTS"]
    for found, line in enumerate(checks.disagreements(roots), start=1):  # noqa: B007 - the last number is the count
        click.echo(line)
    if roots:
        click.echo(f"拿 {roots} 里的 {len(kept.files_in(roots)):,} 个每日总账文件核对过。")
    if unseen := checks.never_seen():
        click.echo(f"有 {unseen:,} 张走访照片没有文件：可能还没有传到，也可能连同是谁传的一起被删掉，这里分不出来。")
    if is_blind := checks.not_held_against_a_key():
        click.echo(NO_KEY)
    if found:
        click.echo(f"发现 {found} 处不一致。")
        sys.exit(1)
    if is_blind:
        click.echo("其余的没有发现不一致，但封存没有核对完，不能当作一致。")
        sys.exit(NOT_ALL)
    click.echo("一致，没有发现问题。")
    if not roots and last_root():
        click.echo(
            "没有拿存在别处的每日总账核对：有人连同密钥改写整个数据库，只有那些总账看得出来。用 --roots 文件夹 再核对一次。"
        )


COMMANDS = (
    import_divisions,
    import_outlines,
    draw_outlines,
    import_roster,
    create_user,
    set_password,
    reset_totp,
    *CAMPAIGN_COMMANDS,
    seed_demo,
    prepare,
    check,
    doctor,
    *VAULT_COMMANDS,
    retention,
    *AUDIT_COMMANDS,
    *EXPORT_COMMANDS,
    *FORGET_COMMANDS,
    *LEDGER_COMMANDS,
    *SEAL_COMMANDS,
    *PRINT_COMMANDS,
    *BACKUP_COMMANDS,
)
