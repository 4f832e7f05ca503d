"""A phone with a key of its own: enrols by a code, and signs whatever it sends."""

import base64
import hashlib
import json
import uuid
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from flask import Flask
from werkzeug.test import TestResponse

from tests.person import PASSWORD, Person


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


class KeyedPhone:
    """One phone; `app` is the server it speaks to. It keeps cookies, as a browser does."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.device_id = str(uuid.uuid4())
        self.counter = 0
        self.new_key()

    def new_key(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.public_key, self.key_id = b64(point), hashlib.sha256(point).hexdigest()

    def sign(self, words: str) -> str:
        r, s = decode_dss_signature(self._key.sign(words.encode(), ec.ECDSA(hashes.SHA256())))
        return b64(r.to_bytes(32) + s.to_bytes(32))

    def enrol(self, code: str, password: str = PASSWORD, **changed: Any) -> TestResponse:
        words = f"qiaomen-enrolment-1\n{code}\n{self.device_id}\n{self.public_key}"
        told = {
            "code": code,
            "password": password,
            "device_id": self.device_id,
            "public_key": self.public_key,
            "proof": self.sign(words),
            **changed,
        }
        return self.client.post("/api/v1/enrolments", json=told)

    def header(self, method: str, path: str, body: bytes = b"") -> dict[str, str]:
        """The signature of a request, with the next number."""
        self.counter += 1
        digest = hashlib.sha256(body).hexdigest()
        words = "\n".join(("qiaomen-request-1", method, f"/api/v1{path}", digest, str(self.counter)))
        return {"X-Device": f"{self.key_id}:{self.counter}:{digest}:{self.sign(words)}"}

    def signed(self, method: str, path: str, content: Any = None) -> dict[str, str]:
        """The signature of a request that says this."""
        return self.header(method, path, _written(content))

    def call(self, method: str, path: str, content: Any = None, headers: dict[str, str] | None = None) -> TestResponse:
        """A signed request; `headers` instead of a fresh signature, to say again what was said."""
        body = _written(content)
        signed = self.signed(method, path, content) if headers is None else headers
        kind = {} if content is None else {"Content-Type": "application/json"}
        return self.client.open(f"/api/v1{path}", method=method, data=body, headers={**signed, **kind})

    def sign_in(self, username: str, password: str = PASSWORD) -> TestResponse:
        return self.call("POST", "/session", {"username": username, "password": password, "app": "phone"})

    def push(self, *items: Any, headers: dict[str, str] | None = None) -> TestResponse:
        return self.call("POST", "/sync/push", self.batch(*items), headers)

    def batch(self, *items: Any) -> dict[str, Any]:
        return {"proto": 1, "device_id": self.device_id, "items": list(items), "blobs": []}


def _written(content: Any) -> bytes:
    return b"" if content is None else json.dumps(content).encode()


def code_for(office: Person, username: str) -> str:
    """A code of the office for somebody's phone."""
    owners = {user["username"]: user["id"] for user in office.get("/phones/owners").json["items"]}
    answer = office.post("/phones/enrolments", user_id=owners[username])
    assert answer.status_code == 201, answer.text
    return str(answer.json["code"])


def enrolled(app: Flask, office: Person, username: str) -> KeyedPhone:
    """Somebody's phone, enrolled and signed in."""
    phone = KeyedPhone(app)
    answer = phone.enrol(code_for(office, username))
    assert answer.status_code == 201, answer.text
    return phone
