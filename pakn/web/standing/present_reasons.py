"""Why the classifier holds an agency possible, in plain words: one line a reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext

from pakn.labels.content import CONTENT_CLASS
from pakn.web.standing.words import READ_LEVEL

_LINES_FIRST, _LINES_OTHER = 5, 2
_TERMS = 5
_CLASSES = {kind.value: words for kind, words in CONTENT_CLASS.items()}
#: Kinds of evidence that are told in a sentence; the others are quoted words.
_TOLD = ("citation", "dossier", "mandate", "place")


def reason_lines(evidence: Sequence[Any], *, first: bool) -> list[str]:
    """The sentences about one agency: what is cited, dossiers, fields of work, places.

    Args:
        evidence: of the candidate, as it was stored.
        first: the agency that leads; the others are told in fewer lines.
    """
    told = [one for one in evidence if isinstance(one, Mapping) and one.get("kind") in _TOLD]
    told.sort(key=lambda one: _TOLD.index(one["kind"]))
    fields = _words_of_fields(told)
    lines = dict.fromkeys(_line(one, fields) for one in told)
    return list(lines)[: _LINES_FIRST if first else _LINES_OTHER]


def quoted_terms(evidence: Sequence[Any]) -> list[str]:
    """The words that speak for an agency, each once; older models gave bare words.

    References and codes stand in the sentences already.
    """
    words = (
        one.get("text", "") if isinstance(one, Mapping) else str(one)
        for one in evidence
        if not isinstance(one, Mapping) or one.get("kind") not in ("citation", "dossier", "place")
    )
    each = {word.casefold(): word for word in reversed(list(words)) if word}
    return list(reversed(each.values()))[:_TERMS]


def why_not_first(decisive: Mapping[str, Any] | None, leader: str) -> str:
    """Why the second agency is not the first.

    Args:
        decisive: the words that speak for the leader rather than for it; None where none do.
        leader: name of the first agency.
    """
    if decisive and decisive.get("text"):
        return str(
            gettext(
                "Xếp sau vì “%(words)s” nghiêng về %(leader)s hơn.",
                words=decisive["text"],
                leader=leader,
            )
        )
    return str(gettext("Không có từ ngữ nào phân biệt rõ với %(leader)s.", leader=leader))


def reading_facts(reading: Mapping[str, Any], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the classifier says of the whole text: content, level, partners, rules above ministries.

    Args:
        reading: as it was stored; empty for what an older program stored.
        names: of the living agencies, by slug.
    """
    coordinating = [names[slug] for slug in reading.get("coordinating", ()) if slug in names]
    rows = [
        (gettext("Nội dung"), _word(_CLASSES, reading.get("content", ""))),
        (gettext("Cấp giải quyết"), _word(READ_LEVEL, reading.get("level", ""))),
        (gettext("Có thể phối hợp"), "; ".join(coordinating)),
        (
            gettext("Văn bản của Chính phủ, Thủ tướng, có thể phải trình (khoản 3 Điều 17)"),
            "; ".join(_of_government(reading.get("citations", ()))),
        ),
    ]
    return [(str(label), words) for label, words in rows if words]


def _word(words: Mapping[str, str], code: str) -> str:
    return str(gettext(words[code])) if code in words else ""


def _of_government(citations: Sequence[Mapping[str, Any]]) -> list[str]:
    """The rules of the Government and the Prime Minister that the text names (R22)."""
    return list(dict.fromkeys(one["text"] for one in citations if one.get("government")))


def _words_of_fields(told: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The words that speak for each field of work, quoted, each once."""
    found: dict[str, dict[str, str]] = {}
    for one in told:
        word = str(one.get("text") or "")
        found.setdefault(str(one.get("detail") or ""), {}).setdefault(word.casefold(), word)
    return {
        detail: ", ".join(f"“{word}”" for word in words.values()) for detail, words in found.items()
    }


def _line(reason: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    words, detail = str(reason.get("text") or ""), str(reason.get("detail") or "")
    kind = reason["kind"]
    if kind == "mandate":
        return _field_line(fields[detail], detail)
    if kind == "place":
        return str(gettext("Nơi được nêu: “%(words)s” (%(place)s).", words=words, place=detail))
    if kind == "dossier":
        return str(gettext("Mã hồ sơ %(words)s do cơ quan này tiếp nhận.", words=words))
    return _citation_line(words, detail.split())


def _field_line(words: str, detail: str) -> str:
    """The field and its source stand as `field (source)`."""
    field, _, source = detail.rpartition(" (")
    source = source.removesuffix(")")
    if field and source:
        return str(
            gettext(
                "Thuộc lĩnh vực %(field)s theo %(source)s: %(words)s.",
                field=field,
                source=source,
                words=words,
            )
        )
    return str(gettext("Thuộc lĩnh vực %(field)s: %(words)s.", field=field or detail, words=words))


def _citation_line(words: str, codes: Sequence[str]) -> str:
    """A reference, and how it is this agency's."""
    moved = any(code.startswith("former=") for code in codes)
    if "drafter" in codes:
        said = (
            gettext("cơ quan soạn thảo trước đây nay thuộc cơ quan này")
            if moved
            else gettext("cơ quan này chủ trì soạn thảo")
        )
    elif "local" in codes:
        said = gettext("văn bản của địa phương này")
    else:
        said = (
            gettext("cơ quan ban hành trước đây nay thuộc cơ quan này")
            if moved
            else gettext("cơ quan này ban hành")
        )
    line = gettext("%(words)s: %(said)s.", words=words, said=said)
    if "several" in codes:
        line += " " + gettext("Cũng có thể là của cơ quan khác, hãy kiểm tra.")
    return str(line)
