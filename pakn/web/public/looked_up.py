"""What somebody is looking up, remembered on their device from one page to the next.

It stands in the session cookie, which anybody with the device can read, so it is encrypted: a
lookup secret and a proof are as good as the petition itself. No address ever carries them.
"""

import base64
import json
from dataclasses import asdict, dataclass

from flask import session

from pakn.web.acting import system

_KEY = "looked_up"


@dataclass(frozen=True)
class LookedUp:
    """Number and lookup secret; with the proof, once it was given."""

    number: str
    secret: str
    proof: str = ""


def remember(looked_up: LookedUp) -> None:
    """Remember it until the browser is closed or the person ends the look-up."""
    sealed = system().ports.keys.encrypt(json.dumps(asdict(looked_up)))
    session[_KEY] = base64.b64encode(sealed).decode()


def remembered() -> LookedUp | None:
    """What is being looked up on this device."""
    sealed = session.get(_KEY)
    if sealed is None:
        return None
    return LookedUp(**json.loads(system().ports.keys.decrypt(base64.b64decode(sealed))))


def forget() -> None:
    """Forget it."""
    session.pop(_KEY, None)
