"""The seal of a printed slip: a line after the end of its PDF, by which anybody sees that no page of it was changed since.

It is a comment to whoever reads PDFs. What saves the file anew leaves it out; then nothing is known of the pages.
"""

import hashlib
import io
from datetime import datetime
from typing import IO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.seals.record import key_id_of, sign
from app.seals.sealing import ms

_PRINT = b"qiaomen-print-1\0"


def seal_print(file: IO[bytes], key: Ed25519PrivateKey, at: datetime) -> None:
    """Put the seal at the end of a PDF that is written whole; `at` is when it was printed."""
    file.seek(0)
    digest, printed_ms = hashlib.file_digest(file, "sha256").digest(), ms(at)  # type: ignore[arg-type]
    seal = sign(key, _PRINT + printed_ms.to_bytes(6) + digest)
    file.seek(0, io.SEEK_END)
    file.write(f"%qiaomen-print-1 {key_id_of(key.public_key())} {printed_ms} {seal}\n".encode())
