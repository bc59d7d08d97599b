"""Pages: p95 at most 100 ms with one client, 300 ms with eight, however many cases (DESIGN §6)."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest

from pakn.rules.states import Role
from tests.bench.conftest import Note
from tests.bench.ground import Ground
from tests.bench.load import Request, load
from tests.bench.texts import ABSENT_WORDS, COMMON_WORDS, RARE_WORDS
from tests.bench.visitor import Visitor, signed_in

pytestmark = pytest.mark.bench

P95_MOST = {1: 100, 8: 300}
EACH = {1: 40, 8: 15}

CASE = r"(?:case=|/thuong-truc/ho-so/)(\d+)"
AGENCY_CASE = r"/co-quan/ho-so/(\d+)"
RESULT = r"/ket-qua/(\d+)"
NOTHING = "Không tìm thấy"

Addresses = Callable[[Ground], Sequence[str]]


@dataclass(frozen=True)
class Probe:
    """A page to be measured.

    Attributes:
        by: the demo account that opens it; "" for anybody.
        addresses: of the pages, opened one after the other.
        shows, times: a pattern, and how many different matches the first page has at least: it
            shows what it is measured for.
    """

    name: str
    by: str
    addresses: Addresses
    shows: str
    times: int


def at(path: str, words: str = "") -> Addresses:
    """One address, with the words that are searched there."""
    return lambda _ground: [f"{path}?{urlencode({'q': words})}" if words else path]


def far_down(ground: Ground) -> Sequence[str]:
    """The inbox where those begin that were due yesterday; many are before them."""
    yesterday = ground.system.ports.clock.now().date() - dt.timedelta(days=1)
    return [f"/thuong-truc/?{urlencode({'after': f'{yesterday}|1'})}"]


def case_pages(ground: Ground) -> Sequence[str]:
    """Case pages from all over the population."""
    first, cases = ground.filled.first, ground.filled.cases
    return [f"/thuong-truc/ho-so/{first + cases * place // 50}" for place in range(50)]


OFFICER, FOCAL = Role.TRIAGE_OFFICER.value, Role.AGENCY_FOCAL.value
INBOX, SEARCH, RESULTS = "/thuong-truc/", "/thuong-truc/tim-kiem", "/ket-qua"
PROBES = (
    Probe("inbox", OFFICER, at(INBOX), CASE, 25),
    Probe("inbox, far down", OFFICER, far_down, CASE, 25),
    Probe("case page", OFFICER, case_pages, r"guốc mộc|giấy hẹn", 1),
    Probe("staff search, rare words", OFFICER, at(SEARCH, RARE_WORDS), CASE, 1),
    Probe("staff search, common words", OFFICER, at(SEARCH, COMMON_WORDS), CASE, 25),
    Probe("staff search, absent words", OFFICER, at(SEARCH, ABSENT_WORDS), NOTHING, 1),
    Probe("public results", "", at(RESULTS), RESULT, 20),
    Probe("public search, rare words", "", at(RESULTS, RARE_WORDS), RESULT, 1),
    Probe("public search, common words", "", at(RESULTS, COMMON_WORDS), RESULT, 20),
    Probe("public search, absent words", "", at(RESULTS, ABSENT_WORDS), NOTHING, 1),
    Probe("agency inbox", FOCAL, at("/co-quan/"), AGENCY_CASE, 25),
)


@pytest.mark.parametrize("clients", [1, 8])
@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.name)
def test_a_page_is_quick(ground: Ground, note: Note, probe: Probe, clients: int) -> None:
    port, addresses = ground.stack.port, probe.addresses(ground)
    visitors = [signed_in(port, probe.by) if probe.by else Visitor(port) for _ in range(clients)]
    for visitor in visitors:
        html = visitor.get(addresses[0]).html
        assert len(set(re.findall(probe.shows, html))) >= probe.times
    plans = [
        [
            Request(addresses[(client + place) % len(addresses)], cookies=visitor.cookies)
            for place in range(EACH[clients])
        ]
        for client, visitor in enumerate(visitors)
    ]
    ground.be_quiet()
    measured = load(port, plans)
    assert len(measured.answers) == clients * EACH[clients]
    assert note(probe.name, measured, P95_MOST[clients]).p95 <= P95_MOST[clients]
