"""Which phone a request is signed by, and that its number is used up with what it does."""

import hashlib

from flask import request

from app.changes import do_first
from app.people import device_keys, refusals
from app.people.device_keys import SigningPhone


def signing_phone() -> SigningPhone | None:
    """The phone whose key signed this request, or None where nobody did; an ended one is answered too.

    Its number is used up by the first write transaction of the request. What shows or changes anything of
    residents has one (the audit log's, if no other); what has none may be asked again without harm.
    Raises signature_wrong, signature_used.
    """
    do_first(None)
    header = request.headers.get(device_keys.HEADER)
    if header is None:
        return None
    signed = device_keys.read(header)
    key = device_keys.check(signed, request.method, _address())
    # Only now: nobody without a key has us read and hash megabytes.
    if hashlib.sha256(request.get_data()).hexdigest() != signed.body_sha256:
        raise refusals.signature_wrong()
    do_first(lambda: device_keys.claim(signed.key_id, signed.counter))
    return key


def ended_phone() -> SigningPhone:
    """The phone that was ended and says its last words; raises signature_wrong where it is none."""
    key = signing_phone()
    if key is None or not key.is_ended:
        raise refusals.signature_wrong()
    return key


def _address() -> str:
    """As the phone has asked for it."""
    query = request.query_string.decode("latin-1")
    return f"{request.path}?{query}" if query else request.path
