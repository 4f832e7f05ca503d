"""What every `flask` command does around its work: the app's context, problems in words, its line in the audit log."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from app import problems
from app.audit import actions
from app.audit import operations as audit
from app.audit.operations import Who
from app.bodies import MB
from app.oversight import witness
from app.problems import Problem


def command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """A command in the app's context; a problem ends it with its sentence and status 1."""

    def make(function: Callable[..., None]) -> click.Command:
        @wraps(function)
        def guarded(*args: Any, **options: Any) -> None:
            try:
                with _recorded(name):
                    function(*args, **options)
            except Problem as problem:
                click.echo(f"{problem.message} [{problem.code}]", err=True)
                for detail in problem.details.get("lines", []):
                    click.echo(detail, err=True)
                sys.exit(1)

        return click.command(name)(with_appcontext(guarded))

    return make


def read_file(path: Path, most_mb: int) -> bytes:
    """A file that an operator names, if it can be what they mean; raises file_too_large."""
    if path.stat().st_size > most_mb * MB:
        raise problems.file_too_large(most_mb)
    return path.read_bytes()


@contextmanager
def _recorded(name: str) -> Iterator[None]:
    """What a command writes stands in the log as the operator's; its first transaction takes the entry along."""
    with audit.acting_as(Who(username=_operator(), role="operator")), audit.drafting(actions.RUN_COMMAND):
        audit.about("command", name)
        try:
            yield
        finally:
            witness.keep()


def _operator() -> str:
    """Whoever is signed in to the server itself."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return f"uid {os.getuid()}"
