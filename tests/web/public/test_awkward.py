"""Awkward inputs: each is refused or taken with clear words, and nothing is half-saved."""

import html
import re

import pytest
from flask.testing import FlaskClient

from models.intake import Petition
from pakn.services.context import PETITIONER
from pakn.services.drafts import read_draft, start_draft
from tests.web.public.awkward import AWKWARD, Awkward
from tests.web.public.site import ANSWERS, Site, hidden, words

USUAL = {name: value for page in ANSWERS.values() for name, value in page.items()} | {
    "files": "",
    "residence_commune_code": "",
}


def with_draft(site: Site, one: Awkward) -> tuple[FlaskClient, str]:
    """A device whose draft is filled in but for what is typed now."""
    answers = {
        **USUAL,
        "dossier_code": "",
        "drafting_body": "",
        "comment_deadline": "",
        **one.before,
    }
    answers |= {"group_size": "3", "tax_code": "", "helper_name": "", **one.before}
    for name in one.typed:
        answers[name] = "list" if name == "place_choice" else ""
    with site.system.app.app_context(), site.system.acting(PETITIONER) as ctx:
        token = start_draft(ctx, answers)
    device = site.device()
    device.set_cookie("pakn_draft", token)
    return device, token


def kept_in(site: Site, token: str) -> dict[str, object]:
    with site.system.app.app_context():
        return dict(read_draft(site.system.viewing(PETITIONER, request_id="t"), token).answers)


def test_there_are_at_least_sixty() -> None:
    assert len({one.name for one in AWKWARD}) == len(AWKWARD) >= 60


@pytest.mark.parametrize("one", AWKWARD, ids=lambda one: one.name)
def test_awkward_input_is_answered_in_clear_words(site: Site, one: Awkward) -> None:
    device, token = with_draft(site, one)
    page = f"/gui/{one.slug}"
    usual = {name: str(value) for name, value in USUAL.items() if name not in one.typed}
    data = {**usual, "place_choice": "", "province_code": "", **one.typed}
    if one.slug == "noi-xay-ra" and "place_query" not in one.typed:
        data = {**data, "place_choice": "list", "province_code": "01", **one.typed}
    data["csrf_token"] = hidden(device.get(page).text, "csrf_token")
    answer = device.post(page, data=data)
    name = next(iter(one.typed))
    kept = kept_in(site, token)
    assert site.count(Petition) == 0
    if one.said is None:
        assert answer.status_code == 302, words(answer)
        if one.kept is not None:
            assert kept[name] == one.kept
        assert device.get(answer.location).status_code in (200, 302)
        return
    assert answer.status_code == 422
    assert "<title>Lỗi:" in answer.text
    at_field = re.search(r'id="[a-z_]+-error"[^>]*>(.*?)</p>', answer.text, re.DOTALL)
    assert at_field
    assert one.said in html.unescape(answer.text)
    assert "<script>alert" not in answer.text
    typed = one.typed[name].strip("\x00\x01\x02\x03\x04 \t\n")
    if name in ("title", "name", "phone", "email", "tax_code") and typed:
        assert html.escape(typed.split("\r")[0][:40], quote=False) in html.unescape(
            answer.text
        ) or typed in html.unescape(answer.text)
    if name not in ("place_query", "place_choice"):
        assert kept[name] == ""
