"""Messages as templates: `templates/mail/<notice>/subject.txt` and `body.txt`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound

from pakn.ports import Notice


class TemplateNotices:
    """Renders notices; a value that a template names and nobody gave is an error."""

    def __init__(self, folder: Path) -> None:
        self._templates = Environment(  # plain text, never shown as HTML
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=False,  # noqa: S701
        )

    def render(self, notice: str, values: Mapping[str, Any]) -> Notice:
        """The subject on one line, the body as written; raises LookupError if unknown."""
        try:
            subject = self._templates.get_template(f"{notice}/subject.txt")
            body = self._templates.get_template(f"{notice}/body.txt")
        except TemplateNotFound as missing:
            raise LookupError(notice) from missing
        line = " ".join(subject.render(values).split())
        return Notice(subject=line, body=body.render(values).strip() + "\n")
