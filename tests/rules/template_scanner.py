"""What stands in a template for people to read, beside what Jinja computes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from pakn.settings import ROOT

FOLDER = ROOT / "templates"
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
# Names under which macros take words for people.
WORDED = {
    *("text", "html", "title", "titleText", "titleHtml", "label", "legend", "hint", "heading"),
    *(
        "summaryText",
        "caption",
        "lead",
        "action_text",
        "link_text",
        "summary",
        "visuallyHiddenText",
    ),
    *("ariaLabel", "aria_label", "placeholder", "contact_text", "legend_text", "value_heading"),
}
READ_ALOUD = {"title", "alt", "placeholder", "aria-label", "data-label", "data-key-label"}
# Our own name, and languages by their own names.
NOT_TRANSLATED = {"PAKN"}, {"Tiếng", "Việt"}, {"English"}
# Blocks that hold no words: a class name of the body.
WORDLESS = {"body_class"}
_LETTERS = re.compile(r"[^\W\d_]+")
_VIETNAMESE = re.compile(
    r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.I
)
_JINJA = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def templates() -> list[Path]:
    """Every page, layout and component; mail and documents leave the house in Vietnamese only."""
    left_out = {FOLDER / "mail", FOLDER / "documents"}
    return [path for path in sorted(FOLDER.rglob("*.html")) if not left_out & set(path.parents)]


@dataclass
class Findings:
    """What a template has that it should not have.

    Attributes:
        words: texts outside gettext.
        styles: `style=` and `<style>`.
        handlers: `on…=` and scripts without a nonce or a file.
        unescaped: `|safe` over something that is not written in the template itself.
    """

    words: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)
    unescaped: list[str] = field(default_factory=list)


def scan(source: str) -> Findings:
    """Look through one template."""
    found = Findings()
    _Markup(found).feed(_without_jinja(source))
    tree = _JINJA.parse(source)
    _scan_expressions(tree, found, worded=False)
    for part in tree.find_all(nodes.Filter):
        if part.name == "safe" and not isinstance(part.node, nodes.Const):
            found.unescaped.append(f"line {part.lineno}")
    for block in tree.find_all(nodes.ScopedEvalContextModifier):
        found.unescaped.append(f"line {block.lineno}: autoescape")
    return found


class _Markup(HTMLParser):
    """Reads the markup that is left when Jinja is taken out."""

    def __init__(self, found: Findings) -> None:
        super().__init__(convert_charrefs=True)
        self._found = found
        self._unread = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the attributes."""
        names = {name for name, _ in attrs}
        if tag in {"script", "style", "kbd"}:
            self._unread = tag
        if tag == "style" or "style" in names:
            self._found.styles.append(f"<{tag}>")
        if tag == "script" and not names & {"src", "nonce"}:
            self._found.handlers.append("<script>")
        for name, value in attrs:
            if re.fullmatch(r"on[a-z]+", name):
                self._found.handlers.append(f"<{tag} {name}>")
            if name in READ_ALOUD or (tag, name) == ("input", "value"):
                self._read(value or "")

    def handle_endtag(self, tag: str) -> None:
        """Texts are read again after a script."""
        if tag == self._unread:
            self._unread = ""

    def handle_data(self, data: str) -> None:
        """Text that people see."""
        if not self._unread:
            self._read(data)

    def _read(self, text: str) -> None:
        words = set(_LETTERS.findall(text))
        if words and not any(words <= known for known in NOT_TRANSLATED):
            self._found.words.append(" ".join(text.split()))


def _without_jinja(source: str) -> str:
    """The markup alone: a computed value leaves a 0, a block a blank, a translation nothing."""
    kept: list[str] = []
    until = ""
    for kind, value, words in _tokens(source):
        if kind == "data" and not until:
            kept.append(value)
        elif kind == "variable_begin":
            kept.append("0")
        elif kind == "block_begin":
            kept.append(" ")
            until = _end_of(words) if not until else "" if words[0] == until else until
    return "".join(kept)


def _end_of(words: tuple[str, str]) -> str:
    """What ends a block whose content is not to be read; empty for one that is."""
    if words[0] == "block":
        return "endblock" if words[1] in WORDLESS else ""
    return "endtrans" if words[0] == "trans" else ""


def _tokens(source: str) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """(kind, text, the two words that follow) of every token."""
    tokens = [(kind, value) for _, kind, value in _JINJA.lex(source) if kind != "whitespace"]
    padded = [*tokens, ("", ""), ("", "")]
    for number, (kind, value) in enumerate(tokens):
        yield kind, value, (padded[number + 1][1], padded[number + 2][1])


def _scan_expressions(node: nodes.Node, found: Findings, *, worded: bool) -> None:
    """Texts within expressions: Vietnamese anywhere, any words where a macro takes words."""
    if isinstance(node, nodes.Call) and getattr(node.node, "name", "") in GETTEXT:
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        if worded or _VIETNAMESE.search(node.value):
            _Markup(found).feed(node.value)
        return
    for child in node.iter_child_nodes():
        _scan_expressions(child, found, worded=_is_worded(node, child, worded=worded))


def _is_worded(node: nodes.Node, child: nodes.Node, *, worded: bool) -> bool:
    if isinstance(node, nodes.Pair):
        key = node.key.value if isinstance(node.key, nodes.Const) else ""
        return child is node.value and key in WORDED
    if isinstance(node, nodes.Keyword):
        return node.key in WORDED
    # `a if b else c` and `a or b` are words where they stand; a call's arguments are not.
    passes_on = isinstance(node, nodes.CondExpr | nodes.Or | nodes.Concat | nodes.Filter)
    return worded and passes_on and child is not getattr(node, "test", None)
