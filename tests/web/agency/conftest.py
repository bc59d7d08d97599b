"""The desk of an agency."""

import pytest

from tests.factories.browsing import Site
from tests.web.agency.world import Desk


@pytest.fixture
def desk(site: Site) -> Desk:
    """Offices at work on the site."""
    return Desk(site)
