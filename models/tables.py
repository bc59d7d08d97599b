"""Imports every table, so that whoever needs the whole metadata has it."""

from models import (
    agency,
    casework,
    history,
    intake,
    jobs,
    people,
    reference,
    search,
    suggestions,
)
from models.base import Base

__all__ = [
    "agency",
    "casework",
    "history",
    "intake",
    "jobs",
    "people",
    "reference",
    "search",
    "suggestions",
]

metadata = Base.metadata
