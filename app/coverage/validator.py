"""An answer of figures with its validator: who has it already is told so, and what was just counted is not counted again.

The validator is made of all that the figures follow from: the question, once the actor's reach has cut it, and the newest
place in the county's history, which every change moves. It is asked of the database each time, so processes agree.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from flask import Response, current_app, request

from app.changes import head

# Answers that are kept, each for as long as nothing changes: what a county's desks look at in the same minute.
_KEPT = 64


class Answers:
    """What one server process has just counted, as the bytes that it answered."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._bodies: OrderedDict[str, bytes] = OrderedDict()

    def get(self, tag: str) -> bytes | None:
        with self._lock:
            if tag in self._bodies:
                self._bodies.move_to_end(tag)
            return self._bodies.get(tag)

    def keep(self, tag: str, body: bytes) -> None:
        with self._lock:
            self._bodies[tag] = body
            while len(self._bodies) > _KEPT:
                self._bodies.popitem(last=False)


def answer(question: object, count: Callable[[], dict[str, Any]]) -> Response:
    """The figures as JSON; 304 and no body for whoever holds these very figures.

    The place in history is read before anything is counted: figures may be newer than their validator, never older.
    """
    newest = head()
    tag = hashlib.sha256(f"{newest.seq}|{newest.hash}|{question!r}".encode()).hexdigest()
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        answers: Answers = current_app.extensions.setdefault("coverage_answers", Answers())
        body = answers.get(tag)
        if body is None:
            body = current_app.json.dumps(count()).encode()
            answers.keep(tag, body)
        response = Response(body, mimetype="application/json")
    # Weak: what a proxy packs is another body of the same figures.
    response.set_etag(tag, weak=True)
    return response
