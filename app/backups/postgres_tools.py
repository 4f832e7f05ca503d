"""Runs pg_dump, pg_restore and psql as the county's own account, with no password on a command line."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from sqlalchemy import URL

from app.backups import refusals
from app.problems import Problem
from app.workroom import workroom

_DEBIAN = Path("/usr/lib/postgresql")
# All tables and functions, whatever the backup knows of: a newer release may have added some. An extension's stay.
_EMPTY = b"""
BEGIN;
SET LOCAL lock_timeout = '60s';
SET LOCAL client_min_messages = warning;
DO $$ DECLARE t record; f record; BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE public.%I CASCADE', t.tablename);
  END LOOP;
  FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('DROP FUNCTION %s CASCADE', f.name);
  END LOOP;
END $$;
"""


def dump(url: URL, target: Path, snapshot: str | None = None) -> None:
    """Write a database into a file, as it is, or as it was at an exported snapshot."""
    moment = [f"--snapshot={snapshot}"] if snapshot else []
    with _login(url) as login:
        done = _run([_tool("pg_dump"), "--format=custom", *moment, f"--file={target}", login])
    if done.returncode:
        raise _refusal(done.stderr, refusals.backup_failed)


def fill(url: URL, dumped: Path) -> None:
    """Restore a dump into an empty database."""
    with _login(url) as login:
        how = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
        done = _run([_tool("pg_restore"), *how, f"--dbname={login}", str(dumped)])
    if done.returncode:
        raise _refusal(done.stderr, lambda why: refusals.backup_damaged([why]))


def refill(url: URL, dumped: Path) -> None:
    """Put a dump's content in the place of a database's, in one transaction."""
    with _login(url) as login, TemporaryFile() as log:
        command = [_tool("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={login}"]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=log) as psql:  # noqa: S603 - as below
            assert psql.stdin is not None
            is_whole = _feed(psql.stdin, dumped, log)
        if psql.returncode or not is_whole:
            log.seek(0)
            raise _refusal(log.read(), refusals.backup_failed)


def _feed(psql: IO[bytes], dumped: Path, log: IO[bytes]) -> bool:
    """Hand it everything; the word that makes it so comes last, and only when nothing is missing."""
    command = [_tool("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dumped)]
    try:
        with psql:
            psql.write(_EMPTY)
            psql.flush()
            done = subprocess.run(command, stdout=psql, stderr=log, check=False)  # noqa: S603 - as below
            is_whole = done.returncode == 0
            if is_whole:
                psql.write(b"COMMIT;\n")
    except BrokenPipeError:
        return False  # psql has given up, and said why
    return is_whole


def _run(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    # PostgreSQL's tools by their full path, and what we say of the county's own database.
    return subprocess.run(command, capture_output=True, check=False)  # noqa: S603


@contextmanager
def _login(url: URL) -> Iterator[str]:
    """The address that libpq takes; the password in a file, since everybody can read command lines."""
    with workroom() as folder:
        query = dict(url.query)
        if url.password:
            passwords = Path(folder) / "pgpass"
            passwords.touch(0o600)
            escaped = url.password.replace("\\", "\\\\").replace(":", "\\:")
            passwords.write_text(f"*:*:*:*:{escaped}\n")
            query["passfile"] = str(passwords)
        bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
        yield bare.render_as_string()


def _tool(name: str) -> str:
    """Where one of PostgreSQL's tools is: in Debian's folder, the newest of them, or on the path."""
    found = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    on_path = str(found[-1]) if found else shutil.which(name)
    if on_path is None:
        raise refusals.database_tool_missing(name)
    return on_path


def _refusal(said: bytes, otherwise: Callable[[str], Problem]) -> Problem:
    """What a tool's last words mean."""
    words = said.decode(errors="replace").strip()
    if "No space left" in words:
        return refusals.backup_no_room()
    return otherwise(words.splitlines()[-1] if words else "没有说明")
