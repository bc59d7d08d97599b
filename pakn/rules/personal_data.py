"""Everything in a text that may identify a person, before the text is published (R36, R60).

An aid, not a judge. What is certain must go before a release; what is uncertain, an officer's name
or an office's address, a person decides and signs off. Measured on a corpus of our own:
`docs/publishing.md`.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pakn.rules.plain import plain
from pakn.rules.privacy import FindingKind, find_contacts
from pakn.rules.privacy_names import find_names
from pakn.rules.privacy_places import find_places

_MOST_READ = 200_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text.

    Attributes:
        kind: what it looks like.
        start, end: where it stands.
        certain: it must not be published; else a person decides.
    """

    kind: FindingKind
    start: int
    end: int
    certain: bool


def find_personal_data(text: str) -> tuple[Finding, ...]:
    """What may identify somebody, in order, never overlapping; never fails.

    Args:
        text: meant for publication; decomposed letters are found only after `nfc`.
    """
    seen = text[:_MOST_READ]
    kept: list[Finding] = []
    claimed = bytearray(len(seen))
    for found in _all(seen):
        if found.start < found.end and not any(claimed[found.start : found.end]):
            claimed[found.start : found.end] = b"\x01" * (found.end - found.start)
            kept.append(found)
    return tuple(sorted(kept, key=lambda one: one.start))


def cover(text: str, words: Callable[[FindingKind], str], which: Callable[[Finding], bool]) -> str:
    """The text with findings replaced by words such as "[số điện thoại]".

    Args:
        text: the text.
        words: what stands for a kind.
        which: which findings are covered.
    """
    text = unicodedata.normalize("NFC", text)
    for _ in range(3):  # a number that is gone may have hidden the one behind its dot
        chosen = [one for one in find_personal_data(text) if which(one)]
        if not chosen:
            break
        text = "".join(_pieces(text, chosen, words))
    return text


def finding_key(text: str, finding: Finding) -> str:
    """What names a finding in a form: the same words of the same kind have the same key."""
    value = " ".join(plain(text[finding.start : finding.end]).split())
    return hashlib.sha256(f"{finding.kind}:{value}".encode()).hexdigest()[:16]


def _all(text: str) -> Iterator[Finding]:
    """Certain ones first, so that they are not lost in a longer uncertain place."""
    places = [Finding(*one) for one in find_places(text)]
    contacts = [Finding(one.kind, one.start, one.end, certain=True) for one in find_contacts(text)]
    names = [Finding(one.kind, one.start, one.end, one.certain) for one in find_names(text)]
    tax = [one for one in places if one.kind in (FindingKind.TAX_CODE, FindingKind.DOSSIER)]
    yield from tax
    yield from (one for one in places if one.certain)
    yield from contacts
    yield from (one for one in names if one.certain)
    # The longest first: "xóm 7, xã Mẫu" rather than "xóm 7".
    open_places = [one for one in places if not one.certain]
    yield from sorted(open_places, key=lambda one: one.start - one.end)
    yield from (one for one in names if not one.certain)


def _pieces(
    text: str, findings: Sequence[Finding], words: Callable[[FindingKind], str]
) -> Iterator[str]:
    at = 0
    for one in findings:
        yield text[at : one.start]
        yield f"[{words(one.kind)}]"
        at = one.end
    yield text[at:]
