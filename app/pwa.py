"""Hands out the built apps and the verification page: nothing of static/ but static/dist ever leaves the house."""

import mimetypes
from pathlib import Path

from flask import Blueprint, Response, current_app, redirect, request, send_from_directory
from werkzeug.wrappers import Response as BaseResponse

from app import problems
from app.people.session import open_to_all
from app.seals.keys import believed, own_key
from app.seals.saved_page import saved_page

blp = Blueprint("pwa", __name__)

# The page behind a slip's QR code: a short address in capitals, which a code holds in half the room.
_FOLDERS = {"S": "verify"}


@blp.get("/")
@open_to_all
def choose() -> Response:
    """Show the two doors: the phone's and the office's."""
    return send_from_directory(Path(current_app.root_path) / "pages", "choose.html")


@blp.get("/choose.css")
@open_to_all
def choose_style() -> Response:
    """Dress the page with the two doors."""
    return send_from_directory(Path(current_app.root_path) / "pages", "choose.css")


@blp.get("/<any(phone, desk, S):app_name>")
@open_to_all
def add_slash(app_name: str) -> BaseResponse:
    """The apps live under a slash, which a service worker's scope needs."""
    return redirect(f"/{app_name}/")


@blp.get("/verify")
@open_to_all
def verify() -> BaseResponse:
    """A word that can be said aloud; what opens without a network lives under one address alone."""
    return redirect("/S/")


@blp.get("/s/", defaults={"path": ""}, strict_slashes=False)
@blp.get("/s/<path:path>")
@open_to_all
def in_capitals(path: str) -> BaseResponse:
    """Whoever types a code's address off the paper types small letters; a browser keeps what stands after the #."""
    return redirect(f"/S/{path}")


@blp.get("/S/qiaomen-verify.html")
@open_to_all
def save_verification() -> Response:
    """Give the verification page as one file, with the keys as they are now."""
    keys = believed(own_key(current_app.config["RESCUE_KEY_FILE"]))
    response = Response(saved_page(current_app.config["STATIC_DIST"], keys), mimetype="text/html")
    response.headers["Content-Disposition"] = "attachment; filename=qiaomen-verify.html"
    response.cache_control.no_cache = True
    return response


@blp.get("/<any(phone, desk, S):app_name>/", defaults={"path": "index.html"})
@blp.get("/<any(phone, desk, S):app_name>/<path:path>")
@open_to_all
def serve(app_name: str, path: str) -> Response:
    """Give a built file, or the app's shell for any address inside it."""
    root = current_app.config["STATIC_DIST"] / _FOLDERS.get(app_name, app_name)
    if not (root / "index.html").is_file():
        raise problems.not_built()
    # Whatever has a hash in its name never changes; the shell and the worker must be asked for again.
    forever = path.startswith("assets/")
    name = path if forever or (root / path).is_file() else "index.html"
    response = _send(root, name, max_age=31536000 if forever else 0)
    if forever:
        response.cache_control.immutable = True
    return response


def _send(root: Path, name: str, max_age: int) -> Response:
    """A file as the build packed it (static/pack.js), where a browser takes it so."""
    is_packed = request.accept_encodings["br"] > 0 and (root / f"{name}.br").is_file()
    kind = mimetypes.guess_type(name)[0] if is_packed else None
    response = send_from_directory(root, f"{name}.br" if is_packed else name, mimetype=kind, max_age=max_age)
    if is_packed:
        response.content_encoding = "br"
    response.vary.add("Accept-Encoding")
    return response
