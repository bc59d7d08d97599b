"""The banner of a planned stop on every page."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from flask_babel import get_locale, gettext

from models.messages import Outage
from pakn.services.outages import outages_ahead
from pakn.web.acting import viewing
from pakn.web.formatting import moment_vi

_EXTENSION = "pakn_outages"
_SECONDS = 15.0


@dataclass
class _Known:
    """What was read last; every page shows it, so it is not read for each."""

    until: float = 0.0
    outages: Sequence[Outage] = ()


def announce_outages(app: Flask) -> None:
    """Give every page the stops that are ahead, as banners."""
    app.extensions[_EXTENSION] = _Known()
    app.context_processor(lambda: {"outages": _banners})


def forget_outages() -> None:
    """Have the next page of this process read them anew; the others do within seconds."""
    current_app.extensions[_EXTENSION] = _Known()


def _banners() -> list[dict[str, Any]]:
    ctx = viewing()
    known: _Known = current_app.extensions[_EXTENSION]
    if time.monotonic() >= known.until:
        known.outages = outages_ahead(ctx)
        for outage in known.outages:
            ctx.session.expunge(outage)
        known.until = time.monotonic() + _SECONDS
    return [_banner(one) for one in known.outages if one.ends_at > ctx.now]


def _banner(outage: Outage) -> dict[str, Any]:
    english = str(get_locale()) == "en"
    return {
        "kind": "warning",
        "title": gettext(
            "Hệ thống tạm ngừng từ %(begins)s đến %(ends)s",
            begins=moment_vi(outage.begins_at),
            ends=moment_vi(outage.ends_at),
        ),
        "text": (outage.reason_en if english else "") or outage.reason,
    }
