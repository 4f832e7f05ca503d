"""How large a request may be: small unless a route says that it takes more, and never packed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request

from app import problems
from app.problems import Problem

MB = 1024 * 1024
# Each list or object of a body costs memory of its own, however few bytes it is written in. What holds most of them
# is a push of signatures, a list for each point: some 150,000 in its 2 MB.
MAX_VALUES = 200_000


def up_to(most: int, refused: Callable[[], Problem]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a route take so many bytes. More is refused before it is read, or while it is, where its length was not said."""

    def limit(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def limited(*args: Any, **kwargs: Any) -> Any:
            request.max_content_length = most
            if (request.content_length or 0) > most:
                raise refused()
            return view(*args, **kwargs)

        return limited

    return limit


def refuse_packed() -> None:
    """A body that unfolds on arrival can be as large as it likes; nothing of ours sends one."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise problems.encoding_unsupported()


def refuse_crowded(body: bytes) -> None:
    """A body of nothing but empty lists takes thirty times its own size in memory once it is read."""
    if body.count(b"{") + body.count(b"[") > MAX_VALUES:
        raise problems.too_many_values()
