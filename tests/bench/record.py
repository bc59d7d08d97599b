"""Keeping what was measured: `docs/bench.json`, and the table made from it."""

import datetime as dt
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pakn.settings import ROOT
from tests.bench.load import Measured

RESULTS = ROOT / "docs" / "bench.json"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
_BLOCK = re.compile(r"(<!-- bench:begin -->\n).*?(<!-- bench:end -->)", re.DOTALL)


@dataclass(frozen=True)
class Figure:
    """One line of the table; times in milliseconds, `limit` is what DESIGN §6 allows for p95."""

    name: str
    clients: int
    requests: int
    per_second: float
    p50: float
    p95: float
    limit: float

    def __str__(self) -> str:
        return (
            f"{self.name}, {self.clients} client(s), {self.requests} requests:"
            f" {self.per_second}/s, p50 {self.p50} ms, p95 {self.p95} ms (≤ {self.limit})"
        )


def figure(name: str, measured: Measured, limit: float) -> Figure:
    """What a load gave, rounded to a tenth."""
    return Figure(
        name=name,
        clients=measured.clients,
        requests=len(measured.answers),
        per_second=round(measured.throughput, 1),
        p50=round(measured.percentile(0.50), 1),
        p95=round(measured.percentile(0.95), 1),
        limit=limit,
    )


def results(
    figures: Sequence[Figure], *, cases: int, filled_per_second: float, now: dt.datetime
) -> dict[str, Any]:
    """What goes into `docs/bench.json`."""
    return {
        "measured_on": now.date().isoformat(),
        "processors": os.cpu_count(),
        "cases": cases,
        "filled_per_second": round(filled_per_second),
        "figures": [asdict(one) for one in figures],
    }


def write(found: Mapping[str, Any], path: Path = RESULTS, document: Path = DOCUMENT) -> None:
    """Write results, and the table of them into the document."""
    path.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    document.write_text(with_table(document.read_text(encoding="utf-8"), found), encoding="utf-8")


def with_table(text: str, found: Mapping[str, Any]) -> str:
    """A document's text with the block between its marks replaced by the table of these results.

    Raises:
        ValueError: the marks are not there.
    """
    if not _BLOCK.search(text):
        raise ValueError("the marks <!-- bench:begin --> and <!-- bench:end --> are missing")
    return _BLOCK.sub(lambda marks: f"{marks[1]}\n{table(found)}\n{marks[2]}", text)


def table(found: Mapping[str, Any]) -> str:
    """Results as a Markdown table with a line above it that says when and on how many cases."""
    lines = [
        f"Measured on {found['measured_on']} with {found['cases']:,} open cases on"
        f" {found['processors']} processors; the cases were made at"
        f" {found['filled_per_second']:,} a second.",
        "",
        "| what | clients | requests | a second | p50 ms | p95 ms | p95 allowed |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for row in found["figures"]:
        values = [f"{row[name]:g}" for name in ("clients", "requests", "per_second")]
        values += [f"{row[name]:g}" for name in ("p50", "p95", "limit")]
        lines.append(f"| {row['name']} | {' | '.join(values)} |")
    return "\n".join(lines) + "\n"
