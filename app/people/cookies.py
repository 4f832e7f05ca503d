"""Our cookies, as strict as the line allows: over HTTPS no neighbouring host and no plain page can plant one."""

from flask import current_app, request
from werkzeug.wrappers import Response


def read(name: str, path: str = "/") -> str | None:
    """What this browser keeps under a name of ours."""
    return request.cookies.get(_spelt(name, path))


def keep(response: Response, name: str, value: str, seconds: int, path: str = "/") -> None:
    """Have the browser keep it, away from scripts and from what other sites send."""
    response.set_cookie(
        _spelt(name, path),
        value,
        max_age=seconds,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SECURE_COOKIE"],
    )


def drop(response: Response, name: str) -> None:
    """Have the browser forget it; one with such a prefix is only touched by an answer that is as strict."""
    keep(response, name, "", 0)


def _spelt(name: str, path: str) -> str:
    """`__Host-` binds a cookie to this very host and to HTTPS; where it is sent to one path only, `__Secure-` does."""
    if not current_app.config["SECURE_COOKIE"]:
        return name
    return f"__Host-{name}" if path == "/" else f"__Secure-{name}"
