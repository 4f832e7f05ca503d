"""The committed contract is the one the server speaks."""

import json
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).parent.parent


def test_openapi_json_is_fresh(app: Flask):
    served = app.test_client().get("/api/v1/openapi.json").json

    assert json.loads((ROOT / "openapi.json").read_text()) == served, "run `make openapi`"


def test_every_operation_has_a_summary_and_an_answer_for_failures(app: Flask):
    paths = app.test_client().get("/api/v1/openapi.json").json["paths"]
    operations = [
        (f"{method} {path}", o) for path, item in paths.items() for method, o in item.items() if method != "parameters"
    ]

    assert [name for name, o in operations if not o.get("summary")] == []
    assert [name for name, o in operations if "default" not in o["responses"]] == []
