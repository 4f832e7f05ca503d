"""`python -m tests.fuzz.one TARGET [libFuzzer's options]`: fuzzes one parser until told to stop."""

import sys
from contextlib import suppress

import atheris

# The parsers' own code is watched as it is loaded; what is loaded before is not.
with atheris.instrument_imports(include=["app", "tests.fuzz", "csv", "zipfile", "json", "marshmallow"]):
    import marshmallow

    from app.problems import Problem
    from tests.fuzz.targets import PLANTED, TARGETS


def main() -> None:
    """Whatever is raised but a refusal in words is a crash."""
    parse = (PLANTED if sys.argv[1] == "planted" else TARGETS[sys.argv[1]]).parse

    def attempt(data: bytes) -> None:
        with suppress(Problem, marshmallow.ValidationError):
            parse(data)

    atheris.Setup([sys.argv[0], *sys.argv[2:]], attempt)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
