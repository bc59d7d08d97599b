"""Who acts, when and with what; and how an act is refused."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from pakn.ports import Ports
from pakn.rules.local_time import local_date
from pakn.rules.permissions import Permission, may
from pakn.rules.states import Role


@dataclass(frozen=True)
class Actor:
    """Whoever acts, in the role used for this act.

    Attributes:
        role: the one role of this act; it is recorded with it.
        user_id: None for petitioners and for the system itself.
        name: shown in histories; never a petitioner's.
        agency_id: the agency whose work this person does.
        organisation_id: the Council member body this person files for.
    """

    role: Role
    user_id: int | None = None
    name: str = ""
    agency_id: int | None = None
    organisation_id: int | None = None


SYSTEM = Actor(role=Role.SYSTEM, name="PAKN")
PETITIONER = Actor(role=Role.PETITIONER)


@dataclass(frozen=True)
class Context:
    """Everything an act needs beside its inputs.

    Attributes:
        session: the open transaction; the act never commits it.
        now: the moment of the act, aware, UTC.
        request_id: ties log lines, events and jobs of one request together.
    """

    actor: Actor
    now: dt.datetime
    request_id: str
    session: Session
    ports: Ports

    @property
    def today(self) -> dt.date:
        """The day of the act in Vietnam."""
        return local_date(self.now)

    def require(self, permission: Permission) -> None:
        """Refuse the act unless the role used holds this permission; raises NotPermitted."""
        if not may(self.actor.role, permission):
            raise NotPermitted(str(permission))


class Refused(Exception):
    """An act that was not carried out; nothing of it was stored."""


class NotPermitted(Refused):
    """The role used may not do this."""


class NotFound(Refused):
    """What the act is about does not exist, or not for this actor."""


class StaleAct(Refused):
    """Somebody else acted on the case since this form was opened.

    Attributes:
        state: the state the case is in now.
    """

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


@dataclass
class InvalidInput(Refused):
    """Values that cannot be taken, by field; codes, the words are put by who shows them."""

    errors: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return ", ".join(f"{name}: {code}" for name, code in self.errors.items())
