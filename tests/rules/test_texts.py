"""The repository's texts: composed letters, and nothing but the project."""

import re
import unicodedata

from pakn.settings import ROOT
from tests.rules.source import tracked_texts

# Put together here, so that this file does not hold what it looks for.
ELSEWHERE = (
    "/" + "work/",
    "/" + "root/",
    "/" + "home/",
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "index" + "-url",
    "artif" + "actory",
    "clau" + "de",
    "anthro" + "pic",
    "chat" + "gpt",
    "open" + "ai",
)
_WORDS = re.compile("|".join(map(re.escape, ELSEWHERE)), re.IGNORECASE)


def test_there_are_texts_to_look_at() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in tracked_texts()}
    assert {"pyproject.toml", "models/base.py", "tests/rules/test_texts.py"} <= names
    assert not any(name.startswith((".venv", "node_modules", ".git/")) for name in names)


def test_letters_are_composed() -> None:
    decomposed = [
        path.relative_to(ROOT).as_posix()
        for path in tracked_texts()
        if not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]
    assert decomposed == []


def test_the_repository_speaks_of_the_project_alone() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{number} {match.group()}"
        for path in tracked_texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for match in _WORDS.finditer(line)
    ]
    assert found == []
