"""The words of messages: files under `templates/mail/<notice>/`, filled in a sandbox.

A mail has `subject.txt` and `body.txt`, a short message `sms.txt`.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pakn.ports import Notice

_FILES = {"mail": "body.txt", "sms": "sms.txt"}
# All that a template may do: say text, name a value, choose by whether a value is there.
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
)


class FileNotices:
    """Words from files; templates that people wrote are read by the same strict rules."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sandbox = ImmutableSandboxedEnvironment(  # plain text, never shown as HTML
            undefined=StrictUndefined,
            autoescape=False,
        )

    def names(self, channel: str) -> Sequence[str]:
        """The notices that have words for a channel."""
        return sorted(path.parent.name for path in self._folder.glob(f"*/{_FILES[channel]}"))

    def template(self, notice: str, channel: str) -> Notice:
        """The template as its file stands; raises LookupError where there is none."""
        folder = self._folder / notice
        if notice not in self.names(channel):
            raise LookupError(f"{notice} for {channel}")
        body = (folder / _FILES[channel]).read_text(encoding="utf-8")
        if channel == "sms":
            return Notice("", body.strip())
        return Notice((folder / "subject.txt").read_text(encoding="utf-8").strip(), body)

    def asks(self, template: Notice) -> frozenset[str]:
        """The values that a template names; raises ValueError."""
        named: set[str] = set()
        for text in (template.subject, template.body):
            try:
                tree = self._sandbox.parse(text)
            except TemplateError as error:
                raise ValueError("unreadable") from error
            if not all(isinstance(node, _ALLOWED) for node in _all(tree)):
                raise ValueError("more than values")
            named |= meta.find_undeclared_variables(tree)
        return frozenset(named)

    def fill(self, template: Notice, values: Mapping[str, Any]) -> Notice:
        """The subject on one line, the body as written; raises ValueError."""
        try:
            subject = self._sandbox.from_string(template.subject).render(values)
            body = self._sandbox.from_string(template.body).render(values)
        except TemplateError as error:
            raise ValueError("a value is missing") from error
        return Notice(subject=" ".join(subject.split()), body=body.strip() + "\n")


def _all(tree: nodes.Template) -> list[nodes.Node]:
    return [tree, *tree.find_all(nodes.Node)]
