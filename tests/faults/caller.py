"""A phone's calls over real sockets, without a phone: for storms, where the server alone is looked at."""

import hashlib
import http.client
import json
import threading
import uuid
from random import Random
from typing import Any

from tests.faults.county import Cast
from tests.person import PASSWORD

Batch = dict[str, Any]
TRIES = 20


class RefusedError(Exception):
    """The server would not take it."""


class Caller:
    """One client, signed in; not to be shared by threads."""

    def __init__(self, port: int, username: str, cast: Cast) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cast = cast
        self._token = ""
        answer = self._call("POST", "/session", {"username": username, "password": PASSWORD})
        self._token = answer["token"]

    def batch(self, dice: Random, doors: list[str]) -> Batch:
        """Visits at these doors, from a phone that nobody has heard of."""
        device_id = uuid.UUID(bytes=dice.randbytes(16), version=4)
        items = [self._item(dice, number, door) for number, door in enumerate(doors, start=1)]
        return {"proto": 1, "device_id": str(device_id), "items": items, "blobs": []}

    def push(self, batch: Batch) -> list[dict[str, Any]]:
        """Hand in a batch, again until the server takes it; its verdicts."""
        verdicts: list[dict[str, Any]] = self._call("POST", "/sync/push", batch)["results"]
        return verdicts

    def top(self) -> int:
        """How far the county has come."""
        page = self._call("GET", "/sync/snapshot?limit=1")
        return int(page["as_of"])

    def follow(self, cursor: int, is_over: threading.Event) -> set[str]:
        """Read what changes until all is over and read; the doors that were told of."""
        seen: set[str] = set()
        while True:
            was_over = is_over.is_set()
            page = self._call("GET", f"/sync/pull?since={cursor}&limit=20")
            seen |= {item["id"] for item in page["items"] if item["kind"] == "household"}
            cursor = page["next"]
            if was_over and not page["more"]:
                return seen

    def _item(self, dice: Random, number: int, door: str) -> dict[str, Any]:
        body = json.dumps(
            {
                "household_id": door,
                "campaign_id": self._cast.campaign_id,
                "outcome": "no_answer",
                "device_time": "2026-11-22T09:00:00+08:00",
                "mono_ms": 1000,
                "boot_id": "boot-1",
                "clock_anchor": None,
            }
        )
        event_id = uuid.UUID(bytes=dice.randbytes(16), version=4)
        digest = hashlib.sha256(body.encode()).hexdigest()
        item = {"id": str(event_id), "device_seq": number, "type": "visit", "schema_version": 1}
        return {**item, "body": body, "sha256": digest}

    def _call(self, method: str, path: str, content: Any = None) -> Any:
        """A refusal that asks to come back is obeyed, without the wait."""
        for _ in range(TRIES):
            body = None if content is None else json.dumps(content)
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"}
            self._connection.request(method, f"/api/v1{path}", body, headers)
            answer = self._connection.getresponse()
            data = answer.read()
            if answer.status in (200, 201):
                return json.loads(data)
            if answer.status != 503:
                break
        raise RefusedError(f"{method} {path} was answered {answer.status}: {data[:300]!r}")
