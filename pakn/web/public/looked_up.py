"""What somebody is looking up, remembered on their device from one page to the next.

It stands in the session cookie, which anybody with the device can read, so it is encrypted: a
lookup secret is as good as the petition itself. No address ever carries it. A proof of the contact
opens the content for half an hour and is itself never kept.
"""

import base64
import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from flask import session

from pakn.web.acting import system

_KEY = "looked_up"
_OPEN_FOR = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class LookedUp:
    """Number and lookup secret of one petition.

    Attributes:
        open_until: until when its content is open on this device; empty while it is shut.
        ticket: of a one-time code that was asked for and not typed yet.
    """

    number: str
    secret: str
    open_until: str = ""
    ticket: str = ""

    @property
    def is_open(self) -> bool:
        """Whether content and answer may be shown."""
        return bool(self.open_until) and system().ports.clock.now() < dt.datetime.fromisoformat(
            self.open_until
        )

    def opened(self) -> "LookedUp":
        """The same, open for half an hour from now."""
        until = system().ports.clock.now() + _OPEN_FOR
        return replace(self, open_until=until.isoformat(), ticket="")

    def shut(self) -> "LookedUp":
        """The same, shut."""
        return replace(self, open_until="")


def remember(looked_up: LookedUp) -> None:
    """Remember it until the browser is closed or the person ends the look-up."""
    keep(_KEY, asdict(looked_up))


def remembered() -> LookedUp | None:
    """What is being looked up on this device."""
    values = kept(_KEY)
    return LookedUp(**values) if values else None


def forget() -> None:
    """Forget it."""
    session.pop(_KEY, None)


def keep(key: str, values: Mapping[str, str]) -> None:
    """Keep values in the session cookie, encrypted."""
    sealed = system().ports.keys.encrypt(json.dumps(values))
    session[key] = base64.b64encode(sealed).decode()


def kept(key: str) -> dict[str, str] | None:
    """Values kept before; None when there are none that can be read."""
    sealed = session.get(key)
    if sealed is None:
        return None
    values: dict[str, str] = json.loads(system().ports.keys.decrypt(base64.b64decode(sealed)))
    return values
