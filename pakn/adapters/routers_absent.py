"""The absence of a classifier, for processes that never suggest."""

from pakn.ports import Router


class NoRouters:
    """For processes that never suggest: the web server keeps scikit-learn out of its memory."""

    def cached(self, name: str) -> Router | None:
        """Nothing is ever loaded here."""
        return None

    def load(self, name: str, version: str, sha256: str, content: bytes) -> Router:
        """Refuse: the composition gave this process no classifier."""
        raise RuntimeError(f"this process has no classifier (asked for model {version})")
