"""The text of a release as it is first proposed, and what in it may be personal data (R36, R60)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from flask_babel import gettext

from models.queries.casefile import CaseFile
from pakn.rules.privacy import Finding, mask_contacts
from pakn.web.formatting import number_vi
from pakn.web.standing.forms import ReleaseForm
from pakn.web.standing.words import FINDING


def prepared(file: CaseFile) -> ReleaseForm:
    """The form with texts to begin with, contact data masked.

    Somebody who asked that only a summary be published finds the question empty: the publisher
    writes it. A case that was published before begins with the published text.
    """
    form = ReleaseForm(formdata=None)
    form.seen_version.data = str(file.case.version)
    published = file.publication
    if published is not None:
        form.title.data, form.question.data = published.title, published.question
    else:
        form.title.data = mask_contacts(file.petition.title)[0]
        form.question.data = _question(file)
    form.answer.data = mask_contacts(file.answers[0].text)[0] if file.answers else ""
    return form


def findings_in(file: CaseFile, form: ReleaseForm) -> Sequence[str]:
    """What the search found, by place: in the sources it masked, and in what is typed now."""
    petition = file.petition
    sources = [petition.title, petition.content, petition.proposal]
    typed = [form.title.data, form.question.data, form.answer.data]
    lines = (
        (gettext("Đã che trong phản ánh, kiến nghị"), _found(sources)),
        (gettext("Đã che trong trả lời"), _found([one.text for one in file.answers[:1]])),
        (gettext("Còn trong nội dung sắp công khai"), _found(typed)),
    )
    return [f"{place}: {_count(found)}." for place, found in lines if found]


def _question(file: CaseFile) -> str:
    petition = file.petition
    if petition.publication == "summary":
        return ""
    text = "\n\n".join(part for part in (petition.content, petition.proposal) if part)
    return mask_contacts(text)[0]


def _found(texts: Iterable[str | None]) -> list[Finding]:
    return [finding for text in texts for finding in mask_contacts(text or "")[1]]


def _count(found: Sequence[Finding]) -> str:
    kinds = Counter(finding.kind for finding in found)
    return ", ".join(
        f"{number_vi(number)} {gettext(FINDING[kind])}" for kind, number in kinds.items()
    )
