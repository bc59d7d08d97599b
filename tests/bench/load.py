"""Load on a web server of this machine: plain threads, one kept-alive connection each."""

import http.client
import math
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

HOST = "127.0.0.1"
"""Load goes to this machine and nowhere else."""

CLIENTS_MOST = 32
REQUESTS_MOST = 10_000
SECONDS_MOST = 120
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Request:
    """One request.

    Attributes:
        cookies: the value of its Cookie header.
        body: a form, encoded; "" for none.
        expects: the status that it must be answered with.
    """

    path: str
    method: str = "GET"
    cookies: str = ""
    body: str = ""
    expects: int = 200


@dataclass(frozen=True)
class Answer:
    """An answer: where it leads, and the seconds on one clock when it was asked and read whole."""

    location: str
    asked: float
    read: float

    @property
    def milliseconds(self) -> float:
        """How long it took."""
        return (self.read - self.asked) * 1000


@dataclass(frozen=True)
class Measured:
    """What a load gave: every answer to so many clients."""

    clients: int
    answers: Sequence[Answer] = field(repr=False)

    @property
    def throughput(self) -> float:
        """Answers a second, from the first request to the last answer."""
        began = min(answer.asked for answer in self.answers)
        ended = max(answer.read for answer in self.answers)
        return len(self.answers) / (ended - began)

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the answers came (nearest rank)."""
        times = sorted(answer.milliseconds for answer in self.answers)
        return times[max(math.ceil(share * len(times)), 1) - 1]


class UnexpectedAnswer(AssertionError):
    """A request was not answered as it must be, so its time says nothing."""


class Overran(AssertionError):
    """The load did not end in its time."""


def load(port: int, plans: Sequence[Sequence[Request]], seconds: float = SECONDS_MOST) -> Measured:
    """Have one client for each plan send its requests one after the other, all at the same time.

    Args:
        port: where the server listens on 127.0.0.1.
        plans: the requests of each client.
        seconds: no request begins later than so many seconds after the first.

    Raises:
        UnexpectedAnswer: an answer has another status than its request expects.
        Overran: time was up.
        ValueError: more clients or requests than a measurement needs.
    """
    if len(plans) > CLIENTS_MOST or sum(map(len, plans)) > REQUESTS_MOST:
        raise ValueError(f"at most {CLIENTS_MOST} clients and {REQUESTS_MOST} requests")
    until = time.perf_counter() + seconds
    with ThreadPoolExecutor(len(plans)) as clients:
        each = clients.map(lambda plan: _send_all(port, plan, until), plans)
        return Measured(len(plans), [answer for answers in each for answer in answers])


def _send_all(port: int, requests: Sequence[Request], until: float) -> list[Answer]:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    connection.connect()
    try:
        return [_send(connection, request, until) for request in requests]
    finally:
        connection.close()


def _send(connection: http.client.HTTPConnection, request: Request, until: float) -> Answer:
    headers = {"Cookie": request.cookies} if request.cookies else {}
    if request.body:
        headers["Content-Type"] = FORM
    asked = time.perf_counter()
    if asked > until:
        raise Overran(request.path)
    connection.request(request.method, request.path, request.body or None, headers)
    response = connection.getresponse()
    response.read()
    read = time.perf_counter()
    if response.status != request.expects:
        raise UnexpectedAnswer(f"{request.method} {request.path}: {response.status}")
    return Answer(response.headers.get("Location", ""), asked, read)
