"""What a petition is before the law: only a phản ánh, kiến nghị is handled by this procedure."""

from enum import StrEnum


class LegalKind(StrEnum):
    """What the desk, or the classifier, holds a petition for (R11, R12)."""

    PETITION = "pakn"
    COMPLAINT = "khieu_nai"
    DENUNCIATION = "to_cao"
    QUESTION = "question"
    OUT_OF_SCOPE = "out_of_scope"


def seals(before: str, after: str) -> bool:
    """Whether a change makes a case a denunciation, or makes it none any more (R12).

    Args:
        before: a legal kind.
        after: a legal kind.

    Returns:
        True where it enters or leaves what only few may read.
    """
    return (before == LegalKind.DENUNCIATION) != (after == LegalKind.DENUNCIATION)
