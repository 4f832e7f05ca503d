"""Seals bytes to their place in the database, and opens them there and nowhere else (pure).

What is stored is `version and cipher (1) | key id (4) | nonce (12) | ciphertext and tag`. The head and the place are
authenticated with it: moved to another row, column or table it does not open.
"""

import hashlib
import hmac
import os
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

AES, SM4_GCM = "aes-256-gcm", "sm4-gcm"
KEY_BYTES, ID_BYTES = 32, 4
HEAD_BYTES = 1 + ID_BYTES
# So many bytes more than the plain value has: head, nonce and tag.
OVERHEAD = HEAD_BYTES + 12 + 16
_NONCE_BYTES, _TAG_BYTES, _INDEX_BYTES = 12, 16, 16
# Version 1 in the upper half of the byte.
_FIRST_BYTE = {AES: 0x11, SM4_GCM: 0x12}
CIPHERS = tuple(_FIRST_BYTE)


class Unreadable(Exception):
    """It does not open here: damaged, moved from elsewhere, or sealed with another key."""


class Aead(Protocol):
    """What AESGCM has; SM4 gets it below."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes: ...


class Sm4Gcm:
    """SM4 in GCM (RFC 8998), for counties that must use the national ciphers."""

    def __init__(self, key: bytes) -> None:
        self._key = SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        encryptor = Cipher(self._key, GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated_data)
        return encryptor.update(data) + encryptor.finalize() + encryptor.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes:
        decryptor = Cipher(self._key, GCM(nonce, data[-_TAG_BYTES:])).decryptor()
        decryptor.authenticate_additional_data(associated_data)
        return decryptor.update(data[:-_TAG_BYTES]) + decryptor.finalize()


class Key:
    """One key: what it seals opens with it alone. What numbers are found by comes from a key of its own."""

    def __init__(self, key_id: bytes, cipher: str, material: bytes) -> None:
        self.id = key_id
        self.head = bytes([_FIRST_BYTE[cipher]]) + key_id
        self._aead: Aead = (
            AESGCM(_derive(material, b"qiaomen-seal-1", 32))
            if cipher == AES
            else Sm4Gcm(_derive(material, b"qiaomen-seal-1", 16))
        )
        self._finding = _derive(material, b"qiaomen-index-1", 32)

    def seal(self, plain: bytes, place: bytes) -> bytes:
        """The value as it is stored at a place."""
        nonce = os.urandom(_NONCE_BYTES)
        return self.head + nonce + self._aead.encrypt(nonce, plain, self.head + place)

    def open(self, sealed: bytes, place: bytes) -> bytes:
        """The value that was sealed at this place; raises Unreadable."""
        nonce, rest = sealed[HEAD_BYTES : HEAD_BYTES + _NONCE_BYTES], sealed[HEAD_BYTES + _NONCE_BYTES :]
        try:
            return self._aead.decrypt(nonce, rest, sealed[:HEAD_BYTES] + place)
        except (InvalidTag, ValueError, IndexError):
            raise Unreadable from None

    def index(self, kind: str, number: str) -> bytes:
        """What a number is found by. The same number, the same bytes: that much a stolen database does tell."""
        return hmac.digest(self._finding, f"{kind}|{number}".encode(), hashlib.sha256)[:_INDEX_BYTES]


def key_id_of(sealed: bytes) -> bytes:
    """Which key a value was sealed with."""
    return sealed[1:HEAD_BYTES]


def _derive(material: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=info).derive(material)
