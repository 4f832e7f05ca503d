"""The days' roots as files, to be kept elsewhere or printed; what leaves the building nobody inside can rewrite."""

import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select

from app.db import db
from app.seals.faults import Keys, read
from app.seals.keys import keys_by_id
from app.seals.models import SlipKey, SlipRoot
from app.seals.record import is_sealed, root_message
from app.seals.sealing import last_root

FORMAT, VERSION = "qiaomen-slip-root", 1
_PARTS = {"number", "day", "key", "leaves", "total", "merkle", "prev", "villages"}


def told_in(root: SlipRoot, keys: Keys) -> dict[str, Any] | None:
    """What a root says, as a key of the county's signed it; None where it is not that any more, or is filed as another."""
    key, told = keys.get(root.key_id), read(root.record)
    if key is None or told is None or not is_sealed(key, root_message(root.record.encode()), root.seal):
        return None
    if not told.keys() >= _PARTS or not isinstance(told["villages"], list):
        return None
    return told if (told["number"], told["day"], told["key"]) == (root.number, str(root.day), root.key_id) else None


def are_written(folder: Path) -> bool:
    """Whether the newest root is there already, and so those before it: asked every other second, of one row and one file."""
    newest = last_root()
    return newest is None or _path(folder, newest).exists()


def _path(folder: Path, root: SlipRoot) -> Path:
    return folder / f"slip-root-{root.day}.json"


def write_files(folder: Path, own: Ed25519PublicKey | None) -> list[Path]:
    """Write each root that is not there yet, as a small file for programs and a page for the duty book; answers the new ones.

    One that is not as it was signed is kept nowhere; `flask check` names it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written, keys = [], keys_by_id(own)
    for root in db.session.scalars(select(SlipRoot).order_by(SlipRoot.number)):
        path = _path(folder, root)
        if not path.exists() and told_in(root, keys):
            path.with_suffix(".txt").write_text(page(root))
            path.write_text(json.dumps(file_of(root), ensure_ascii=False, indent=1) + "\n")
            written.append(path)
    return written


def file_of(root: SlipRoot) -> dict[str, Any]:
    """A root with the key that it can be checked by."""
    key = db.session.get_one(SlipKey, root.key_id)
    return {
        "format": FORMAT,
        "version": VERSION,
        "record": root.record,
        "seal": root.seal,
        "public_key": key.public_key,
    }


def page(root: SlipRoot) -> str:
    """A root as a page to be printed: what somebody years later compares by eye."""
    told = json.loads(root.record)
    lines = [
        f"告知单每日总账　{root.day}　第 {root.number} 号",
        f"当日封存 {told['leaves']} 份，累计 {told['total']} 份，{len(told['villages'])} 个村（社区）",
        f"总账根　{_groups(told['merkle'])}",
        f"前一日　{_groups(told['prev'])}",
        f"密　钥　{_groups(root.key_id)}",
        f"签　章　{_groups(root.seal)}",
        "",
        *(f"{village}　{first}–{last}　{_groups(leaf[:16])}" for village, first, last, leaf in told["villages"]),
        "",
        "打印后存入值班簿，或存到别处。日后以此核对：当日的告知单一份不多，一份不少，一字未改。",
    ]
    return "\n".join(lines) + "\n"


def _groups(digits: str) -> str:
    return " ".join(digits[place : place + 8] for place in range(0, len(digits), 8))
