"""The data keys that this process has opened, and which of them a transaction seals with."""

import os
from collections.abc import Iterable
from threading import Lock
from typing import cast

from flask import current_app
from sqlalchemy import Row, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError

from app import clock
from app.db import db, rows_of
from app.vault import key_file, refusals
from app.vault.ciphers import ID_BYTES, KEY_BYTES, Key, Unreadable, key_id_of
from app.vault.models import DataKey

_keys = rows_of(DataKey)
# Where a connection remembers what its transaction seals with.
_SEALS_WITH = "seals_with"


class Keyring:
    """What is opened stays open until the process ends: an export may still be reading what was sealed before."""

    def __init__(self) -> None:
        self._open: dict[bytes, Key] = {}
        self._turn = Lock()

    def current(self, connection: Connection) -> Key:
        """What a transaction seals with, asked of the database once in each.

        In the transaction itself: whoever retires a key can then tell when nobody seals with it any more.
        """
        begun, key = connection.info.get(_SEALS_WITH, (None, None))
        if begun is None or begun is not connection.get_transaction():
            newest = select(_keys.c.id).where(_keys.c.retired_at.is_(None)).order_by(_keys.c.made_at.desc()).limit(1)
            key_id = connection.execute(newest).scalar()
            if key_id is None:
                raise refusals.no_data_key()
            key = self._opened(bytes.fromhex(key_id), connection)
            connection.info[_SEALS_WITH] = connection.get_transaction(), key
        return cast("Key", key)

    def get(self, key_id: bytes) -> Key | None:
        """The key of that id; one made meanwhile, by another process, is fetched."""
        if key_id not in self._open:
            # Of its own: the connection that asked is in the middle of an answer.
            with db.engine.connect() as connection:
                self.open_all(connection)
        return self._open.get(key_id)

    def get_in(self, sealed: bytes, connection: Connection) -> Key:
        """The key of a sealed value, in a transaction that may have made it itself."""
        return self._opened(key_id_of(sealed), connection)

    def all(self, connection: Connection) -> list[Key]:
        """Every key that something may be sealed with."""
        return [self._opened(bytes.fromhex(key_id), connection) for (key_id,) in connection.execute(select(_keys.c.id))]

    def open_all(self, connection: Connection) -> None:
        """Open every data key of a database; raises what is wrong with the file, or data_key_wrong."""
        if rows := connection.execute(select(_keys.c.id, _keys.c.cipher, _keys.c.wrapped)).all():
            with self._turn:
                self._open |= _unwrapped(rows)

    def make(self, connection: Connection, cipher: str) -> Key:
        """A new data key, with which everything is sealed from now on."""
        path = current_app.config["DATA_KEY_FILE"]
        key_id, material = os.urandom(ID_BYTES), os.urandom(KEY_BYTES)
        wrapped, now = key_file.load(path).seal(material, _place(key_id.hex())), clock.now()
        connection.execute(update(_keys).where(_keys.c.retired_at.is_(None)).values(retired_at=now))
        connection.execute(insert(_keys), [{"id": key_id.hex(), "cipher": cipher, "wrapped": wrapped, "made_at": now}])
        connection.info.pop(_SEALS_WITH, None)
        return Key(key_id, cipher, material)

    def _opened(self, key_id: bytes, connection: Connection) -> Key:
        if key_id not in self._open:
            self.open_all(connection)
        return self._open[key_id]


def _unwrapped(rows: Iterable[Row[tuple[str, str, bytes]]]) -> dict[bytes, Key]:
    path = current_app.config["DATA_KEY_FILE"]
    ours, opened = key_file.load(path), {}
    for key_id, cipher, wrapped in rows:
        try:
            material = ours.open(wrapped, _place(key_id))
        except Unreadable:
            raise refusals.data_key_wrong(str(path)) from None
        opened[bytes.fromhex(key_id)] = Key(bytes.fromhex(key_id), cipher, material)
    return opened


def _place(key_id: str) -> bytes:
    return f"data_key.wrapped~{key_id}".encode()


def keyring() -> Keyring:
    """This process's keys."""
    ring: Keyring = current_app.extensions["keyring"]
    return ring


def must_open() -> None:
    """Let no server start with a database that it could not read; raises what to do about it."""
    try:
        with db.engine.connect() as connection:
            keyring().open_all(connection)
            has_key = connection.execute(select(_keys.c.id)).first() is not None
    except DatabaseError:
        raise refusals.not_yet_sealed() from None
    if not has_key:
        raise refusals.no_data_key()
