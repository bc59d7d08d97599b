"""The desk's lists: filtered, due first, paged by key; quick however rare the filter is.

First a short walk in the order of the due dates: a filter that fits many cases is met soon there.
Where it is not, the filter that fits the fewest cases is asked by its own index, and what it gives
is sorted.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import merge

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import Session

from models.casework import Case
from models.intake import Petition, PetitionFile
from models.suggestions import Suggestion

Key = tuple[dt.date, int]

WALKED = 3000
"""Cases that are looked at in the order of the due dates before another way is taken."""

RARE = 12_000
"""Below so many cases a filter is asked by its own index."""

COUNTED = 1000
"""How far matches are counted."""

DENUNCIATION = "to_cao"


@dataclass(frozen=True)
class Wanted:
    """Which cases a list shows; None leaves a filter out.

    Attributes:
        states: states with a running clock.
        due_from: first due date.
        due_to: last due date.
        legal_kind: what the classifier holds it for.
        agency_id: the agency the classifier names first.
        sealed: whether denunciations are listed too; only for whoever may read them (R12).
    """

    states: tuple[str, ...]
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    received_from: dt.date | None = None
    received_to: dt.date | None = None
    channel: str | None = None
    kind: str | None = None
    province: str | None = None
    legal_kind: str | None = None
    agency_id: int | None = None
    with_files: bool | None = None
    sealed: bool = False


@dataclass(frozen=True)
class Found:
    """A page of a list by keys.

    Attributes:
        keys: due date and id of its cases, due first; one more than the page where more follow.
        number: matches from the page's beginning on, as far as they were counted.
        more: there are more than that.
    """

    keys: Sequence[Key]
    number: int
    more: bool


def find_cases(session: Session, wanted: Wanted, *, after: Key | None, limit: int) -> Found:
    """The cases wanted, due first.

    Args:
        session: where to read.
        wanted: the filter.
        after: the key of the last one of the page before.
        limit: how many at most.
    """
    if not _others(wanted):
        keys = _merged(session, wanted, after, limit)
        number, more = _counted(session, wanted, after)
        return Found(keys, number, more)
    walked, whole = _walk(session, wanted, after)
    if whole or len(walked) >= limit:
        more = not whole or len(walked) > COUNTED
        return Found(walked[:limit], min(len(walked), COUNTED), more)
    rare = _rare(session, wanted)
    if rare is not None:
        # The concatenation keeps the planner from walking the index of the states instead.
        query = _keys(wanted, after).where(rare, (Case.state + "").in_(wanted.states))
        keys = _rows(session, query.where(*_others(wanted)), COUNTED + 1)
        return Found(keys[:limit], min(len(keys), COUNTED), len(keys) > COUNTED)
    keys = _merged(session, wanted, after, limit)
    return Found(keys, len(keys), len(keys) == limit)


def count_dated(session: Session, wanted: Wanted) -> tuple[int, bool]:
    """How many cases a filter by state and dates fits, and whether there are more than that.

    Filters on other tables are left out.
    """
    return _counted(session, wanted, None)


def new_today(session: Session, today: dt.date, cap: int) -> int:
    """How many cases that wait for triage came in today, counted no further than `cap`."""
    found = (
        select(literal(1))
        .select_from(Petition)
        .join(Case, Case.petition_id == Petition.id)
        .where(Petition.received_on == today, Case.state + "" == "received")
        .limit(cap)
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(found)) or 0


def _counted(session: Session, wanted: Wanted, after: Key | None) -> tuple[int, bool]:
    """The number of cases by what the list's index knows, counted by the database up to a cap."""
    each = [
        _keys(wanted, after).where(Case.state == state).limit(COUNTED + 1).subquery()
        for state in wanted.states
    ]
    counts = [select(func.count()).select_from(one).scalar_subquery() for one in each]
    number = sum(session.execute(select(*counts)).one()) if counts else 0
    return min(number, COUNTED), number > COUNTED


def _merged(session: Session, wanted: Wanted, after: Key | None, limit: int) -> list[Key]:
    """The first keys of all states wanted, each state's by its index."""
    queries = [_keys(wanted, after).where(Case.state == state) for state in wanted.states]
    found = [_rows(session, query.where(*_others(wanted)), limit) for query in queries]
    return list(merge(*found))[:limit]


def _walk(session: Session, wanted: Wanted, after: Key | None) -> tuple[list[Key], bool]:
    """Matches among the first cases of the list, and whether those were all of them."""
    matches: list[list[Key]] = []
    ends: list[Key] = []
    for state in wanted.states:
        nearest = _keys(wanted, after).where(Case.state == state).order_by(Case.due_on, Case.id)
        first = nearest.limit(WALKED).subquery()
        query = select(first.c.due_on, first.c.id)
        if others := _others(wanted):
            query = query.join(Case, Case.id == first.c.id).where(*others)
        query = query.order_by(first.c.due_on, first.c.id).limit(COUNTED + 1)
        matches.append([(row.due_on, row.id) for row in session.execute(query)])
        last = session.execute(nearest.offset(WALKED - 1).limit(1)).first()
        if last is not None:
            ends.append((last.due_on, last.id))
    found = list(merge(*matches))
    return ([key for key in found if key <= min(ends)], False) if ends else (found, True)


def _keys(wanted: Wanted, after: Key | None) -> Select[dt.date | None, int]:
    """What the index of the lists answers by itself."""
    query = select(Case.due_on, Case.id).where(Case.due_on.is_not(None), *_own(wanted))
    if after is not None:
        day, number = after
        query = query.where(Case.due_on >= day, or_(Case.due_on > day, Case.id > number))
    return query


def _rows(session: Session, query: Select[dt.date | None, int], limit: int) -> list[Key]:
    rows = session.execute(query.order_by(Case.due_on, Case.id).limit(limit))
    return [(row.due_on, row.id) for row in rows]


def _own(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Conditions that the index of the list answers."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.due_from is not None:
        conditions.append(Case.due_on >= wanted.due_from)
    if wanted.due_to is not None:
        conditions.append(Case.due_on <= wanted.due_to)
    if wanted.received_from is not None:
        conditions.append(Case.received_on >= wanted.received_from)
    if wanted.received_to is not None:
        conditions.append(Case.received_on <= wanted.received_to)
    if not wanted.sealed:
        conditions.append(Case.legal_kind != DENUNCIATION)
    return conditions


def _others(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Conditions on other tables, looked up case by case."""
    conditions: list[ColumnElement[bool]] = []
    if petition := _petition(wanted):
        conditions.append(
            select(Petition.id).where(Petition.id == Case.petition_id, *petition).exists()
        )
    if said := _suggestion(wanted):
        conditions.append(
            select(Suggestion.case_id).where(Suggestion.case_id == Case.id, *said).exists()
        )
    if wanted.with_files is not None:
        has = select(PetitionFile.id).where(PetitionFile.petition_id == Case.petition_id).exists()
        conditions.append(has if wanted.with_files else ~has)
    return conditions


def _petition(wanted: Wanted) -> list[ColumnElement[bool]]:
    given = (
        (Petition.channel, wanted.channel),
        (Petition.kind, wanted.kind),
        (Petition.province_code, wanted.province),
    )
    return [column == value for column, value in given if value is not None]


def _suggestion(wanted: Wanted) -> list[ColumnElement[bool]]:
    given = (
        (Suggestion.legal_kind, wanted.legal_kind),
        (Suggestion.top_agency_id, wanted.agency_id),
    )
    return [column == value for column, value in given if value is not None]


def _rare(session: Session, wanted: Wanted) -> ColumnElement[bool] | None:
    """The filter that fits the fewest cases, as a condition that starts from its own index."""
    driving: ColumnElement[bool] | None = None
    fewest = RARE
    for ids, condition in _facets(wanted):
        number = session.scalar(select(func.count()).select_from(ids.limit(fewest).subquery()))
        if (number or 0) < fewest:
            fewest, driving = number or 0, condition
    return driving


def _facets(wanted: Wanted) -> list[tuple[Select[int], ColumnElement[bool]]]:
    """Each filter that has an index of its own: the ids it fits, and the condition on the case."""
    petitions = [select(Petition.id).where(one) for one in _petition(wanted)]
    if wanted.with_files:
        petitions.append(select(PetitionFile.petition_id))
    said = [select(Suggestion.case_id).where(one) for one in _suggestion(wanted)]
    return [
        *((ids, Case.petition_id.in_(ids)) for ids in petitions),
        *((ids, Case.id.in_(ids)) for ids in said),
    ]
