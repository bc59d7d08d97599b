"""Who drafted which law or decree: a dated seed table, and the titles by which people cite it.

R61: for the rules of a law the ministry that drafted it answers; R22: for those of the Government
and the Prime Minister the drafting ministry gives its opinion. ``mandates/laws.csv`` names the
body as it was called then; who has its tasks on a day says the register. Standard library only.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from routing.mandates import MANDATES_FOLDER
from routing.plain import plain_text

LAWS_FILE: Final = MANDATES_FOLDER / "laws.csv"
STATUTES: Final = frozenset({"luat", "bo_luat", "phap_lenh"})
_WORD: Final = re.compile(r"[^\W_]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Law:
    """One instrument and its drafter.

    Attributes:
        kind: luat, bo_luat, phap_lenh, nghi_dinh or quyet_dinh.
        number: ``"31"``; ``""`` where it is not known.
        year: of adoption; 0 where the number bears none.
        symbol: ``"QH15"``, ``"NĐ-CP"``.
        title: without the word "Luật", or what a decree is about.
        aliases: other ways to write the title.
        drafter: slug of the body that drafted it, also one that has ended; ``""`` where it was
            no body of the Government.
        field: the field that decides among the successors of the drafter.
        valid_from: first day in force.
        valid_to: last day, None while in force.
        source: where the drafter is known from.
        confirmed: whether someone has checked it.
    """

    kind: str
    number: str
    year: int
    symbol: str
    title: str
    aliases: tuple[str, ...]
    drafter: str
    field: str
    valid_from: date
    valid_to: date | None
    source: str
    confirmed: bool


def load_laws(path: Path = LAWS_FILE) -> tuple[Law, ...]:
    """Reads the table.

    Raises:
        KeyError: a column is missing.
        ValueError: a year or date is none.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_law(row) for row in csv.DictReader(file))


def _law(row: dict[str, str]) -> Law:
    return Law(
        kind=row["kind"],
        number=row["number"],
        year=int(row["year"] or 0),
        symbol=row["symbol"],
        title=row["title"],
        aliases=tuple(filter(None, row["aliases"].split(";"))),
        drafter=row["drafter"],
        field=row["field"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        source=row["source"],
        confirmed=row["confirmed"] == "1",
    )


def title_key(title: str) -> tuple[str, ...]:
    """A title as plain words, without signs."""
    return tuple(_WORD.findall(plain_text(title).text))


class KnownTitle(NamedTuple):
    """A title: how many words it has, of what kind of statute, the full title, this spelling."""

    size: int
    kind: str
    title: str
    written: str


class Titles:
    """The titles of laws by their plain words."""

    def __init__(self, laws: Iterable[Law]) -> None:
        self._known: dict[tuple[str, ...], KnownTitle] = {}
        for law in laws:
            if law.kind in STATUTES:
                for written in (law.title, *law.aliases):
                    key = title_key(written)
                    self._known.setdefault(key, KnownTitle(len(key), law.kind, law.title, written))
        self.longest = max(map(len, self._known), default=0)

    def find(self, words: tuple[str, ...]) -> KnownTitle | None:
        """The longest title at the beginning of some words, None where there is none."""
        for size in range(min(len(words), self.longest), 0, -1):
            known = self._known.get(words[:size])
            if known is not None:
                return known
        return None
