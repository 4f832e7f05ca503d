"""A fresh database for every round: a copied SQLite file, or a PostgreSQL database made from a template."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import psycopg

from tests.faults import county
from tests.faults.children import in_child
from tests.faults.county import Cast
from tests.postgres import running_postgres


class Databases(Protocol):
    """`prepare` fills the first one, once; `renew` makes it again as it was then."""

    url: str

    @classmethod
    def in_folder(cls, folder: Path) -> AbstractContextManager["Databases"]: ...

    def prepare(self, fill: Callable[[], Cast]) -> Cast: ...

    def renew(self) -> None: ...


class Sqlite:
    """In a file."""

    def __init__(self, folder: Path) -> None:
        self._file, self._template = folder / "county.db", folder / "template.db"
        self.url = f"sqlite:///{self._file}"

    @classmethod
    @contextmanager
    def in_folder(cls, folder: Path) -> Iterator["Sqlite"]:
        """For as long as the context lasts."""
        yield cls(folder)

    def prepare(self, fill: Callable[[], Cast]) -> Cast:
        """In a child, or the children to come would share its connections."""
        cast: Cast = in_child(fill)
        county.copy(self._file, self._template)
        return cast

    def renew(self) -> None:
        """Nobody may have it open."""
        county.copy(self._template, self._file)


class Postgres:
    """On a server of our own."""

    def __init__(self, server_url: str) -> None:
        self._server = server_url.replace("+psycopg", "")
        self.url = server_url.replace("/postgres", "/county")

    @classmethod
    @contextmanager
    def in_folder(cls, folder: Path) -> Iterator["Postgres"]:
        """For as long as the context lasts."""
        with running_postgres(folder) as url:
            yield cls(url)

    def prepare(self, fill: Callable[[], Cast]) -> Cast:
        """In a child, or the children to come would share its connections."""
        self._run("CREATE DATABASE county")
        cast: Cast = in_child(fill)
        self._run("ALTER DATABASE county RENAME TO template_county")
        return cast

    def renew(self) -> None:
        """Whoever still has it open is thrown out."""
        self._run("DROP DATABASE IF EXISTS county WITH (FORCE)", "CREATE DATABASE county TEMPLATE template_county")

    def _run(self, *statements: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)
