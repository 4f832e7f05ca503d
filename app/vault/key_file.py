"""The file that opens the data keys: made once, outside the database and outside every backup, for the server's eyes only."""

import base64
import os
import stat
from pathlib import Path

from app.db import open_beside
from app.vault import refusals
from app.vault.ciphers import AES, ID_BYTES, KEY_BYTES, Key

_MARK = "qiaomen-data-key-1"
_WARNING = """\
# 敲门 Qiaomen 的数据密钥。没有它，数据库和备份里的电话、身份证号、签名和照片谁也打不开。
# 它不在任何备份里：请另外保存一份（离线、加锁），不要和备份放在一起。
# The key to this county's numbers, signatures and photos. It is in no backup: keep a copy elsewhere, apart from them.
"""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make(path: Path, database: Path | None = None) -> Key:
    """Make the key in a file that only the database's owner may read; raises data_key_exists."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = open_beside(database, path, os.O_EXCL | os.O_WRONLY, 0o400)
    except FileExistsError:
        raise refusals.data_key_exists(str(path)) from None
    with os.fdopen(handle, "w") as file:
        file.write(f"{_WARNING}{_MARK} {os.urandom(ID_BYTES).hex()} {_written(os.urandom(KEY_BYTES))}\n")
        file.flush()
        os.fsync(file.fileno())
    return load(path)


def load(path: Path) -> Key:
    """The key; raises data_key_missing, data_key_readable_by_others, data_key_broken."""
    try:
        if path.stat().st_mode & _OTHERS:
            raise refusals.data_key_readable_by_others(str(path))
        lines = path.read_text().splitlines()
    except FileNotFoundError:
        raise refusals.data_key_missing(str(path)) from None
    except (PermissionError, IsADirectoryError, UnicodeDecodeError):
        raise refusals.data_key_broken(str(path)) from None
    return _read(path, [line.split() for line in lines if line.strip() and not line.startswith("#")])


def _read(path: Path, said: list[list[str]]) -> Key:
    try:
        ((mark, key_id, material),) = said
        key = bytes.fromhex(key_id), base64.b64decode(material, validate=True)
    except ValueError:
        raise refusals.data_key_broken(str(path)) from None
    if mark != _MARK or tuple(map(len, key)) != (ID_BYTES, KEY_BYTES):
        raise refusals.data_key_broken(str(path))
    return Key(key[0], AES, key[1])


def _written(material: bytes) -> str:
    return base64.b64encode(material).decode()
