"""Seals a phone's outbox into a file, as its browser does."""

import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask

from app import clock
from app.db import db
from app.sync import sealing
from app.sync.sealing import CountyKey, point_of, sealing_key
from tests.person import Person
from tests.phone import Phone, sha256


def outbox(phone: Phone, *items: Any, blobs: tuple[bytes, ...] = (), **said: Any) -> dict[str, Any]:
    """What a phone puts into the file."""
    return {
        "device_id": phone.device_id,
        "user_id": phone.person.id,
        "exported_at": clock.now().isoformat(),
        "items": list(items),
        "blobs": [{"sha256": sha256(data), "data": base64.b64encode(data).decode()} for data in blobs],
        **said,
    }


def seal(key: CountyKey, content: dict[str, Any] | bytes, device_id: str = "") -> dict[str, Any]:
    """The file that a phone writes, knowing only the county's public point."""
    plain = content if isinstance(content, bytes) else json.dumps(content).encode()
    device_id = device_id or content["device_id"]  # type: ignore[index]
    county = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key.public_point)
    mine = ec.generate_private_key(ec.SECP256R1())
    ephemeral, iv = point_of(mine.public_key()), os.urandom(12)
    secret = sealing_key(mine.exchange(ec.ECDH(), county), ephemeral)
    data = AESGCM(secret).encrypt(iv, plain, device_id.encode())
    return {
        "format": "qiaomen-rescue",
        "version": 1,
        "key_id": key.key_id,
        "device_id": device_id,
        **{
            name: base64.b64encode(value).decode()
            for name, value in {"ephemeral": ephemeral, "iv": iv, "data": data}.items()
        },
    }


@pytest.fixture(autouse=True)
def key(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CountyKey:
    monkeypatch.setitem(app.config, "RESCUE_KEY_FILE", tmp_path / "county-key.pem")
    return sealing.make_file(tmp_path / "county-key.pem")


def bring(person: Person, file: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = person.post("/sync/rescue", **file)
    assert answer.status_code == status, answer.text
    db.session.rollback()
    return answer.json


def secret_of(phone: Phone) -> str:
    return phone.push().json["device_secret"]


def counts(**some: int) -> dict[str, int]:
    return {"created": 0, "duplicate": 0, "needs_review": 0, "quarantined": 0, "conflict": 0, **some}
