"""A Sheet as PDF by WeasyPrint.

Imported at the first PDF of a process only: WeasyPrint takes some 60 MB, and where Pango is missing
its import fails (`pakn.adapters.documents.office`).
"""

from functools import lru_cache
from pathlib import Path
from threading import Lock

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from pakn.sheets import Sheet

_FONTS = Path(__file__).parent / "fonts"
_FACES = (
    ("Tinos-Regular.ttf", "normal", "normal"),
    ("Tinos-Italic.ttf", "normal", "italic"),
    ("Tinos-Bold.ttf", "bold", "normal"),
    ("Tinos-BoldItalic.ttf", "bold", "italic"),
)
_PAGE = """\
{% from "components/letter.html" import letter_sheet -%}
<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{ sheet.title }}</title>
<meta name="author" content="{{ sheet.issuer }}"></head>
<body>{{ letter_sheet(sheet) }}</body></html>
"""
# Pango's font maps are not made for several threads of one process.
_one_at_a_time = Lock()


class OwnFontsOnly(URLFetcher):  # type: ignore[misc]
    """Gives the four font files; nothing else is ever fetched, from wherever."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """One of our fonts; raises ValueError for every other address."""
        for name, _, _ in _FACES:
            if url == (_FONTS / name).as_uri():
                content = (_FONTS / name).read_bytes()
                return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
        raise ValueError("documents fetch nothing")


def pdf_file(sheet: Sheet, templates: Path) -> bytes:
    """The document as the bytes of a PDF.

    Args:
        sheet: the document.
        templates: the folder that holds `components/` and `documents/`.
    """
    pages = Environment(
        loader=FileSystemLoader(templates), undefined=StrictUndefined, autoescape=True
    )
    html = pages.from_string(_PAGE).render(sheet=sheet)
    with _one_at_a_time:
        fonts, style = _style(templates)
        page = HTML(string=html, url_fetcher=OwnFontsOnly())
        made: bytes = page.write_pdf(
            stylesheets=[style], font_config=fonts, presentational_hints=True
        )
    return made


@lru_cache(maxsize=1)
def _style(templates: Path) -> tuple[FontConfiguration, CSS]:
    """Fonts and rules, read once a process."""
    fonts = FontConfiguration()
    faces = "".join(
        f'@font-face {{ font-family: "Tinos"; src: url("{(_FONTS / name).as_uri()}");'
        f" font-weight: {weight}; font-style: {style}; }}"
        for name, weight, style in _FACES
    )
    rules = (templates / "documents" / "print.css").read_text(encoding="utf-8")
    return fonts, CSS(string=faces + rules, font_config=fonts, url_fetcher=OwnFontsOnly())
