"""From a text to a ranked suggestion with its reasons. A suggestion is never an act (R15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from routing.artefact import Artefact
from routing.cited import Cited, CitedBodies, cited_evidence, cited_home, cited_priors
from routing.classifier import Doubles, probabilities, scores, signal_rows, softmax
from routing.evidence import Evidence, Explainer, ReadText
from routing.features import Vectoriser
from routing.holders import DayHolders
from routing.lexicon import Lexicon
from routing.place_mentions import PlaceFinder, one_place, place_finder
from routing.province_mentions import ProvinceMention
from routing.register import Register
from routing.signals import signals
from routing.text import looks_vietnamese
from routing.words import tokenise

LOCAL: Final = "UBND"
OUT_OF_SCOPE: Final = "out_of_scope"
MOST_CANDIDATES: Final = 5
MOST_CITED: Final = 20
#: Below this probability a candidate is listed without reasons.
LEAST_EXPLAINED: Final = 0.05
#: From this probability on a further body whose field the text touches is named as coordinating.
LEAST_COORDINATING: Final = 0.12
#: A khiếu nại or tố cáo taken for a petition costs a right or a name (R12, R53), the reverse a
#: glance: each is suggested already when it is one third, one twelfth as likely as the likeliest.
KIND_LEAN: Final = {"khieu_nai": 3.0, "to_cao": 12.0}
_BATCH: Final = 512


@dataclass(frozen=True, slots=True)
class Candidate:
    """One body that may have jurisdiction.

    Attributes:
        agency: slug; ``"UBND"`` alone when the text names no province.
        code: official code (QĐ 20/2020/QĐ-TTg), ``""`` where none is known.
        probability: calibrated, over all bodies.
        evidence: what in the text speaks for it, strongest first.
    """

    agency: str
    code: str
    probability: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the model says of one text.

    Attributes:
        kind: pakn, khieu_nai, to_cao, question or out_of_scope.
        kind_probability: calibrated; 0 where the text could not be judged at all.
        candidates: at most five, likeliest first; empty where nothing could be read.
        province: name of the one province the text names, None otherwise.
        abstain: too unsure, outside administrative matters, or not Vietnamese (R3).
        model: version of the artefact.
        content: ``"regulation"``, ``"conduct"`` or ``"both"`` (R13), ``""`` where not judged.
        level: ``"central"``, ``"province"`` or ``"commune"``, ``""`` where not judged.
        coordinating: slugs of bodies whose field the text touches too, likeliest first.
        decisive: the words that speak for the first candidate rather than for the second; None
            where no words do, or where there is no second.
        cited: the instruments and dossiers that the text names, at most twenty.
    """

    kind: str
    kind_probability: float
    candidates: tuple[Candidate, ...]
    province: str | None
    abstain: bool
    model: str
    content: str = ""
    level: str = ""
    coordinating: tuple[str, ...] = ()
    decisive: Evidence | None = None
    cited: tuple[Cited, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The answer of ``routing suggest`` as plain values."""
        return {
            "kind": self.kind,
            "candidates": [_candidate_json(candidate) for candidate in self.candidates],
            "province": self.province,
            "abstain": self.abstain,
            "model": self.model,
            "content": self.content,
            "level": self.level,
            "coordinating": list(self.coordinating),
            "decisive": None if self.decisive is None else self.decisive.to_json(),
            "citations": [one.to_json() for one in self.cited],
        }


@dataclass(frozen=True, slots=True)
class _Day:
    """What the register says of one day."""

    codes: dict[str, str]
    holders: DayHolders
    places: PlaceFinder
    explainer: Explainer
    cited: CitedBodies


@dataclass(frozen=True, slots=True)
class _Named:
    """What one text names, and the UBND of the place given beside it."""

    place: ProvinceMention | None
    home: str
    cited: Sequence[Cited]


@dataclass(frozen=True, slots=True)
class _Chances:
    """The probabilities of one text, by head."""

    agencies: Doubles
    kinds: Doubles
    contents: Doubles
    levels: Doubles


class Suggester:
    """Suggests who must handle a text. Holds caches of words and of the last day asked for."""

    def __init__(self, artefact: Artefact, register: Register) -> None:
        self.artefact = artefact
        self.register = register
        self._vectoriser = Vectoriser(artefact.vocabulary)
        self._lexicon = Lexicon(artefact.lexicon, artefact.mandates, artefact.agencies.classes)
        self._lean = np.array([KIND_LEAN.get(kind, 1.0) for kind in artefact.kinds.classes])
        self._days: dict[date, _Day] = {}

    def suggest(self, text: str, on: date, home: str = "") -> Suggestion:
        """The suggestion for one text.

        Args:
            text: any string; beyond 20,000 characters it is not read.
            on: the day of receipt: it decides which bodies exist and who has a field.
            home: slug of the UBND of the place given beside the text, which a local matter goes
                to when the text itself names no province; ``""`` where none was given.
        """
        return self.suggest_many([text], on, [home])[0]

    def suggest_many(
        self, texts: Sequence[str], on: date, homes: Sequence[str] | None = None
    ) -> list[Suggestion]:
        """Suggestions for many texts, in their order; see :meth:`suggest`.

        Args:
            texts: any strings.
            on: the day of receipt.
            homes: one for each text; None for none.
        """
        day = self._day(on)
        homes = [""] * len(texts) if homes is None else homes
        found: list[Suggestion] = []
        for start in range(0, len(texts), _BATCH):
            part = slice(start, start + _BATCH)
            found.extend(self._some(texts[part], homes[part], day))
        return found

    def _some(self, texts: Sequence[str], homes: Sequence[str], day: _Day) -> list[Suggestion]:
        """Suggestions for a batch."""
        words = [tokenise(text) for text in texts]
        counted = [self._vectoriser.count(tokens) for tokens in words]
        matrix = self._vectoriser.transform(counted)
        hits = [self._lexicon.index.hits(tokens) for tokens in words]
        terms = [self._lexicon.contributions(found) for found in hits]
        places = [
            day.places.find_all(text, tokens) for text, tokens in zip(texts, words, strict=True)
        ]
        traits = signal_rows(
            [
                signals(text, tokens, place=bool(named))
                for text, tokens, named in zip(texts, words, places, strict=True)
            ]
        )
        spoken = scores(self.artefact.agencies, matrix, traits) + self._lexicon.totals(terms)
        named = [
            self._named(text, one_place(found), home, day)
            for text, found, home in zip(texts, places, homes, strict=True)
        ]
        agencies = softmax(spoken + self._priors(texts, named, day))
        heads = (self.artefact.kinds, self.artefact.contents, self.artefact.levels)
        kinds, contents, levels = (probabilities(head, matrix, traits) for head in heads)
        found = []
        for index, text in enumerate(texts):
            row = slice(matrix.indptr[index], matrix.indptr[index + 1])
            columns, values = matrix.indices[row], matrix.data[row]
            read = ReadText(
                text, words[index], counted[index], columns, values, hits[index], terms[index]
            )
            chances = _Chances(agencies[index], kinds[index], contents[index], levels[index])
            found.append(self._one(read, chances, named[index], day))
        return found

    def _named(self, text: str, place: ProvinceMention | None, home: str, day: _Day) -> _Named:
        return _Named(place, home, day.cited.read(text, place.agency if place else home))

    def _priors(self, texts: Sequence[str], named: Sequence[_Named], day: _Day) -> Doubles:
        """What the references of the texts add to the classes, texts × classes.

        The classes are bodies of the model's day, so the references are read for that day.
        """
        model_day = self._day(self.artefact.lexicon.day)
        classes = self.artefact.agencies.classes
        result = np.zeros((len(texts), len(classes)))
        for row, text, one in zip(result, texts, named, strict=True):
            cited = one.cited if model_day is day else model_day.cited.read(text, one.home)
            for column, weight in cited_priors(cited, classes).items():
                row[column] = weight
        return result

    def _one(self, read: ReadText, chances: _Chances, named: _Named, day: _Day) -> Suggestion:
        """One suggestion from its probabilities."""
        if not read.tokens or not looks_vietnamese(read.text):
            return Suggestion(OUT_OF_SCOPE, 0.0, (), None, True, self.artefact.version)
        candidates, decisive = self._candidates(read, chances.agencies, named, day)
        best = int((chances.kinds * self._lean).argmax())
        kind = self.artefact.kinds.classes[best]
        sure = bool(candidates) and candidates[0].probability >= self.artefact.threshold
        return Suggestion(
            kind=kind,
            kind_probability=round(float(chances.kinds[best]), 4),
            candidates=candidates,
            province=named.place.province if named.place else None,
            abstain=not sure or kind == OUT_OF_SCOPE,
            model=self.artefact.version,
            content=self.artefact.contents.classes[int(chances.contents.argmax())],
            level=self.artefact.levels.classes[int(chances.levels.argmax())],
            coordinating=_coordinating(candidates),
            decisive=decisive,
            cited=tuple(named.cited[:MOST_CITED]),
        )

    def _candidates(
        self, read: ReadText, chances: Doubles, named: _Named, day: _Day
    ) -> tuple[tuple[Candidate, ...], Evidence | None]:
        """The likeliest bodies that exist on the day, with evidence, and what decided."""
        classes, weights = self.artefact.agencies.classes, self.artefact.lexicon.weights
        spread = day.holders.spread(classes, chances.tolist(), read.hits, weights)
        chosen = spread[:MOST_CANDIDATES]
        likely = [chance for chance in chosen if chance.probability >= LEAST_EXPLAINED]
        wanted = [(chance.column, chance.agency) for chance in likely]
        leading = [(chance.column, chance.agency) for chance in chosen[:2]]
        weighed = day.explainer.weigh(read, (column for column, _ in (*wanted, *leading)))
        reasons = day.explainer.explain(weighed, wanted)
        decisive = day.explainer.decisive(weighed, *leading) if len(leading) > 1 else None
        reasons += [()] * (len(chosen) - len(likely))
        found = []
        for chance, reason in zip(chosen, reasons, strict=True):
            slug, where = _which(chance.agency, read.text, named, day)
            shown = (*reason, *cited_evidence(named.cited, slug), *where)
            found.append(
                Candidate(slug, day.codes.get(slug, ""), round(chance.probability, 4), shown)
            )
        return tuple(found), decisive

    def _day(self, on: date) -> _Day:
        """The register on a day; only the last few days are kept."""
        day = self._days.get(on)
        if day is None:
            if len(self._days) >= 4:
                self._days.clear()
            codes = {agency.slug: agency.code for agency in self.register.agencies_in_force(on)}
            places = place_finder(self.register, on)
            holders = DayHolders(
                self.artefact.mandates,
                self.register,
                model_day=self.artefact.lexicon.day,
                on=on,
                always=LOCAL,
            )
            explainer, cited = Explainer(self.artefact, on), CitedBodies(self.register, on)
            day = _Day(codes, holders, places, explainer, cited)
            self._days[on] = day
        return day


def _which(slug: str, text: str, named: _Named, day: _Day) -> tuple[str, tuple[Evidence, ...]]:
    """Which UBND a local matter is for, and the words that say so.

    The province that the text names, else the one whose decision or dossier it cites, else the
    place given beside the text.
    """
    if slug != LOCAL:
        return slug, ()
    if named.place is not None:
        return named.place.agency, (_place_evidence(text, named.place),)
    home = cited_home(named.cited) or named.home
    return (home if home in day.codes else slug), ()


def _coordinating(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """Bodies beside the first whose field the text touches: likely, and by a term of their own."""
    return tuple(
        candidate.agency
        for candidate in candidates[1:]
        if candidate.probability >= LEAST_COORDINATING
        and any(reason.kind in ("mandate", "name") for reason in candidate.evidence)
    )


def _place_evidence(text: str, place: ProvinceMention) -> Evidence:
    """The words that name the province: they decide which UBND, not whether it is one."""
    words = text[place.start : place.end]
    return Evidence("place", words, 0.0, place.start, place.end, place.province)


def _candidate_json(candidate: Candidate) -> dict[str, Any]:
    """One candidate as plain values."""
    return {
        "agency": candidate.agency,
        "code": candidate.code,
        "probability": candidate.probability,
        "evidence": [reason.to_json() for reason in candidate.evidence],
    }
