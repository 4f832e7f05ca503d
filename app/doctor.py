"""What keeps a county from being served to others: `flask doctor` lists it all, and a production server does not start.

Production is what `PRODUCTION=1` says. Without it only this very machine is answered (gate.py), so nobody can
forget to say so.
"""

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import ScriptInfo
from sqlalchemy import URL, text
from sqlalchemy.exc import SQLAlchemyError

from app.command import command
from app.db import database_file, db, is_sqlite
from app.demo import county
from app.paper import fonts
from app.problems import Problem
from app.vault.keyring import must_open

SHORTEST_SECRET = 16
# Of PRAGMA synchronous: 2 is FULL, 3 is EXTRA.
_SYNCED = (2, 3)
_KNOWN_TO_ALL = ("secret", "password", "changeme", "postgres", "qiaomen", "admin", "123456")


@dataclass(frozen=True)
class Fault:
    """Something that must be mended first: what is wrong and how to mend it, in both languages."""

    code: str
    chinese: str
    english: str

    def __str__(self) -> str:
        return f"✗ {self.chinese}\n  {self.english}"


@command("doctor")
def doctor() -> None:
    """List all that keeps this county from being served to others, each with how to mend it."""
    found = list(faults(current_app))
    for fault in found:
        click.echo(str(fault))
    if found:
        raise click.ClickException(f"有 {len(found)} 处要先改好 · {len(found)} to mend first")
    click.echo("可以对外服务 · ready to be served to others")


def insist(app: Flask) -> None:
    """End the process when this is a server without its data key, or one in production that must not be; commands go on."""
    if _is_command():
        return
    with app.app_context():
        _must_open()
        if not app.config["PRODUCTION"]:
            return
        found = list(faults(app))
    if found:
        lines = ["敲门没有启动 · Qiaomen did not start:", *map(str, found), "flask doctor 再查一遍 · checks again"]
        sys.exit("\n".join(lines))


def _must_open() -> None:
    """No server of any kind starts with a database that it could not read."""
    try:
        must_open()
    except Problem as problem:
        sys.exit(f"{problem.message} [{problem.code}]")


def faults(app: Flask) -> Iterator[Fault]:
    """All that must be mended, in the context of the app."""
    yield from _settings(app)
    yield from _fonts()
    yield from _provider(app)
    yield from _secrets(app)
    for name in app.config["KEY_FILES"]:
        yield from _key_file(name, app.config[name])
    try:
        yield from _database()
    except SQLAlchemyError as error:
        yield Fault(
            "database",
            f"数据库打不开（{type(error).__name__}）。请核对 DATABASE_URL，再运行 flask --app wsgi db upgrade。",
            "The database cannot be opened. Check DATABASE_URL, then run flask --app wsgi db upgrade.",
        )
    finally:
        db.session.rollback()


def _is_command() -> bool:
    """Whether a `flask` command loads us, and not a server; `flask run` is a server."""
    context = click.get_current_context(silent=True)
    return bool(context and context.find_object(ScriptInfo)) and "run" not in sys.argv[1:]


def _settings(app: Flask) -> Iterator[Fault]:
    if app.debug:
        yield Fault(
            "debug",
            "调试模式开着，出错时会向任何人显示程序内部。请去掉 FLASK_DEBUG 和 --debug 后重新启动。",
            "Debug mode is on, and shows the inside of the program to anybody. Remove FLASK_DEBUG and --debug.",
        )
    if not app.config["SECURE_COOKIE"]:
        yield Fault(
            "plain_http",
            "没有声明 HTTPS，密码和登录会明文传送。请按 docs/deployment.md 在前面放 Caddy，并设 SECURE_COOKIE=1。",
            "HTTPS is not declared. Put Caddy in front as docs/deployment.md says, and set SECURE_COOKIE=1.",
        )


def _fonts() -> Iterator[Fault]:
    if not fonts.are_there():
        yield Fault(
            "no_font",
            "没有中文字体，PDF 打不出来。请运行 .venv/bin/pip install --require-hashes -r requirements.txt，"
            "或 apt install fonts-noto-cjk。",
            "There is no Chinese font, so nothing can be printed as PDF. Run .venv/bin/pip install --require-hashes -r "
            "requirements.txt, or apt install fonts-noto-cjk.",
        )


def _provider(app: Flask) -> Iterator[Fault]:
    issuer = app.config["OIDC_ISSUER"]
    if issuer and not issuer.startswith("https://"):
        yield Fault(
            "provider_plain",
            f"统一认证的地址 {issuer} 不是 https://，谁登录可以被冒充。请改 OIDC_ISSUER。",
            f"The provider's address {issuer} is not https://: anybody could pose as anybody. Change OIDC_ISSUER.",
        )


def _secrets(app: Flask) -> Iterator[Fault]:
    url: URL = db.engine.url
    is_over_network = not is_sqlite() and url.host and not url.host.startswith("/")
    if is_over_network and _is_weak(url.password or "", url.username or ""):
        yield Fault(
            "database_password",
            f"数据库密码是默认的，或不足 {SHORTEST_SECRET} 个字符。请换成随机的长密码，并改 DATABASE_URL。",
            f"The database's password is a default one or under {SHORTEST_SECRET} characters. Set a long random one.",
        )
    file: Path | None = app.config["OIDC_CLIENT_SECRET_FILE"]
    if file and file.is_file() and _is_weak(file.read_text().strip()):
        yield Fault(
            "client_secret",
            f"统一认证的客户端密钥是默认的，或不足 {SHORTEST_SECRET} 个字符。请在认证平台重新生成，写入 {file}。",
            f"The OIDC client secret is a default one or under {SHORTEST_SECRET} characters. Make a new one: {file}.",
        )


def _is_weak(secret: str, username: str = "") -> bool:
    return len(secret) < SHORTEST_SECRET or secret.lower().strip("0123456789!@#") in (*_KNOWN_TO_ALL, username.lower())


def _key_file(setting: str, path: Path | None) -> Iterator[Fault]:
    if path is None:
        return
    if not path.exists():
        yield Fault(
            "key_missing",
            f"没有密钥文件 {path}（{setting}）。请生成，或从保管处拷回；县密钥用 flask --app wsgi make-key。",
            f"There is no key file {path} ({setting}). Make it, or bring it back; the county's by flask make-key.",
        )
        return
    about, folder = path.stat(), path.parent.stat()
    if about.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Fault(
            "key_readable",
            f"密钥文件 {path}（{setting}）别的用户也能读。请运行 chmod 600 {path}。",
            f"Others can read the key file {path} ({setting}). Run chmod 600 {path}.",
        )
    if about.st_uid not in (os.geteuid(), 0):
        yield Fault(
            "key_owner",
            f"密钥文件 {path}（{setting}）属于别的用户。请运行 chown，改成运行服务的用户。",
            f"The key file {path} ({setting}) belongs to another user. Give it to the server's user by chown.",
        )
    if folder.st_mode & stat.S_IWOTH and not folder.st_mode & stat.S_ISVTX:
        yield Fault(
            "key_folder",
            f"密钥所在的目录 {path.parent} 谁都能改，密钥可以被换掉。请运行 chmod o-w {path.parent}。",
            f"Anybody can write in {path.parent} and swap the key. Run chmod o-w {path.parent}.",
        )


def _database() -> Iterator[Fault]:
    yield from _sqlite() if is_sqlite() else _postgres()
    if county.is_demo():
        yield Fault(
            "demo",
            "数据库里有演示账号，密码是公开的。请换一个空的数据库建自己的县（README“换成自己的县”）。",
            "The database has demo accounts, whose password is public. Make a county of your own in an empty one.",
        )


def _sqlite() -> Iterator[Fault]:
    synchronous = db.session.execute(text("PRAGMA synchronous")).scalar_one()
    journal = db.session.execute(text("PRAGMA journal_mode")).scalar_one()
    if synchronous not in _SYNCED or journal != "wal":
        yield Fault(
            "not_full",
            f"SQLite 没有用 WAL 加 synchronous=FULL（现为 {journal}、{synchronous}），断电会丢记录。请恢复 app/db.py 的设置，"
            "数据库放在本机磁盘上，不要放在网络盘。",
            "SQLite is not in WAL with synchronous=FULL: a power cut would lose records. Restore what app/db.py sets, "
            "and keep the database on a local disk.",
        )
    file = database_file()
    if file and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Fault(
            "database_readable",
            f"数据库文件 {file} 别的用户也能读。请运行 chmod 600 {file}*，服务用 UMask=0077 启动。",
            f"Others can read the database file {file}. Run chmod 600 {file}*, and start the server with UMask=0077.",
        )


def _postgres() -> Iterator[Fault]:
    fsync = db.session.execute(text("SHOW fsync")).scalar_one()
    commit = db.session.execute(text("SHOW synchronous_commit")).scalar_one()
    if fsync != "on" or commit == "off":
        yield Fault(
            "not_full",
            "PostgreSQL 关掉了 fsync 或 synchronous_commit，断电会丢记录。请在 postgresql.conf 中都设为 on。",
            "PostgreSQL runs without fsync or synchronous_commit: a power cut would lose records. Set both to on.",
        )
