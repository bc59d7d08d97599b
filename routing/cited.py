"""The bodies that a text names by its references and dossier codes, and how that is shown.

For one day. What speaks for a body here is plain to a person: the rule complained of is theirs,
or they took the dossier in.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from routing.citations import Citation, find_citations
from routing.dossier_codes import find_dossier_codes
from routing.evidence import Evidence
from routing.issuers import LOCAL_CLASS, Issuer, Issuers
from routing.laws import load_laws
from routing.register import Register
from routing.words import blank_markup

#: How many references are shown for one body; a list of ten says no more than three.
MOST_SHOWN: Final = 3
#: What a reference adds to the score of its body; of 0.25 to 3 the smallest that had most of the
#: gain on folds that were not learned from (``docs/routing.md``).
PRIOR: Final = 2.0
_NEAR: Final = 120


class Cited(NamedTuple):
    """A reference or a code in a text, as it stands there, and whose it is.

    Attributes:
        citation: what was read; None for a dossier code.
    """

    start: int
    end: int
    text: str
    issuer: Issuer
    citation: Citation | None

    def to_json(self) -> dict[str, Any]:
        """The reference and its bodies as plain values."""
        read = {} if self.citation is None else self.citation.to_json()
        issuer = {
            "agencies": list(self.issuer.agencies),
            "basis": self.issuer.basis,
            "former": self.issuer.former,
            "government": self.issuer.government,
        }
        return {"kind": "dossier", **read, "text": self.text, **issuer, **self._place()}

    def _place(self) -> dict[str, int]:
        return {"start": self.start, "end": self.end}


class CitedBodies:
    """Reads what texts cite, with the bodies of one day."""

    def __init__(self, register: Register, on: date) -> None:
        self._issuers = Issuers(register, load_laws(), on)

    def read(self, text: str, place: str) -> tuple[Cited, ...]:
        """Everything a text cites, in its order, whether or not a body is known for it.

        Args:
            text: as given; what lies beyond the limit of :mod:`routing.words` is not read.
            place: slug of the UBND of the text's province, ``""`` for none: a decision of "the
                UBND" is that one's.
        """
        seen = blank_markup(text)
        found = []
        for citation in find_citations(seen):
            near = seen[max(0, citation.start - _NEAR) : citation.end + _NEAR]
            issuer = self._issuers.of(citation, near=near, place=place)
            found.append(_cited(text, citation.start, citation.end, issuer, citation))
        for mention in find_dossier_codes(seen):
            issuer = self._issuers.of_dossier(mention.code)
            found.append(_cited(text, mention.start, mention.end, issuer, None))
        return tuple(sorted(found, key=lambda one: one.start))


def _cited(text: str, start: int, end: int, issuer: Issuer, citation: Citation | None) -> Cited:
    return Cited(start, end, text[start:end], issuer, citation)


def cited_priors(cited: Sequence[Cited], classes: Sequence[str]) -> dict[int, float]:
    """What references and codes add to the scores of the classes of a model.

    Args:
        cited: by the bodies of the model's day.
        classes: of the model; all provinces are one.

    Returns:
        by number of the class, for a body once however often it is cited; less where a reference
        may be several bodies'.
    """
    found: dict[int, float] = {}
    for one in cited:
        for slug in one.issuer.agencies:
            name = LOCAL_CLASS if slug.startswith(f"{LOCAL_CLASS}-") else slug
            if name in classes:
                column = classes.index(name)
                found[column] = max(found.get(column, 0.0), PRIOR / len(one.issuer.agencies))
    return found


def cited_home(cited: Sequence[Cited]) -> str:
    """The one UBND that references and codes name; ``""`` for none, or for several."""
    homes = {slug for one in cited for slug in one.issuer.agencies if slug.startswith("UBND-")}
    return homes.pop() if len(homes) == 1 else ""


def cited_evidence(cited: Sequence[Cited], agency: str) -> tuple[Evidence, ...]:
    """What a text cites of one body, each wording once.

    Returns:
        reasons of kind ``"citation"`` or ``"dossier"``, the one that adds most to the score
        first, and only that one with a weight; the detail is the basis
        (:class:`routing.issuers.Issuer`), then ``former=SLUG`` where another body issued it,
        ``several`` where it may be others' too, ``government`` for a rule of the Government.
    """
    shown: dict[str, Evidence] = {}
    own = [one for one in cited if agency in one.issuer.agencies]
    for one in sorted(own, key=lambda one: len(one.issuer.agencies)):
        kind = "dossier" if one.citation is None else "citation"
        weight = 0.0 if shown else round(PRIOR / len(one.issuer.agencies), 3)
        evidence = Evidence(kind, one.text, weight, one.start, one.end, _detail(one.issuer))
        shown.setdefault(one.text.casefold(), evidence)
    return tuple(shown.values())[:MOST_SHOWN]


def _detail(issuer: Issuer) -> str:
    """How the body came to it, in codes."""
    parts = [issuer.basis]
    if issuer.former:
        parts.append(f"former={issuer.former}")
    if len(issuer.agencies) > 1:
        parts.append("several")
    if issuer.government:
        parts.append("government")
    return " ".join(parts)
