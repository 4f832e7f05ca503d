"""`python -m tests.scan.web`: sqlmap and wapiti, first against a site with a hole of each kind, then against the county.

Ends with 1 when one of them missed what was planted, or found anything in ours.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import requests

from tests.faults.served import ROOT, _wait_for, free_port
from tests.scan.county import Target, served

TOOLS = ROOT / ".scanners" / "scan" / "bin"
# Whatever calls a host on the internet to see whether it is called is of no use in a closed network.
MODULES = "sql,timesql,xss,permanentxss,file,redirect,exec,crlf,csrf,http_headers,csp,cookieflags"
# What wapiti must find before it is believed, by its own names. HSTS is missing on plain HTTP, here as there.
PLANTED = {
    "SQL Injection",
    "Reflected Cross Site Scripting",
    "Path Traversal",
    "Open Redirect",
    "Command execution",
    "Cross Site Request Forgery",
    "Content Security Policy Configuration",
    "Clickjacking Protection",
    "MIME Type Confusion",
    "HttpOnly Flag cookie",
    "Secure Flag cookie",
}
# Found, looked into, and no hole.
EXCUSED = {
    "Cross Site Request Forgery": "it looks for a token in forms; ours refuse by Sec-Fetch-Site and Origin, as tests/test_web.py tries "
    "on every route",
}
# Of calls that change something, those whose words reach the database.
BODIES = {
    "/households/move": {"from_code": "{code}", "to_code": "{code}"},
    "/exclusions": {"household_id": "{household_id}", "reason": "vacant", "evidence": "a", "expires_on": "2099-12-01"},
}


@dataclass(frozen=True)
class Call:
    """One address with its words; a body makes it a POST."""

    url: str
    body: str = ""
    token: str = ""


def main() -> int:
    """The exit code."""
    with TemporaryDirectory(prefix="qiaomen-web-") as folder:
        out = Path(folder)
        with _holes() as address:
            missed = PLANTED - (seen := wapiti(address, out))
            print(f"wapiti, planted: found {sorted(seen)}; missed {sorted(missed)}", flush=True)
            in_pieces = sqlmap([Call(f"{address}/doors?id=1")], out)
            print(f"sqlmap, planted: {in_pieces or 'missed'}", flush=True)
        if missed or not in_pieces:
            return 1
        with served() as target:
            found = wapiti(target.address, out, token=target.desk, contract=True)
            print(f"wapiti, ours: {sorted(found) or 'nothing'}", flush=True)
            for kind in found & EXCUSED.keys():
                print(f"    no hole, {kind}: {EXCUSED[kind]}", flush=True)
            found -= EXCUSED.keys()
            calls = list(_calls(target))
            injected = sqlmap(calls, out)
            print(f"sqlmap, ours, {len(calls)} calls: {injected or 'nothing'}", flush=True)
    return 1 if found or injected else 0


def wapiti(address: str, out: Path, token: str = "", *, contract: bool = False) -> set[str]:
    """The kinds of holes that it finds."""
    report = out / "wapiti.json"
    command = [
        str(TOOLS / "wapiti"),
        "-u",
        f"{address}/",
        "-m",
        MODULES,
        "--flush-session",
        "--no-bugreport",
        "-v",
        "0",
    ]
    if contract:
        command += ["--swagger", f"{address}/api/v1/openapi.json", "-x", f"{address}/api/v1/session"]
    if token:
        command += ["-H", f"Authorization: Bearer {token}"]
    limits = ["--max-attack-time", "240", "--store-session", str(out / "wapiti")]
    subprocess.run([*command, *limits, "-f", "json", "-o", str(report)], stdout=subprocess.DEVNULL, check=True)
    said = json.loads(report.read_text())
    for kind, holes in said["vulnerabilities"].items():
        for hole in holes:
            print(f"    wapiti: {kind}: {hole['method']} {hole['path']} {hole['parameter']} {hole['info']}"[:200])
    return {kind for kind, holes in said["vulnerabilities"].items() if holes}


def sqlmap(calls: list[Call], out: Path) -> list[str]:
    """The calls into which SQL can be put."""
    hits = []
    for number, call in enumerate(calls):
        results = out / f"sqlmap-{number}-{len(calls)}.csv"
        command = [
            *(str(TOOLS / "sqlmap"), "-u", call.url, "--batch", "--level", "3", "--risk", "2", "--dbms", "SQLite"),
            *("--skip", "user-agent,referer,host", "--threads", "4", "--flush-session", "--ignore-code", "*"),
            *("--output-dir", str(out / "sqlmap"), "--results-file", str(results), "--disable-coloring"),
            *(["--data", call.body, "--headers", "Content-Type: application/json"] if call.body else []),
            *(["--header", f"Authorization: Bearer {call.token}"] if call.token else []),
        ]
        told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        if "all tested parameters do not appear" not in told and "is vulnerable" not in told:
            print(f"    sqlmap said nothing of {call.url}: {told[-300:]}", flush=True)
            hits.append(f"{call.url} (not tried)")
        elif "is vulnerable" in told:
            hits.append(call.url)
    return hits


def _calls(target: Target) -> Iterator[Call]:
    """Every GET of the contract that takes words, and the bodies above; each answers 200 before anything is put into it."""
    contract = json.loads((ROOT / "openapi.json").read_text())
    for path, item in contract["paths"].items():
        if "get" not in item or path.endswith(("/provider", "/return")):
            continue
        places = [one for one in (*item.get("parameters", []), *item["get"].get("parameters", [])) if "name" in one]
        filled, query = path, {}
        for place in places:
            word = _word(target, place)
            if place["in"] == "path":
                # The star is where sqlmap puts what it tries.
                filled = filled.replace(f"{{{place['name']}}}", (word or "1") + "*")
            elif place["in"] == "query" and word:
                query[place["name"]] = word
        if query or "*" in filled:
            yield from _answered(target, f"{target.address}{filled}" + (f"?{urlencode(query)}" if query else ""))
    for path, body in BODIES.items():
        words = {name: value.format(**{k: v[0] for k, v in target.known.items()}) for name, value in body.items()}
        yield Call(f"{target.address}/api/v1{path}", json.dumps(words), target.desk)


def _answered(target: Target, url: str) -> Iterator[Call]:
    """A call that is refused before its words reach the database would try nothing."""
    token = target.phone if "/sync/" in url else target.desk
    told = requests.get(url.replace("*", ""), headers={"Authorization": f"Bearer {token}"}, timeout=60)
    if told.status_code == 200:
        yield Call(url, token=token)
    else:
        print(f"    left out, {told.status_code}: {url}", flush=True)


def _word(target: Target, place: dict[str, Any]) -> str | None:
    """Something that the contract takes in this place; None leaves it out."""
    name, form = place["name"], place["schema"]
    if name in ("scope", "parent"):
        return target.known["code"][0]
    if name in target.known:
        return target.known[name][0]
    if name == "q":
        return "王"
    if "enum" in form:
        return str(form["enum"][0])
    if form.get("type") == "integer":
        return "1"
    return None


@contextmanager
def _holes() -> Iterator[str]:
    port = free_port()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    site = subprocess.Popen([sys.executable, "-m", "tests.scan.holes", str(port)], cwd=ROOT, **quiet)
    try:
        _wait_for(f"http://127.0.0.1:{port}/", site)
        yield f"http://127.0.0.1:{port}"
    finally:
        site.terminate()
        site.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main())
