"""Pages: nothing inline, nothing untranslatable, nothing unescaped."""

from pathlib import Path

import pytest

from tests.rules.source import application, dotted
from tests.rules.template_scanner import FOLDER, Findings, scan, templates

# Where `|safe` is right, with the reason; constant markup in the template itself needs none.
SAFE = {
    "components/icons.html": "paths of the project's own drawings",
    "components/receipt.html": "a QR code drawn by segno from an address of ours",
    "govuk_frontend_jinja/components/error-message/macro.html": "the parameter is markup by name",
}


def name_of(path: Path) -> str:
    """A template's name, as pages include it."""
    return path.relative_to(FOLDER).as_posix()


@pytest.fixture(scope="module")
def findings() -> dict[str, Findings]:
    """What was found, by template."""
    return {name_of(path): scan(path.read_text(encoding="utf-8")) for path in templates()}


def test_there_are_templates_to_look_at(findings: dict[str, Findings]) -> None:
    assert len(findings) > 15


def test_every_text_is_translatable(findings: dict[str, Findings]) -> None:
    assert {name: found.words for name, found in findings.items() if found.words} == {}


def test_there_is_no_inline_style(findings: dict[str, Findings]) -> None:
    assert {name: found.styles for name, found in findings.items() if found.styles} == {}


def test_there_is_no_inline_script(findings: dict[str, Findings]) -> None:
    assert {name: found.handlers for name, found in findings.items() if found.handlers} == {}


def test_what_is_not_escaped_has_a_reason(findings: dict[str, Findings]) -> None:
    unescaped = {name for name, found in findings.items() if found.unescaped}
    assert unescaped <= set(SAFE)


def test_code_makes_markup_of_constants_only() -> None:
    made = [
        module.at(call)
        for module in application()
        for call in module.calls()
        if dotted(call.func) in {"Markup", "markupsafe.Markup"}
        and call.args
        and type(call.args[0]).__name__ != "Constant"
    ]
    assert [place for place in made if not place.startswith(MARKUP_MAKERS)] == []


# Draws a QR code and hands the drawing on as markup.
MARKUP_MAKERS = ("pakn/web/public/",)


class TestTheScanner:
    """A scanner that finds nothing must be one that could."""

    @pytest.mark.parametrize(
        "source",
        [
            "<p>Xin chào</p>",
            "<p>Chao</p>",
            '<p>{% if x %}Chao{% endif %}{{ _("đúng") }}</p>',
            '<img alt="Chao">',
            '<input type="submit" value="Gui">',
            "{{ govukButton({'text': 'Gui'}) }}",
            "{{ govukButton({'text': 'Gui' if x else _('Lưu')}) }}",
            "{{ empty_state('Chưa có gì') }}",
            "{{ empty_state(title='Gui') }}",
            "{{ govukInset({'html': '<b>Gui</b>'}) }}",
        ],
    )
    def test_it_finds_words_outside_gettext(self, source: str) -> None:
        assert len(scan(source).words) == 1

    @pytest.mark.parametrize(
        "source",
        [
            "<p>{{ _('Xin chào') }} – 22/11 · PAKN</p>",
            "<p>{% trans n=n %}Có {{ n }} việc{% endtrans %}</p>",
            "<h{{ level }} class=\"pakn-title{{ ' a' if b }}\">{{ title }}</h{{ level }}>",
            "<p>{# Ghi chú của người viết #}&nbsp;</p>",
            "{{ govukButton({'text': _('Gửi'), 'classes': 'govuk-button--secondary'}) }}",
            "{{ ngettext('%(num)s việc', '%(num)s việc', n) }}",
            "<kbd>Esc</kbd><script nonce='x'>let a = 'đ';</script>",
            "{{ govukInset({'html': '<p id=\"count\"></p>' | safe}) }}",
        ],
    )
    def test_it_leaves_the_rest_alone(self, source: str) -> None:
        assert scan(source) == Findings()

    def test_it_finds_what_the_security_policy_refuses(self) -> None:
        found = scan('<p style="color: red" onclick="go()">0</p><script>go()</script>')
        assert (found.styles, found.handlers) == (["<p>"], ["<p onclick>", "<script>"])

    def test_it_finds_what_is_not_escaped(self) -> None:
        assert scan("{{ text | safe }}").unescaped == ["line 1"]
        assert scan("{% autoescape false %}{{ text }}{% endautoescape %}").unescaped != []
