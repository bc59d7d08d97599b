"""Recall, precision and false alarms on our own corpus; run it to print the table of the docs."""

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from pakn.rules.personal_data import find_personal_data

CORPUS = Path(__file__).with_name("personal_data_corpus.txt")
_MARK = re.compile(r"\{(\w+)\*?:([^}]*)\}")


@dataclass(frozen=True)
class Sentence:
    """A sentence and what must be found in it: (kind, start, end)."""

    text: str
    spans: tuple[tuple[str, int, int], ...]


@dataclass
class Figures:
    """What was found of what there is, by kind."""

    there: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    def recall(self, *kinds: str) -> float:
        """Share of the marked places of these kinds that were found."""
        return sum(self.found[kind] for kind in kinds) / sum(self.there[kind] for kind in kinds)

    def precision(self, *kinds: str) -> float:
        """Share of the findings of these kinds that touch a marked place."""
        right = sum(self.right[kind] for kind in kinds)
        return right / (right + sum(self.alarms[kind] for kind in kinds))

    def alarms_per_thousand(self) -> float:
        """False alarms per 1,000 characters."""
        return 1000 * self.alarms.total() / self.characters


def read_corpus() -> list[list[Sentence]]:
    """The sentences that shaped the rules, those set aside, and those written last."""
    return [_sentences(block) for block in re.split("(?m)^## .*\n", CORPUS.read_text("utf-8"))]


def measure(sentences: list[Sentence]) -> Figures:
    """A marked place counts as found when findings cover all its letters and digits.

    An official's name taken for any name counts as found: a person decides about both.
    """
    figures = Figures()
    for sentence in sentences:
        findings = find_personal_data(sentence.text)
        figures.characters += len(sentence.text)
        covered = {at for one in findings for at in range(one.start, one.end)}
        marked = {at for _, start, end in sentence.spans for at in range(start, end)}
        for kind, start, end in sentence.spans:
            letters = {at for at in range(start, end) if sentence.text[at].isalnum()}
            figures.there[kind] += 1
            figures.found[kind] += letters <= covered
            if not letters <= covered:
                figures.missed.append(f"{kind}: {sentence.text}")
        for one in findings:
            right = bool(marked & set(range(one.start, one.end)))
            (figures.right if right else figures.alarms)[one.kind] += 1
            if not right:
                figures.false.append(f"{one.kind} {sentence.text[one.start : one.end]}")
    return figures


def _sentences(block: str) -> list[Sentence]:
    return [_sentence(line) for line in block.splitlines() if line and not line.startswith("#")]


def _sentence(line: str) -> Sentence:
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        spans.append((mark[1], len(text), len(text) + len(mark[2])))
        text += mark[2]
        at = mark.end()
    return Sentence(text + line[at:], tuple(spans))


def table() -> str:
    """The figures as the documentation shows them."""
    lines = []
    for name, sentences in zip(("shaped", "set aside", "written last"), read_corpus(), strict=True):
        figures = measure(sentences)
        lines.append(
            f"{name}: {len(sentences)} sentences, {figures.there.total()} places,"
            f" {figures.alarms_per_thousand():.2f} false alarms per 1,000 characters"
        )
        lines += [
            f"  {kind:10} {figures.found[kind]}/{figures.there[kind]} found,"
            f" {figures.alarms[kind]} false"
            for kind in sorted(figures.there | figures.alarms)
        ]
        lines += [f"  missed {one}" for one in figures.missed]
        lines += [f"  false {one}" for one in figures.false]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
