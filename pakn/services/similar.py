"""Published answers to questions like the one being written: a plain search with a capped cost."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.casework import Publication
from models.queries.publications import of_cases
from models.queries.searches import search
from models.queries.word_counts import published_with
from pakn.rules.likeness import LIKE_ENOUGH, likeness, telling_words
from pakn.services.context import Context
from pakn.services.counts import count
from pakn.services.drafts import discard_draft
from routing.text import fold

_WORDS, _CAP = 8, 500
_RAREST = (5, 4, 3, 2)
_CANDIDATES = 30
_CONTENT_READ = 400


def similar_results(
    ctx: Context, answers: Mapping[str, Any], *, limit: int = 5
) -> Sequence[Publication]:
    """Published answers that may answer the petition being written.

    The rarest of its words are looked for together, then fewer of them; what is found is ranked
    by all of them. Cost: ten capped counts and at most four searches, whatever is published.

    Args:
        ctx: for reading.
        answers: of the draft: title, subject_detail and content.
        limit: how many at most.

    Returns:
        the likest first; none when nothing is like enough.
    """
    title = f"{answers.get('title') or ''} {answers.get('subject_detail') or ''}"
    text = f"{title} {str(answers.get('content') or '')[:_CONTENT_READ]}"
    words = telling_words(fold(text), most=_WORDS)
    counts = published_with(ctx.session, words, cap=_CAP)
    ids = _candidates(ctx, [word for word in words if counts[word]], counts)
    if not ids:
        return ()
    scored = [
        (likeness(words, counts, fold(f"{row.title} {row.question}"), cap=_CAP), row)
        for row in of_cases(ctx.session, ids)
    ]
    like = [pair for pair in scored if pair[0] >= LIKE_ENOUGH]
    return [row for _, row in sorted(like, key=lambda pair: -pair[0])][:limit]


def leave_answered(ctx: Context, token: str) -> None:
    """The writer found the answer among the published ones: count it, and delete the draft."""
    count(ctx, "answered_by_published")
    discard_draft(ctx, token)


def _candidates(ctx: Context, known: Sequence[str], counts: Mapping[str, int]) -> list[int]:
    rarest = sorted(known, key=lambda word: counts[word])
    found: dict[int, None] = {}
    for size in _RAREST:
        if len(rarest) < size:
            continue
        query = " ".join(rarest[:size])
        found |= dict.fromkeys(search(ctx.session, query, public=True, limit=_CANDIDATES))
        if len(found) >= _CANDIDATES:
            break
    return list(found)
