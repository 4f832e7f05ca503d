"""A little site with one hole of each kind: a scanner is trusted only for the kinds that it finds here. Never served but to it.

`python -m tests.scan.holes PORT`
"""

import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

from flask import Flask, Response, redirect, request

FOLDER = Path(mkdtemp(prefix="qiaomen-holes-"))
FORM = '<form method="post" action="/change"><input name="password" value="a"><input type="submit"></form>'
LINKS = ("/doors?id=1", "/search?q=a", "/file?name=notes.txt", "/go?to=/here", "/ping?host=a", "/change")

app = Flask(__name__, static_folder=None)


@app.get("/")
def begin() -> Response:
    """Links to every hole, with neither policy nor headers, and a cookie that scripts read."""
    response = Response("".join(f'<a href="{link}">{link}</a> ' for link in LINKS))
    response.set_cookie("session", "a-secret")
    return response


@app.get("/doors")
def doors() -> str:
    """SQL put together from what was asked for; its errors are shown."""
    with sqlite3.connect(FOLDER / "doors.db") as database:
        try:
            rows = database.execute(f"SELECT name FROM door WHERE id = {request.args.get('id', '')}").fetchall()
        except sqlite3.Error as error:
            return f"sqlite3.OperationalError: {error}"
    return f"{len(rows)} doors: " + ", ".join(str(row[0]) for row in rows)


@app.get("/search")
def search() -> str:
    """What was asked for, as markup."""
    return f"<p>Nothing found for {request.args.get('q', '')}</p>"


@app.get("/file")
def file() -> Response:
    """A file by a name that may climb."""
    path = FOLDER / request.args.get("name", "")
    return Response(path.read_text(errors="replace") if path.is_file() else "no such file", mimetype="text/plain")


@app.get("/go")
def go() -> Response:
    """Wherever the link says."""
    return redirect(request.args.get("to", "/"))  # type: ignore[return-value]


@app.get("/ping")
def ping() -> str:
    """A command, by a shell."""
    line = f"echo {request.args.get('host', '')}"
    return subprocess.run(line, cwd=FOLDER, shell=True, capture_output=True, text=True, timeout=20, check=False).stdout


@app.route("/change", methods=["GET", "POST"])
def change() -> str:
    """A form that any page may send."""
    return FORM


def main() -> None:
    """Serve it on this machine only."""
    (FOLDER / "notes.txt").write_text("notes")
    with sqlite3.connect(FOLDER / "doors.db") as database:
        database.execute("CREATE TABLE door (id INTEGER, name TEXT)")
        database.executemany("INSERT INTO door VALUES (?, ?)", [(number, f"door {number}") for number in range(1, 6)])
    app.run(host="127.0.0.1", port=int(sys.argv[1]), threaded=True)


if __name__ == "__main__":
    main()
