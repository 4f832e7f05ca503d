"""A county that is fit to be served to others, to be spoilt in one way each."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.production.ground import Ground


@pytest.fixture(scope="session")
def fit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once, with the commands of the guide."""
    ground = Ground(tmp_path_factory.mktemp("fit"))
    for command in (("db", "upgrade"), ("make-key",)):
        done = ground.run(*command)
        assert done.returncode == 0, done.stderr
    return ground.folder


@pytest.fixture
def ground(fit: Path, tmp_path: Path) -> Iterator[Ground]:
    """A copy of it."""
    ground = Ground(shutil.copytree(fit, tmp_path / "county"))
    yield ground
    ground.close()
