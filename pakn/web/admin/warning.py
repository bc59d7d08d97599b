"""Banners on every page of the administrator: what is dead, what was given up."""

from typing import Any

from pakn.services import administering
from pakn.web.acting import viewing
from pakn.web.admin import present
from pakn.web.health import signs_of_life


def warn() -> dict[str, Any]:
    """What the layout shows above the page; a context processor of each blueprint."""
    stuck = administering.anything_given_up(viewing())
    return {"banners": present.banners(signs_of_life(), int(stuck))}
