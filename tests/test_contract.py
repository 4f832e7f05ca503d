"""schemathesis over the contract: whatever is sent, no 5xx and no answer that is not documented."""

import json
import os
from pathlib import Path

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.county import County
from tests.person import PASSWORD

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
# These are a phone's calls; everything else is tried as the administrator, who may do the most.
PHONES = ("/api/v1/sync/", "/api/v1/blobs/")


CONTRACT = json.loads((Path(__file__).parent.parent / "openapi.json").read_text())
OPERATIONS = [(path, method) for path, item in CONTRACT["paths"].items() for method in item if method != "parameters"]
EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "15"))


def still_in(app: Flask, held: dict[str, str]) -> bool:
    """Some calls end the session that they are made in."""
    return app.test_client().get("/api/v1/session", headers=held).status_code == 200


def bearer(app: Flask, path: str) -> dict[str, str]:
    username = "alice" if path.startswith(PHONES) else "erin"
    # From another address than the examples, which fail to sign in until theirs has to wait.
    elsewhere = {"REMOTE_ADDR": "127.0.0.2"}
    credentials = {"username": username, "password": PASSWORD}
    answer = app.test_client().post("/api/v1/session", json=credentials, environ_base=elsewhere)
    return {"Authorization": f"Bearer {answer.json['token']}", "Accept-Encoding": "identity"}


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_one_that_the_contract_names(app: Flask, county: County, path: str, method: str):
    held = bearer(app, path)
    operation = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)[path][method]

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def probe(case: schemathesis.Case) -> None:
        nonlocal held
        held = held if still_in(app, held) else bearer(app, path)
        case.call_and_validate(headers=held, checks=list(CHECKS))

    probe()
