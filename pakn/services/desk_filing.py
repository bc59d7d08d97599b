"""Filing for others: what came on paper, by phone or at the counter is entered by an officer."""

from dataclasses import replace

from pakn.rules.channels import details_of, missing_details
from pakn.services.context import Context, InvalidInput
from pakn.services.filing import file_petition
from pakn.services.filing_checks import filing_errors
from pakn.services.filing_inputs import Filing, Receipt
from pakn.services.filing_plan import tidy

DESK_CHANNELS = (
    "direct",
    "post",
    "phone",
    "fax",
    "email",
    "opinion_form",
    "portal",
    "taskforce",
    "press",
    "other_agency",
)
"""Where it may have come in when somebody enters it here; the web and the Council file for
themselves."""

_NAMED_BY = {"press": "paper", "other_agency": "letter_from"}


def file_at_desk(ctx: Context, filing: Filing) -> Receipt:
    """File what somebody else wrote or said; whoever enters it is the transcriber (R4).

    Args:
        ctx: the officer's act.
        filing: as entered, with the channel and what the channel needs beside (R4, R58). Where a
            newspaper or a body passed it on without a name, that one stands as the sender.

    Raises:
        InvalidInput: a field cannot be taken; all of them are named at once.
        DifferentContent: the page was sent before with another content.
    """
    filing = _named(
        replace(filing, channel_detail=details_of(filing.channel, filing.channel_detail))
    )
    errors = dict.fromkeys(missing_details(filing.channel, filing.channel_detail), "required")
    if filing.channel not in DESK_CHANNELS:
        errors["channel"] = "required"
    if errors:
        raise InvalidInput({**filing_errors(ctx, tidy(filing)), **errors})
    return file_petition(ctx, filing)


def _named(filing: Filing) -> Filing:
    name = filing.channel_detail.get(_NAMED_BY.get(filing.channel, ""), "")
    if filing.sender.name.strip() or not name:
        return filing
    return replace(filing, sender=replace(filing.sender, kind="organisation", name=name))
