"""The standing body's pages as its people meet them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from pakn.services.suggesting import suggest_for
from tests.factories.browsing import Browser, Site
from tests.factories.casework import Casework
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.world import CertainRouter


@dataclass(frozen=True)
class StandingSite(Site):
    """The application, and what happens at the offices while nobody looks at a page."""

    @contextmanager
    def desk(self) -> Iterator[Casework]:
        """Act through the services, outside any request."""
        with self.inside():
            yield Casework(self.system)

    def officer(self, role: Role, *, agency: str | None = None) -> Browser:
        """The browser of somebody new, signed in, in one role."""
        with self.inside():
            actor = person(self.system, role, agency=agency)
        return self.signed_in(actor)

    def case(self, **changes: Any) -> int:
        """File a petition; returns its case's id."""
        with self.inside():
            return file_one(self.system, **changes).case_id

    def suggest(self, case_id: int, agency: str = "BXD") -> None:
        """Have the classifier speak about a case."""
        with self.inside(), self.system.acting(SYSTEM) as ctx:
            suggest_for(ctx, CertainRouter(agency), [case_id])
