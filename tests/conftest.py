"""What tests share."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from macros.problems import Problem
from tests.lay import MINIMAL, ROOT, Lay, problems, put
from tests.site import Built, build


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the smallest valid handbook."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "data"))


@pytest.fixture
def lay(data: Path) -> Lay:
    """Lay texts over the smallest valid handbook and say what is wrong with it then.

    A text replaces the keys it names and leaves the others;
    a text that cannot be read stands alone.
    """

    def over(files: Mapping[str, str]) -> list[Problem]:
        for name, text in files.items():
            put(data, name.removeprefix("data/"), text)
        return problems(data)

    return over


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real handbook, built once."""
    site = tmp_path_factory.mktemp("built") / "site"
    done = build(ROOT, site)
    assert done.returncode == 0, done.stderr
    return Built(site, done.stderr)
