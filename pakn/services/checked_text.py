"""The text that becomes public, and whether it may: nobody may be recognised in it (R36, R60)."""

from collections import Counter
from dataclasses import dataclass

from models.intake import Petition
from pakn.rules.copying import copies
from pakn.rules.personal_data import find_personal_data, finding_key
from pakn.services.clocks import setting
from pakn.services.context import Context, InvalidInput

TITLE_MOST = 200
PARTS = ("title", "question", "answer")


@dataclass(frozen=True, kw_only=True)
class CheckedText:
    """What the publisher checked.

    Attributes:
        case_id, seen_version: the case, as the publisher's page showed it.
        checked: the publisher's own sign-off that no personal data stands in it (R36).
        kept: the keys of what might be personal data and was looked at and left, one by one
            (`pakn.rules.personal_data.finding_key`).
    """

    case_id: int
    seen_version: int
    title: str
    question: str
    answer: str
    checked: bool
    kept: frozenset[str] = frozenset()


def check_text(ctx: Context, petition: Petition, text: CheckedText) -> list[str]:
    """Refuse a text that may not become public.

    Args:
        ctx: the act.
        petition: what was filed; who asked for a summary only gets no copy published (R60).
        text: the checked text.

    Returns:
        how many places of which kind were looked at and left ("name: 2"), for the event; the
        values themselves are written nowhere.

    Raises:
        InvalidInput: empty, not signed off, personal data in it, or a copy.
    """
    errors: dict[str, str] = {}
    left: Counter[str] = Counter()
    for name in PARTS:
        value = getattr(text, name).strip()
        if not value:
            errors[name] = "required"
        for finding in find_personal_data(value):
            if finding.certain:
                errors[name] = "personal_data"
            elif finding_key(value, finding) in text.kept:
                left[finding.kind.value] += 1
            else:
                errors["kept"] = "not_decided"
    if len(text.title.strip()) > TITLE_MOST:
        errors["title"] = "too_long"
    if _copied(ctx, petition, text):
        errors["question"] = "copied"
    if not text.checked:
        errors["checked"] = "required"
    if errors:
        raise InvalidInput(errors)
    return [f"{kind}: {number}" for kind, number in sorted(left.items())]


def _copied(ctx: Context, petition: Petition, text: CheckedText) -> bool:
    if petition.publication != "summary":
        return False
    run = int(setting(ctx, "summary_copy_run", petition.received_on))
    return any(
        copies(text.question, original, run=run)
        for original in (petition.content, petition.proposal)
        if original
    )
