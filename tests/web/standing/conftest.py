"""The application with the standing body at work in it."""

import pytest

from tests.factories.browsing import Site
from tests.web.standing.site import StandingSite


@pytest.fixture
def standing(site: Site) -> StandingSite:
    """The application on a seeded database, with the offices at hand."""
    return StandingSite(site.app)
