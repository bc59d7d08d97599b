"""What the classifier says about a case: candidates, evidence, and the places in the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext
from markupsafe import Markup, escape

from models.agency import Agency
from models.queries.casefile import CaseFile
from pakn.rules.permissions import Permission, may
from pakn.services.context import Context
from pakn.web.formatting import moment_vi
from pakn.web.standing.words import LEGAL_KIND

_SHOWN = 3
_LOCAL = "UBND"
_TERMS = 5


@dataclass(frozen=True)
class CandidateLine:
    """One agency that the classifier holds possible; the fields are `suggestion_panel`'s.

    Attributes:
        slug: empty where it cannot be chosen: a province's committee when no province is known,
            or a body that exists no longer.
        note: who gets a copy when it is chosen.
    """

    agency: str
    slug: str
    code: str
    probability: float
    evidence: Sequence[str]
    note: str | None = None


@dataclass(frozen=True)
class SuggestionView:
    """What stands in the suggestion panel.

    Attributes:
        legal_kind: what the text looks like when it is no phản ánh, kiến nghị; None otherwise.
        made: by which model, and when.
    """

    candidates: Sequence[CandidateLine]
    abstain: bool
    legal_kind: str | None
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
        candidates=[
            _candidate(one, known, file.petition.province_code) for one in said.candidates[:_SHOWN]
        ],
        abstain=said.abstain,
        legal_kind=gettext(kind) if kind else None,
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


def _candidate(
    one: Mapping[str, Any], known: Mapping[str, Agency], province_code: str | None
) -> CandidateLine:
    slug = one["agency"]
    if slug == _LOCAL and province_code:
        slug = f"{_LOCAL}-{province_code}"  # the text names no province, but the form did
    agency = known.get(slug)
    return CandidateLine(
        agency=agency.name if agency else _unknown(slug),
        slug=slug if agency else "",
        code=agency.code if agency else "",
        probability=float(one["probability"]),
        evidence=_terms(one.get("evidence", ())),
    )


def _unknown(slug: str) -> str:
    if slug == _LOCAL:
        return str(gettext("UBND cấp tỉnh (chưa rõ tỉnh, thành phố)"))
    return str(slug)


def _terms(evidence: Sequence[Any]) -> list[str]:
    """The quoted words, each once; older models gave bare words instead of places."""
    words = (one.get("text", "") if isinstance(one, Mapping) else str(one) for one in evidence)
    return list(dict.fromkeys(word for word in words if word))[:_TERMS]
