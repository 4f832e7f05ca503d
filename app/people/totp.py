"""The six digits of an authenticator (RFC 6238): the secret, and which half minute a code belongs to."""

import base64
import hmac
import secrets
from datetime import datetime
from io import BytesIO
from urllib.parse import quote

import segno
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

STEP_S = 30
# Clocks of phones are a little off, and people take a while to type.
_DRIFT = (0, -1, 1)
ISSUER = "敲门"


def new_secret() -> str:
    """Twenty random bytes in base32, as authenticators take them."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_of(instant: datetime) -> int:
    """The half minute that an instant lies in."""
    return int(instant.timestamp()) // STEP_S


def code_at(secret: str, step: int) -> str:
    """The code of a half minute."""
    # Authenticators know no other digest; inside an HMAC SHA-1 is still sound.
    hotp = HOTP(base64.b32decode(secret), 6, SHA1())  # noqa: S303  # nosec B303
    return hotp.generate(step).decode()


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The half minute, near now, that a code belongs to; None for a wrong code."""
    typed = code.replace(" ", "").encode()
    near = [step_of(now) + drift for drift in _DRIFT]
    return next((step for step in near if hmac.compare_digest(code_at(secret, step).encode(), typed)), None)


def address_of(secret: str, username: str) -> str:
    """What an authenticator reads off the QR code."""
    label = quote(f"{ISSUER}:{username}")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(ISSUER)}&algorithm=SHA1&digits=6&period={STEP_S}"


def picture_of(address: str) -> str:
    """The QR code, as an SVG of its own."""
    svg = BytesIO()
    segno.make(address, error="m").save(svg, kind="svg", scale=5, border=4, xmldecl=False, nl=False)
    return svg.getvalue().decode()
