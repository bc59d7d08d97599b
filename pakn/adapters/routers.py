"""The classifier behind the Router port. Imported by workers and the command line only."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pakn.ports import Router
from routing.artefact import Artefact
from routing.register import Register
from routing.suggestion import Suggester


class ClassifierRouter:
    """One loaded model."""

    def __init__(self, version: str, suggester: Suggester) -> None:
        self._version = version
        self._suggester = suggester

    @property
    def version(self) -> str:
        """The model's version."""
        return self._version

    def suggest_many(
        self, texts: Sequence[str], on: dt.date, homes: Sequence[str] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """One suggestion a text, as DESIGN §5 shapes it."""
        found = self._suggester.suggest_many(texts, on, homes)
        return [suggestion.to_json() for suggestion in found]


class ClassifierRouters:
    """Loads models and keeps the last one, by the name it was loaded under."""

    def __init__(self, register: Callable[[], Register]) -> None:
        self._register = register
        self._loaded: tuple[str, Router] | None = None

    def cached(self, name: str) -> Router | None:
        """The model already loaded, if it is the one of this name."""
        return self._loaded[1] if self._loaded and self._loaded[0] == name else None

    def load(self, name: str, version: str, sha256: str, content: bytes) -> Router:
        """Load a model with the register of now.

        Raises ValueError when the bytes are not those of the hash.
        """
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ValueError(f"model {version}: the bytes do not fit their hash")
        router = ClassifierRouter(
            version, Suggester(Artefact.from_bytes(content), self._register())
        )
        self._loaded = (name, router)
        return router
