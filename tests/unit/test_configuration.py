"""The guide for operators names every variable that the program reads."""

import re
from pathlib import Path

from pakn.settings import ROOT


def test_every_variable_is_in_the_guide() -> None:
    source = Path(ROOT / "pakn" / "settings.py").read_text(encoding="utf-8")
    guide = Path(ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    read = set(re.findall(r'"((?:PAKN_)?[A-Z][A-Z_]+)"', source))
    assert {"PAKN_ENV", "DATABASE_URL", "PORT"} <= read
    assert {name for name in read if f"`{name}`" not in guide} == set()
