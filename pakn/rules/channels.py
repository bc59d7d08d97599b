"""What a channel must tell beside the petition itself (NĐ 20/2008 Đ7.2; R4, R58)."""

from collections.abc import Mapping

DETAILS: Mapping[str, tuple[str, ...]] = {
    "phone": ("number_called",),
    "press": ("paper", "paper_date", "link"),
    "other_agency": ("letter_from", "letter_number", "letter_date"),
}
"""What is asked, by channel; what the others need stands in the petition already."""

NEEDED: Mapping[str, tuple[str, ...]] = {
    "phone": ("number_called",),
    "press": ("paper", "paper_date"),
    "other_agency": ("letter_from", "letter_number"),
}
"""What cannot be left out: a call counts only on the dedicated number (R4); the result goes back
to the body that sent it on (R58)."""

WITHOUT_CONTACT = ("press", "other_agency")
"""Nobody to call back: a newspaper, or a body to whose letter the answer goes (R58)."""


def details_of(channel: str, given: Mapping[str, str]) -> dict[str, str]:
    """Those of the given details that belong to a channel and are not empty."""
    return {name: given[name] for name in DETAILS.get(channel, ()) if given.get(name)}


def missing_details(channel: str, given: Mapping[str, str]) -> tuple[str, ...]:
    """What a channel cannot do without and was not given."""
    return tuple(name for name in NEEDED.get(channel, ()) if not given.get(name))
