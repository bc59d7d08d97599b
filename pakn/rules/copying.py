"""Whether a summary was written or copied (R60: some petitioners ask for a summary only)."""

import re

from pakn.rules.plain import plain

_WORD = re.compile(r"\w+")
_SHORT_SHARE = 0.6


def copies(summary: str, original: str, *, run: int) -> bool:
    """Whether a summary holds a long run of the original's own words.

    Args:
        summary: the text to be published.
        original: what the petitioner wrote.
        run: so many words in a row are a copy; of a short original most of its words are.

    Returns:
        True for a copy, whatever its marks, case and signs.
    """
    said, written = _words(summary), _words(original)
    length = min(run, max(4, round(len(written) * _SHORT_SHARE)))
    if len(written) < length:
        return False
    runs = {written[at : at + length] for at in range(len(written) - length + 1)}
    return any(said[at : at + length] in runs for at in range(len(said) - length + 1))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(plain(text)))
