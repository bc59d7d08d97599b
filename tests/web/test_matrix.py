"""Every route for every role: who lacks its permission is refused, who holds it is not (R47)."""

import re
from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from pakn.rules.permissions import may
from pakn.rules.states import STAFF_ROLES, Role
from pakn.web.access import permission_of
from tests.factories.browsing import Browser, Site
from tests.factories.people import person

# What these answer depends on more than the role: the row that the address names.
_VALUE = re.compile(r"<(?:(\w+)(?:\(([^)]*)\))?:)?\w+>")


def address(rule: Rule) -> str:
    """An address of a rule that names nothing that exists."""
    return _VALUE.sub(_value, rule.rule)


def _value(found: re.Match[str]) -> str:
    if found[1] == "any":  # one of a few words; any other is no address of this rule
        return found[2].split(",")[0].strip()
    return "987654" if found[1] == "int" else "khong-co"


def doors(site: Site, method: str) -> Iterator[tuple[Rule, str]]:
    """The rules of a method, with the permission each declares."""
    for rule in site.app.url_map.iter_rules():
        permission = permission_of(site.app, rule.endpoint)
        if permission is not None and method in (rule.methods or ()):
            yield rule, permission.value


def signed_in(site: Site, role: Role) -> Browser:
    with site.inside():
        who = person(site.system, role)
    return site.signed_in(who)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_pages_open_for_those_who_hold_their_permission(site: Site, role: Role) -> None:
    browser, wrong = signed_in(site, role), []
    for rule, permission in doors(site, "GET"):
        holds = may(role, permission_of(site.app, rule.endpoint))  # type: ignore[arg-type]
        status = browser.get(address(rule)).status
        if (status == 403) == holds or status == 500:
            wrong.append(f"{rule.rule} {permission} {status}")
    assert wrong == []


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_acts_are_refused_to_those_who_lack_their_permission(site: Site, role: Role) -> None:
    """With a token that is right: only the role stands in the way."""
    browser, wrong = signed_in(site, role), []
    token = browser.get("/tai-khoan/cua-toi").token
    for rule, permission in doors(site, "POST"):
        if may(role, permission_of(site.app, rule.endpoint)):  # type: ignore[arg-type]
            continue
        status = browser.post(address(rule), {"csrf_token": token}).status
        if status != 403:
            wrong.append(f"{rule.rule} {permission} {status}")
    assert wrong == []
