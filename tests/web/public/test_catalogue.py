"""The English catalogue: everything the public pages say is in it, and it is compiled."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "pakn" / "translations" / "en" / "LC_MESSAGES"
KEYWORDS = {"_": None, "gettext": None, "_l": None, "_N": None}
ROOMS = ("pakn/web/public", "templates/pages/public", "templates/pages/errors")


def catalogue() -> Catalog:
    """The English catalogue as it is written."""
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def said(room: str) -> Iterator[str]:
    """Every text that the files of a room mark for translation."""
    methods = [("**.py", "python"), ("**.html", "jinja2")]
    options = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
    found = extract_from_dir(ROOT / room, methods, options, keywords=KEYWORDS)
    for _file, _line, message, _comments, _context in found:
        assert isinstance(message, str)
        yield message


@pytest.mark.parametrize("room", ROOMS)
def test_everything_said_to_the_public_has_english(room: str) -> None:
    english = catalogue()
    texts = list(said(room))
    assert texts
    assert [text for text in texts if text not in english or not english[text].string] == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue())
    assert (FOLDER / "messages.mo").read_bytes() == compiled.getvalue()
