"""The text of a release as first proposed, and what in it may identify somebody (R36, R60)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup, escape

from models.queries.casefile import CaseFile
from pakn.rules.personal_data import Finding, cover, find_personal_data, finding_key
from pakn.rules.privacy import FindingKind
from pakn.services.checked_text import PARTS
from pakn.web.formatting import number_vi
from pakn.web.standing.forms import ReleaseForm
from pakn.web.standing.words import FINDING

ALL = "all"


@dataclass(frozen=True)
class Found:
    """One value that was found, wherever it stands.

    Attributes:
        key: names it in the form.
        kind: in words.
        certain: it must be covered; else the publisher decides.
        kept: the publisher decided to leave it.
    """

    key: str
    kind: str
    value: str
    certain: bool
    kept: bool
    times: int


@dataclass(frozen=True)
class Review:
    """What the check shows beside the boxes.

    Attributes:
        marked: each part with its findings highlighted.
        found: every value found, certain ones first.
        covered: what was covered in the sources beforehand, in words.
    """

    marked: dict[str, Markup]
    found: Sequence[Found]
    covered: Sequence[str]


def prepared(file: CaseFile) -> ReleaseForm:
    """The form with texts to begin with, what is certainly personal covered.

    Somebody who asked that only a summary be published finds the question empty: the publisher
    writes it. A case that was published before begins with the published text.
    """
    form = ReleaseForm(formdata=None)
    form.seen_version.data = str(file.case.version)
    published = file.publication
    if published is not None:
        form.title.data, form.question.data = published.title, published.question
    else:
        form.title.data = _without_certain(file.petition.title)
        form.question.data = _question(file)
    form.answer.data = _without_certain(file.answers[0].text) if file.answers else ""
    return form


def cover_in(form: ReleaseForm, wanted: str) -> None:
    """Cover in the typed texts one finding by its key, or all of them."""
    for name in PARTS:
        field = form[name]
        text = (field.data or "").replace("\r\n", "\n")
        field.data = _covered(text, wanted)


def review(file: CaseFile, form: ReleaseForm) -> Review:
    """What the search found: in the sources it covered, and in what is typed now."""
    texts = {name: (form[name].data or "").replace("\r\n", "\n") for name in PARTS}
    petition = file.petition
    sources = [petition.title, petition.content, petition.proposal]
    lines = (
        (gettext("Đã che trong phản ánh, kiến nghị"), _certain(sources)),
        (gettext("Đã che trong trả lời"), _certain(one.text for one in file.answers[:1])),
    )
    return Review(
        marked={name: _marked(text) for name, text in texts.items()},
        found=_found(texts.values(), form.kept_keys()),
        covered=[f"{place}: {_count(found)}." for place, found in lines if found],
    )


def _question(file: CaseFile) -> str:
    petition = file.petition
    if petition.publication == "summary":
        return ""
    return _without_certain(
        "\n\n".join(part for part in (petition.content, petition.proposal) if part)
    )


def _without_certain(text: str) -> str:
    return cover(text, _words, lambda one: one.certain)


def _covered(text: str, wanted: str) -> str:
    return cover(text, _words, lambda one: wanted in (ALL, finding_key(text, one)))


def _words(kind: FindingKind) -> str:
    # Part of the published text, which is Vietnamese whatever the officer's language.
    return FINDING[kind]


def _marked(text: str) -> Markup:
    return Markup("").join(_pieces(text))


def _pieces(text: str) -> Iterator[Markup]:
    at = 0
    for one in find_personal_data(text):
        yield escape(text[at : one.start])
        yield Markup('<mark class="pakn-found{}" data-key="{}" title="{}">{}</mark>').format(
            " pakn-found--certain" if one.certain else "",
            finding_key(text, one),
            gettext(FINDING[one.kind]),
            text[one.start : one.end],
        )
        at = one.end
    yield escape(text[at:])


def _found(texts: Iterable[str], kept: frozenset[str]) -> list[Found]:
    times: Counter[str] = Counter()
    first: dict[str, tuple[str, Finding]] = {}
    for text in texts:
        for one in find_personal_data(text):
            key = finding_key(text, one)
            times[key] += 1
            known = first.get(key)
            if known is None or (one.certain and not known[1].certain):
                first[key] = (text[one.start : one.end], one)
    rows = [
        Found(key, gettext(FINDING[one.kind]), value, one.certain, key in kept, times[key])
        for key, (value, one) in first.items()
    ]
    return sorted(rows, key=lambda row: not row.certain)


def _certain(texts: Iterable[str | None]) -> list[Finding]:
    return [one for text in texts for one in find_personal_data(text or "") if one.certain]


def _count(found: Sequence[Finding]) -> str:
    kinds = Counter(finding.kind for finding in found)
    return ", ".join(
        f"{number_vi(number)} {gettext(FINDING[kind])}" for kind, number in kinds.items()
    )
