"""Addresses of static files that change with their content, so that phones may keep them long."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

_KEEP_FOREVER = "public, max-age=31536000, immutable"
_KEEP_A_MONTH = "public, max-age=2592000"
# The style sheet names fonts without a version, so a preload must name them the same way.
_VERSIONED = (".css", ".js", ".svg")


def version_static_files(app: Flask) -> None:
    """Add `?v=<hash>` to addresses of style sheets, scripts and pictures, and let them be kept."""
    folder = Path(app.static_folder or "")

    @lru_cache(maxsize=256)
    def version(filename: str) -> str:
        file = folder / filename
        return hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else ""

    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        filename = values.get("filename", "")
        if endpoint == "static" and filename.endswith(_VERSIONED):
            values["v"] = version(filename)

    app.url_defaults(add_version)
    app.after_request(_keep)


def _keep(response: Response) -> Response:
    # Not by Flask's own setting: that would hold for every file that is handed over.
    if request.endpoint == "static" and response.status_code == 200:
        keep = _KEEP_FOREVER if request.args.get("v") else _KEEP_A_MONTH
        response.headers["Cache-Control"] = keep
    return response
