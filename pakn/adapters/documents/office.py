"""Administrative documents: one source a kind, three forms of it."""

import importlib
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from pakn.adapters.documents.source import SheetSource
from pakn.adapters.documents.word import word_file
from pakn.ports import DocumentUnavailable
from pakn.sheets import Sheet

_PDF_MODULE = "pakn.adapters.documents.pdf"

log = logging.getLogger(__name__)


class TemplateDocuments:
    """Makes documents from `templates/documents/<kind>.xml`."""

    def __init__(self, templates: Path, pdf_module: str = _PDF_MODULE) -> None:
        self._templates = templates
        self._source = SheetSource(templates / "documents")
        self._pdf_module = pdf_module

    def sheet(self, kind: str, values: Mapping[str, Any]) -> Sheet:
        """The document in words; raises LookupError for an unknown kind."""
        return self._source.sheet(kind, values)

    def docx(self, kind: str, values: Mapping[str, Any]) -> bytes:
        """The document as .docx; raises LookupError for an unknown kind."""
        return word_file(self.sheet(kind, values))

    def pdf(self, kind: str, values: Mapping[str, Any]) -> bytes:
        """The document as PDF.

        Raises:
            LookupError: an unknown kind.
            DocumentUnavailable: Pango or WeasyPrint is missing here, or failed.
        """
        sheet = self.sheet(kind, values)
        make = cast("Callable[[Sheet, Path], bytes]", self._pdf().pdf_file)
        return make(sheet, self._templates)

    def _pdf(self) -> ModuleType:
        """Loaded at the first PDF: it is heavy, and most processes never make one."""
        try:
            return importlib.import_module(self._pdf_module)
        except (ImportError, OSError) as error:
            log.warning("no PDF can be made here: %s", type(error).__name__)
            raise DocumentUnavailable("pdf") from error
