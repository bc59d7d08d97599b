"""What the classifier says about a case: candidates, evidence, and the places in the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext
from markupsafe import Markup, escape

from models.agency import Agency
from models.queries.casefile import CaseFile
from models.suggestions import Suggestion
from pakn.rules.permissions import Permission, may
from pakn.services.context import Context
from pakn.web.formatting import moment_vi
from pakn.web.standing.present_reasons import (
    quoted_terms,
    reading_facts,
    reason_lines,
    why_not_first,
)
from pakn.web.standing.words import LEGAL_KIND

_SHOWN = 3
_LOCAL = "UBND"


@dataclass(frozen=True)
class CandidateLine:
    """One agency that the classifier holds possible; the fields are `suggestion_panel`'s.

    Attributes:
        slug: empty where it cannot be chosen: a province's committee when no province is known,
            or a body that exists no longer.
        evidence: quoted words of the text.
        reasons: sentences: what is cited, the field of work, places, and why it is not first.
        note: who gets a copy when it is chosen.
    """

    agency: str
    slug: str
    code: str
    probability: float
    evidence: Sequence[str]
    reasons: Sequence[str] = ()
    note: str | None = None


@dataclass(frozen=True)
class SuggestionView:
    """What stands in the suggestion panel.

    Attributes:
        legal_kind: what the text looks like when it is no phản ánh, kiến nghị; None otherwise.
        facts: what the text looks like as a whole: content, level, coordinating agencies.
        made: by which model, and when.
    """

    candidates: Sequence[CandidateLine]
    abstain: bool
    legal_kind: str | None
    facts: Sequence[tuple[str, str]]
    made: str


def suggestion_view(
    ctx: Context, file: CaseFile, agencies: Sequence[Agency]
) -> SuggestionView | None:
    """The suggestion for a case; None while there is none, or where the role may not read it."""
    said = file.suggestion
    if said is None or not may(ctx.actor.role, Permission.CASE_SUGGESTION_READ):
        return None
    known = {agency.slug: agency for agency in agencies}
    kind = LEGAL_KIND.get(said.legal_kind)
    return SuggestionView(
        candidates=_candidates(said, known, file.petition.province_code),
        abstain=said.abstain,
        legal_kind=gettext(kind) if kind else None,
        facts=reading_facts(said.reading, {slug: one.name for slug, one in known.items()}),
        made=gettext(
            "Mô hình %(version)s, lúc %(moment)s",
            version=said.model_version,
            moment=moment_vi(said.made_at),
        ),
    )


def with_copies(shown: SuggestionView, copies: Mapping[str, str]) -> SuggestionView:
    """The same suggestion, saying of each agency who gets a copy of a forwarding (R25)."""
    noted = [replace(one, note=copies.get(one.slug)) for one in shown.candidates]
    return replace(shown, candidates=noted)


def marked_content(file: CaseFile) -> Markup:
    """The petition's text with the evidence for the first candidate marked in it.

    The classifier read title, content and proposal as one text; a place that no longer fits the
    words it quotes is left unmarked.
    """
    petition = file.petition
    said = file.suggestion
    top = said.candidates[0] if said is not None and said.candidates else {}
    offset = len(petition.title) + 1
    pieces, end = [], 0
    for start, stop in sorted(_places(top.get("evidence", ()), offset, petition.content)):
        if start >= end:
            pieces += [
                escape(petition.content[end:start]),
                Markup('<mark class="pakn-mark">{}</mark>').format(petition.content[start:stop]),
            ]
            end = stop
    return Markup("").join([*pieces, escape(petition.content[end:])])


def _places(evidence: Sequence[Any], offset: int, content: str) -> set[tuple[int, int]]:
    found = set()
    for reason in evidence:
        if isinstance(reason, Mapping) and reason.get("text"):
            at = reason.get("start")
            start = -1 if at is None else int(at) - offset
            stop = start + len(reason["text"])
            if start >= 0 and content[start:stop] == reason["text"]:
                found.add((start, stop))
    return found


def _candidates(
    said: Suggestion, known: Mapping[str, Agency], province_code: str | None
) -> list[CandidateLine]:
    """The agencies worth showing, with the sentence why the second is not the first."""
    lines = [
        _candidate(one, known, province_code, first=place == 0)
        for place, one in enumerate(said.candidates[:_SHOWN])
    ]
    if len(lines) > 1 and "decisive" in said.reading:
        sentence = why_not_first(said.reading["decisive"], lines[0].agency)
        lines[1] = replace(lines[1], reasons=[*lines[1].reasons, sentence])
    return lines


def _candidate(
    one: Mapping[str, Any], known: Mapping[str, Agency], province_code: str | None, *, first: bool
) -> CandidateLine:
    slug = one["agency"]
    if slug == _LOCAL and province_code:
        slug = f"{_LOCAL}-{province_code}"  # the text names no province, but the form did
    agency = known.get(slug)
    evidence = one.get("evidence", ())
    return CandidateLine(
        agency=agency.name if agency else _unknown(slug),
        slug=slug if agency else "",
        code=agency.code if agency else "",
        probability=float(one["probability"]),
        evidence=quoted_terms(evidence),
        reasons=reason_lines(evidence, first=first),
    )


def _unknown(slug: str) -> str:
    if slug == _LOCAL:
        return str(gettext("UBND cấp tỉnh (chưa rõ tỉnh, thành phố)"))
    return str(slug)
