"""Options and fixtures of the long proofs."""

from pathlib import Path

import pytest

from tests.e2e.conftest import browser, desk, stack

__all__ = ["browser", "desk", "stack"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--real-texts FILE.jsonl`: labelled real texts, which are not part of the project."""
    parser.addoption("--real-texts", type=Path, default=None, metavar="FILE.jsonl")


@pytest.fixture
def real_texts(request: pytest.FixtureRequest) -> Path:
    """The file given; the proof cannot be made without one."""
    file: Path | None = request.config.getoption("--real-texts")
    assert file is not None, "give labelled real texts: make prove REAL=FILE.jsonl"
    return file.resolve()
