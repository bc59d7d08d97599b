"""The measuring itself, on a server that answers as slowly as it is told to."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest

from tests.bench.load import Answer, Measured, Overran, Request, UnexpectedAnswer, load
from tests.bench.record import Figure, figure, results, with_table, write
from tests.factories.system import MOMENT

pytestmark = pytest.mark.bench

SLOW = 0.05


class _Slow(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        time.sleep(SLOW)
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def slow_server() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Slow) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def answers(*milliseconds: float) -> Measured:
    """One client that was answered in these times, one after the other."""
    moments = [sum(milliseconds[:place]) / 1000 for place in range(len(milliseconds) + 1)]
    return Measured(1, [Answer("", asked, read) for asked, read in pairwise(moments)])


def test_clients_ask_at_the_same_time_and_each_answer_is_timed() -> None:
    with slow_server() as port:
        measured = load(port, [[Request("/")] * 3] * 4)
    assert (measured.clients, len(measured.answers)) == (4, 12)
    assert measured.percentile(0.01) >= SLOW * 1000
    # Four clients at once: sooner than one after the other would be, not sooner than one alone.
    assert 1 / SLOW < measured.throughput <= 4 / SLOW


def test_percentiles_are_of_the_nearest_rank() -> None:
    measured = answers(*range(1, 101))
    assert round(measured.percentile(0.95)) == 95
    assert round(measured.percentile(0.5)) == 50
    assert round(answers(7).percentile(0.95)) == 7
    assert round(measured.throughput, 3) == round(100 / 5.05, 3)


def test_another_status_is_no_measurement() -> None:
    with slow_server() as port, pytest.raises(UnexpectedAnswer, match="/gone: 404"):
        load(port, [[Request("/gone")]])


def test_a_load_is_bounded_in_time_and_in_count() -> None:
    with slow_server() as port, pytest.raises(Overran):
        load(port, [[Request("/")] * 100], seconds=0.2)
    with pytest.raises(ValueError, match="at most"):
        load(1, [[Request("/")]] * 33)


def test_results_are_kept_and_stand_in_the_document(tmp_path: Path) -> None:
    kept = figure("a page", answers(10, 20, 30.04), 100)
    assert kept == Figure("a page", 1, 3, 50.0, 20.0, 30.0, 100)
    found = results([kept], cases=20_000, filled_per_second=3210.4, now=MOMENT)
    document, path = tmp_path / "it.md", tmp_path / "it.json"
    document.write_text("before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nafter\n")
    write(found, path, document)
    text = document.read_text()
    assert "| a page | 1 | 3 | 50 | 20 | 30 | 100 |" in text
    assert "2026-11-16 with 20,000 open cases" in text
    assert "old" not in text
    assert (text[:6], text[-6:]) == ("before", "after\n")
    assert with_table(text, found) == text
    with pytest.raises(ValueError, match="marks"):
        with_table("no marks", found)
