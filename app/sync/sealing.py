"""The county's key: opens what a phone sealed to it, and tells each phone how to prove what it wrote."""

import base64
import binascii
import hashlib
import hmac
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.sync import refusals

FORMAT, VERSION = "qiaomen-rescue", 1
_SEALING = b"qiaomen-rescue-1"
_PROVING = b"qiaomen-device-secret-1"
_SIGNING = b"qiaomen-audit-root-1"
_SLIPS = b"qiaomen-slip-seal-1"


def make_key() -> bytes:
    """A new county key, as the PEM to be kept: P-256, which every phone's WebCrypto has."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


class CountyKey:
    """The private key of one county, and what follows from it."""

    def __init__(self, pem: bytes) -> None:
        key = serialization.load_pem_private_key(pem, password=None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        assert isinstance(key.curve, ec.SECP256R1)
        self._key = key
        self.public_point = point_of(key.public_key())
        self.key_id = hashlib.sha256(self.public_point).hexdigest()[:16]
        number = key.private_numbers().private_value.to_bytes(32)
        self._proving_key = _derive(number, salt=None, info=_PROVING)

    def device_secret(self, device_id: object, user_id: object) -> str:
        """What only this user's phone is told; whoever shows it has that phone's outbox from that phone."""
        return hmac.digest(self._proving_key, f"{device_id}|{user_id}".encode(), hashlib.sha256).hex()

    def is_secret_of(self, device_id: object, user_id: object, secret: str | None) -> bool:
        """Whether this is the secret that the phone was told. Nothing of it is stored: it outlives any restore."""
        return hmac.compare_digest(self.device_secret(device_id, user_id).encode(), (secret or "").encode())

    def signing_key(self) -> Ed25519PrivateKey:
        """What the audit log's roots are signed with: of its own, since one key must not do two things."""
        number = self._key.private_numbers().private_value.to_bytes(32)
        return Ed25519PrivateKey.from_private_bytes(_derive(number, salt=None, info=_SIGNING))

    def slip_key(self) -> Ed25519PrivateKey:
        """What slips and their days are sealed with."""
        number = self._key.private_numbers().private_value.to_bytes(32)
        return Ed25519PrivateKey.from_private_bytes(_derive(number, salt=None, info=_SLIPS))

    def open_file(self, file: dict[str, Any]) -> bytes:
        """What a phone sealed into this file.

        Raises not_a_rescue_file, rescue_of_another_county, rescue_damaged.
        """
        if file.get("format") != FORMAT or file.get("version") != VERSION:
            raise refusals.not_a_rescue_file()
        if file.get("key_id") != self.key_id:
            raise refusals.rescue_of_another_county()
        try:
            ephemeral, iv, data = (_bytes(file.get(name)) for name in ("ephemeral", "iv", "data"))
            shared = self._agree(ephemeral)
            return AESGCM(sealing_key(shared, ephemeral)).decrypt(iv, data, str(file.get("device_id")).encode())
        except (ValueError, InvalidTag):
            raise refusals.rescue_damaged() from None

    def _agree(self, ephemeral: bytes) -> bytes:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), ephemeral)
        return self._key.exchange(ec.ECDH(), theirs)


def make_file(path: Path) -> CountyKey:
    """Make the county's key in a file that only we may read; raises county_key_exists."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise refusals.county_key_exists(str(path)) from None
    with os.fdopen(handle, "wb") as file:
        file.write(make_key())
        file.flush()
        os.fsync(file.fileno())
    return load(path)


def load(path: Path) -> CountyKey:
    """The county's key; raises no_county_key when it has not been made yet."""
    try:
        return _load(path)
    except FileNotFoundError:
        raise refusals.no_county_key() from None


def find(path: Path) -> CountyKey | None:
    """The county's key, or None when it has not been made yet."""
    try:
        return _load(path)
    except FileNotFoundError:
        return None


def sealing_key(shared: bytes, ephemeral: bytes) -> bytes:
    """The AES key that both sides derive from what they share; each file has its own."""
    return _derive(shared, salt=ephemeral, info=_SEALING)


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as WebCrypto's `raw` has it."""
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


@lru_cache(maxsize=4)
def _load(path: Path) -> CountyKey:
    # Read once: each push answers with a device's secret. A key is never written over (flask make-key).
    return CountyKey(path.read_bytes())


def _derive(material: bytes, *, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(material)


def _bytes(text: object) -> bytes:
    """What base64 stands for; a ValueError when it is none."""
    try:
        return base64.b64decode(str(text).encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("not base64") from error
