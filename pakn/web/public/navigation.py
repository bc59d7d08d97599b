"""The frame of the public pages: their menu, the footer, the two languages."""

from typing import Any
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext

from pakn.labels.marker import _N
from pakn.web.language import LANGUAGES

_MENU = (
    (_N("Gửi phản ánh, kiến nghị"), "filing.start"),
    (_N("Tra cứu"), "following.ask"),
    (_N("Kết quả đã công khai"), "public.results"),
    (_N("Số liệu"), "public.counts"),
    (_N("Hướng dẫn"), "public.guidance"),
)
_FLOW = {
    "attachments": "filing",
    "drafting": "filing",
    "similar": "filing",
    "adding": "following",
    "recovering": "following",
}
_SAME_PLACE = {"public.one_result": "public.results"}


def public_frame() -> dict[str, Any]:
    """What the public layout shows around every public page."""
    here = _SAME_PLACE.get(request.endpoint or "", request.endpoint or "")
    return {
        "menu": [
            {
                "label": gettext(label),
                "url": url_for(endpoint),
                "current": here == endpoint or _same_flow(here, endpoint),
            }
            for label, endpoint in _MENU
        ],
        "footer_links": [
            {"label": gettext("Hướng dẫn"), "url": url_for("public.guidance")},
            {
                "label": gettext("Bảo vệ thông tin cá nhân"),
                "url": url_for("public.guidance", _anchor="thong-tin-ca-nhan"),
            },
        ],
        "lang_urls": {code: _in_language(code) for code in LANGUAGES},
    }


def _same_flow(here: str, endpoint: str) -> bool:
    """The steps of filing and of following belong to the menu entry they began at."""
    flow, there = endpoint.split(".")[0], here.split(".")[0]
    return flow != "public" and _FLOW.get(there, there) == flow


def _in_language(code: str) -> str:
    return "?" + urlencode({**request.args.to_dict(), "lang": code})
