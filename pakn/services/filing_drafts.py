"""The public form, page by page: answers are checked as they come and filed once, as last seen."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.intake import Petition
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.draft_files import FILES_ANSWER, hand_over_files
from pakn.services.drafts import (
    DraftView,
    bind_draft,
    draft_key,
    hold_draft,
    open_draft,
    read_draft,
    save_draft,
)
from pakn.services.filing import DifferentContent, file_planned, receipt_of
from pakn.services.filing_checks import filing_errors
from pakn.services.filing_inputs import Filing, Receipt
from pakn.services.filing_plan import FilingPlan, plan_filing, tidy
from pakn.services.sender_checks import sender_of

# A text that cannot be filed is still kept for its writer, unless it is no text but a dump.
_KEPT_MOST = 50_000
_COMMUNE_OF = {
    "province_code": "commune_code",
    "residence_province_code": "residence_commune_code",
}


class AlreadySent(DifferentContent):
    """Other answers came for a draft that has become a petition: it stays as it was sent."""


@dataclass(frozen=True)
class FormState:
    """How far somebody is with the form.

    Attributes:
        answers: what was typed so far, by field name; None where an answer was taken back.
        errors: codes of the fields that filing would refuse now.
        mark: stands for exactly these answers; sending names the mark of the page it was read on.
        sent: it has become a petition.
    """

    answers: Mapping[str, Any]
    errors: Mapping[str, str]
    mark: str
    sent: bool


@dataclass(frozen=True)
class Taken:
    """What became of the answers of one page.

    Attributes:
        wrong: codes of the typed fields that cannot stand; those were not kept.
        state: the form with what was kept.
    """

    wrong: Mapping[str, str]
    state: FormState


def form_state(ctx: Context, token: str) -> FormState:
    """The state of a form being filled in; raises NotFound when the draft is gone."""
    return _state(ctx, read_draft(ctx, token))


def take_answers(
    ctx: Context, token: str, typed: Mapping[str, Any], *, keep_wrong: bool = False
) -> Taken:
    """Keep the answers of one page that can stand.

    Args:
        ctx: the petitioner's act.
        token: the draft's.
        typed: answers by field name, as `Filing` and `Sender` name them; days in ISO form.
        keep_wrong: keep the others too: somebody who goes on later loses no half sentence.

    Raises:
        NotFound: the draft is gone.
        AlreadySent: it was sent meanwhile; nothing is changed.
    """
    draft = open_draft(ctx, token)
    if draft.petition_id is not None:
        raise AlreadySent("draft")
    answers = dict(typed)
    for province, commune in _COMMUNE_OF.items():
        if answers.get(province, before := draft.answers.get(province)) != before:
            answers.setdefault(commune, None)  # a commune of another province
    errors = _errors(ctx, {**draft.answers, **answers})
    wrong = {name: errors[name] for name in typed if name in errors}
    kept = {
        name: value
        for name, value in answers.items()
        if name not in wrong or (keep_wrong and len(str(value)) <= _KEPT_MOST)
    }
    return Taken(wrong, _state(ctx, save_draft(ctx, token, kept)))


@dataclass(frozen=True)
class DraftPlan:
    """A draft that was checked and may be filed as long as nobody changes it.

    Attributes:
        version: of the draft when it was checked.
        plan: what will be stored; None when the draft had been sent before.
        has_files: whether files lie with it.
    """

    token: str
    version: int
    plan: FilingPlan | None
    has_files: bool


def plan_draft(ctx: Context, token: str, seen: str) -> DraftPlan:
    """Check a draft as it was seen, and prepare its filing; no lock is needed for that.

    Args:
        ctx: reading is enough.
        token: the draft's; it is the intention to file.
        seen: the mark of the answers that the person checked.

    Raises:
        NotFound: the draft is gone.
        DifferentContent: the answers are not the ones that were checked: the person is asked.
        AlreadySent: so they are, and what was sent before cannot be changed any more.
        InvalidInput: a field cannot be taken.
    """
    draft = read_draft(ctx, token)
    if _mark(draft.answers) != seen:
        raise DifferentContent("draft") if draft.petition_id is None else AlreadySent("draft")
    sent = draft.petition_id is not None
    if not sent and (missing := _asked_here(draft.answers)):
        raise InvalidInput(missing)
    plan = None if sent else plan_filing(ctx, _filing(draft.answers, draft_key(token)))
    return DraftPlan(token, draft.version, plan, bool(draft.answers.get(FILES_ANSWER)))


def file_draft(ctx: Context, planned: DraftPlan) -> Receipt:
    """File a planned draft, once, however often and by however many it is sent.

    Returns:
        the receipt; the first one's when it was sent before.

    Raises:
        NotFound: the draft is gone.
        DifferentContent: it was changed since it was planned.
        StalePlan: it was planned on another day.
    """
    draft = hold_draft(ctx, planned.token)
    if draft.petition_id is not None:
        return receipt_of(ctx, ctx.session.get_one(Petition, draft.petition_id))
    if planned.plan is None or draft.version != planned.version:
        raise DifferentContent("draft")
    receipt = file_planned(ctx, planned.plan)
    if planned.has_files:
        hand_over_files(ctx, draft.id, receipt.petition_id)
    bind_draft(ctx, draft, receipt.petition_id)
    return receipt


def pass_similar(ctx: Context, token: str) -> FormState:
    """The writer has seen what was answered before, and goes on; it is not shown again."""
    return _state(ctx, save_draft(ctx, token, {"similar_seen": True}))


def expiry_of(ctx: Context, token: str) -> dt.datetime:
    """When an unsent draft deletes itself; NotFound when it is gone or was sent."""
    draft = read_draft(ctx, token)
    if draft.petition_id is not None:
        raise NotFound("draft")
    return draft.expires_at


def receipt_of_draft(ctx: Context, token: str) -> Receipt:
    """The receipt for whoever holds the draft; NotFound when it was not sent or is gone."""
    draft = read_draft(ctx, token)
    if draft.petition_id is None:
        raise NotFound("receipt")
    return receipt_of(ctx, ctx.session.get_one(Petition, draft.petition_id))


def _state(ctx: Context, draft: DraftView) -> FormState:
    return FormState(
        answers=draft.answers,
        errors=_errors(ctx, draft.answers),
        mark=_mark(draft.answers),
        sent=draft.petition_id is not None,
    )


def _errors(ctx: Context, answers: Mapping[str, Any]) -> dict[str, str]:
    return {**_asked_here(answers), **filing_errors(ctx, tidy(_filing(answers, key="")))}


def _asked_here(answers: Mapping[str, Any]) -> dict[str, str]:
    """What this form asks beyond what filing does: an address (NĐ 20/2008 Đ7.1c).

    Paper may come without one and is asked for a supplement; who sits at the form can write it.
    """
    return {} if str(answers.get("address") or "").strip() else {"address": "required"}


def _mark(answers: Mapping[str, Any]) -> str:
    text = json.dumps(dict(answers), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _filing(answers: Mapping[str, Any], key: str) -> Filing:
    """Answers as a filing; what a changed answer made pointless is left out."""

    def words(name: str) -> str:
        return str(answers.get(name) or "")

    subject, place = words("subject"), words("province_code") or None
    home = words("residence_province_code") or None
    commune = (words("commune_code") or None) if place else None
    deadline = words("comment_deadline") if subject == "draft" else ""
    return Filing(
        key=key,
        sender=sender_of(answers),
        kind=words("kind"),
        subject=subject,
        title=words("title"),
        content=words("content"),
        proposal=words("proposal") if words("kind") == "recommendation" else "",
        subject_detail=words("subject_detail"),
        drafting_body=words("drafting_body") if subject == "draft" else "",
        dossier_code=words("dossier_code") if subject == "dossier" else "",
        wanted_agency=words("wanted_agency") if subject != "draft" else "",
        comment_deadline=dt.date.fromisoformat(deadline) if deadline else None,
        province_code=place,
        commune_code=commune,
        commune_unknown=place is not None and commune is None,
        place_as_typed=words("place_as_typed"),
        residence_province_code=home,
        residence_commune_code=(words("residence_commune_code") or None) if home else None,
        publication=words("publication"),
        hide_identity=bool(answers.get("hide_identity")),
    )
