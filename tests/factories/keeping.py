"""What tests about administrators read back: the newest event of an act."""

import json
from typing import Any

from sqlalchemy import select

from models.history import Event
from tests.factories.reading import fresh


def events_of(action: str) -> list[dict[str, Any]]:
    """The differences of every event of this act, oldest first."""
    rows = fresh().scalars(select(Event.payload).where(Event.action == action).order_by(Event.id))
    return [json.loads(payload)["difference"] for payload in rows]
