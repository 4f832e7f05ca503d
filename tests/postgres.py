"""A PostgreSQL server of the tests' own: made on a free port, stopped when they end."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running_postgres(folder: Path) -> Iterator[str]:
    """The URL of a server that keeps its data in a folder, for as long as the context lasts."""
    tools, data, port = _tools(), folder / "data", _free_port()
    _let_server_in(folder)
    _run([tools / "initdb", "-D", data, "-U", "tests", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"])
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    _run([tools / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start"])
    try:
        yield f"postgresql+psycopg://tests@127.0.0.1:{port}/postgres"
    finally:
        _run([tools / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])


def _tools() -> Path:
    """Where initdb and pg_ctl are: on the path, or in Debian's folder; the newest of them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise RuntimeError("PostgreSQL is missing; `make test` installs it (scripts/install-test-tools.sh).")
    return Path(on_path).resolve().parent


def _run(command: list[str | Path]) -> None:
    """Run a server tool; as root it is done as `postgres`, since PostgreSQL refuses root."""
    as_server = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*as_server, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")


def _let_server_in(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
