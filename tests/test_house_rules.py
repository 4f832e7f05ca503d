"""The rules of the house, checked by machine: sizes, opening sentences, one place for a commit, a true README."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MOST_LINES = 300
MOST_FUNCTION_LINES = 40
COMMANDS_AND_JOBS = {
    "app/cli.py",
    "app/retention/command.py",
    "app/rosters/command.py",
    "app/rosters/work.py",
    "app/rosters/jobs.py",
}
BANNED_NAMES = {"utils", "helpers", "common", "manager", "base", "misc"}


def tracked(*patterns: str) -> list[Path]:
    """Files that are ours: tracked or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).exists()]


def sources() -> list[Path]:
    return [path for path in tracked("app/*.py", "config.py", "wsgi.py", "tests/*.py") if path.read_text().strip()]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))


def test_no_file_is_longer_than_it_may_be():
    files = sources() + tracked("static/src/*.ts", "static/src/*.vue")
    long = {str(p.relative_to(ROOT)): n for p in files if (n := len(p.read_text().splitlines())) > MOST_LINES}

    assert {name: n for name, n in long.items() if not name.endswith("schema.d.ts")} == {}


def test_no_function_is_longer_than_it_may_be():
    long = {
        f"{path.relative_to(ROOT)}:{node.name}": length
        for path in sources()
        for node in functions(path)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > MOST_FUNCTION_LINES
    }

    assert long == {}


def test_every_file_opens_with_a_sentence_saying_what_it_is_for():
    silent = [
        str(p.relative_to(ROOT)) for p in sources() if not (ast.get_docstring(ast.parse(p.read_text())) or "").strip()
    ]
    web = [p for p in tracked("static/src/*.ts") if p.name != "schema.d.ts"]
    silent += [str(p.relative_to(ROOT)) for p in web if not p.read_text().lstrip().startswith(("//", "/*"))]
    silent += [
        str(p.relative_to(ROOT)) for p in tracked("static/src/*.vue") if not p.read_text().lstrip().startswith("<!--")
    ]

    assert silent == []


def test_every_public_operation_says_what_it_does():
    silent = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in tracked("app/*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]

    assert [name for name in silent if "problems.py" not in name and "refusals.py" not in name] == []


def test_no_file_is_an_attic():
    attics = [str(path.relative_to(ROOT)) for path in tracked("app", "static/src") if path.stem in BANNED_NAMES]

    assert attics == ["static/src/shared/base.css"]  # the one thing every page does begin with


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    [
        # The transaction belongs to the edge: operations flush, changes.writing() commits.
        (r"\.commit\(", {"app/changes.py"}),
        (
            r"\bwriting\(\)",
            {
                "app/changes.py",
                "app/audit_commands.py",
                "app/campaign_commands.py",
                "app/vault_commands.py",
                "app/backup_commands.py",
                "app/forget_commands.py",
                "app/print_commands.py",
                "app/forgetting/sweeping.py",
                "app/cli.py",
                "app/http.py",
                "app/people/recording.py",
                "app/ledgers/work.py",
                "app/seals/watch.py",
                "app/retention/command.py",
                "app/jobs/background.py",
                "app/rosters/command.py",
                "app/rosters/work.py",
                "app/rosters/jobs.py",
            },
        ),
        (r"datetime\.now\(|date\.today\(|time\.time\(", {"app/clock.py"}),
        (r"os\.environ", set()),
        (r"import pandas", {"app/ledgers/pivots.py"}),
        (r"import geopy|from geopy", {"app/households/geometry.py"}),
        (r"import typst", {"app/paper/fonts.py", "app/paper/press.py"}),
        (r"except( Exception)?:\s*pass", set()),
        (r"Model\.query|\.query\.", set()),
        (r"\bTODO\b|\bFIXME\b|\bXXX\b|raise NotImplementedError", set()),
    ],
)
def test_a_thing_is_done_in_one_place(pattern: str, allowed: set[str]):
    found = {str(p.relative_to(ROOT)) for p in tracked("app/*.py") if re.search(pattern, p.read_text())}

    assert {name for name in found if not name.endswith("routes.py")} <= allowed


def test_no_test_is_skipped_or_singled_out():
    pattern = re.compile(r"mark\.(skip|xfail)|pytest\.skip\(|\b(it|test|describe)\.(skip|only|todo)\b")
    files = [*tracked("tests/*.py"), *tracked("static/src/*.test.ts")]

    assert [str(p.relative_to(ROOT)) for p in files if pattern.search(p.read_text()) and p != Path(__file__)] == []


def test_every_domain_stands_in_the_readmes_tree():
    readme = (ROOT / "README.md").read_text()
    domains = {path.parent.name for path in tracked("app/*/__init__.py")}

    assert {name for name in domains if f"{name}/" not in readme} == set()


def test_every_command_the_readme_names_exists():
    readme = (ROOT / "README.md").read_text() + (ROOT / "README.zh-CN.md").read_text()
    makefile = (ROOT / "Makefile").read_text()

    targets = set(re.findall(r"`make ([a-z-]+)", readme))
    assert targets
    assert {name for name in targets if not re.search(rf"^{name}:", makefile, re.MULTILINE)} == set()


def test_every_problem_has_its_own_code():
    catalogues = "".join(path.read_text() for path in tracked("app/problems.py", "app/*/refusals.py"))
    codes = re.findall(r'Problem\(\s*"([a-z_]+)"', catalogues)

    assert len(codes) == len(set(codes)) > 20
