"""Imports every table, so that whoever needs the whole metadata has it."""

from models import (
    agency,
    casework,
    handling,
    history,
    intake,
    jobs,
    letters,
    messages,
    people,
    publishing,
    reference,
    reminders,
    reports,
    search,
    suggestions,
    uploads,
)
from models.base import Base

__all__ = [
    "agency",
    "casework",
    "handling",
    "history",
    "intake",
    "jobs",
    "letters",
    "messages",
    "people",
    "publishing",
    "reference",
    "reminders",
    "reports",
    "search",
    "suggestions",
    "uploads",
]

metadata = Base.metadata
