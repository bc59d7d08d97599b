"""A page that breaks says where, with the request's id, and nothing of what was typed."""

import logging

import pytest

from pakn.adapters.logs import RedactingFormatter
from pakn.rules.permissions import Permission
from pakn.web.access import allow
from pakn.web.acting import request_id_in_use
from tests.factories.browsing import Site

TYPED = "Cán bộ tên Mẫu đòi thêm tiền ngoài quy định"


class _Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(RedactingFormatter(request_id_in_use))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def test_what_was_typed_is_not_logged_when_a_page_breaks(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError(TYPED)

    monkeypatch.setitem(
        site.app.view_functions, "public.home", allow(Permission.PAGES_GUIDANCE_PUBLIC)(broken)
    )
    site.app.config["PROPAGATE_EXCEPTIONS"] = False
    handler = _Lines()
    site.app.logger.addHandler(handler)
    try:
        page = site.visitor().get("/")
    finally:
        site.app.logger.removeHandler(handler)
    assert page.status == 500
    said = "\n".join(handler.lines)
    assert "RuntimeError" in said
    assert "Mẫu" not in said
    assert not any(" - " in one.split("Exception")[0] for one in handler.lines)
