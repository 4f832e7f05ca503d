"""A real provider in a process of its own, and the county that trusts it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.served import _wait_for, free_port
from tests.people.provider.traveller import RETURN, Provider

SCRIPT = Path(__file__).parent / "provider.mjs"
SECRET = "a-secret-of-thirty-two-letters-xx"


@pytest.fixture(scope="session")
def running() -> Iterator[Provider]:
    """Started once; whoever signs in there is remembered by their own browser only."""
    port = free_port()
    node = shutil.which("node") or "node"
    process = subprocess.Popen(
        [node, str(SCRIPT), str(port), RETURN],
        env={**os.environ, "NODE_ENV": "test"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/.well-known/openid-configuration", process)
        yield Provider(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def provider(running: Provider, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """The county is told of it, as an operator does."""
    secret = tmp_path / "client-secret"
    secret.write_text(SECRET + "\n")
    for name, value in {
        "OIDC_ISSUER": running.issuer,
        "OIDC_CLIENT_ID": "qiaomen",
        "OIDC_CLIENT_SECRET_FILE": secret,
        "OIDC_NAME": "县统一认证",
    }.items():
        monkeypatch.setitem(app.config, name, value)
    app.extensions.pop("provider", None)
    return running
