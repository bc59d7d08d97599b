"""The kinds of background work: how many rows one job takes, how long it may, when to try again."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_MINUTE = 60
_HOUR = 60 * _MINUTE


@dataclass(frozen=True, slots=True)
class JobKind:
    """How one kind of background work is run.

    Attributes:
        name: the `kind` of its outbox rows.
        batch: how many rows one job claims at most; above 1 a single job serves many rows.
        lease_seconds: how long a claim holds; afterwards the sweep gives the rows to another.
        delays: seconds before each further try; when used up the row is given up and shown to
            the administrator.
        gather_seconds: how long a job waits before it claims, so that rows written in a burst
            are done by one fork instead of many.
    """

    name: str
    batch: int
    lease_seconds: int
    delays: tuple[int, ...]
    gather_seconds: float = 0.0


_KINDS = (
    JobKind(
        "suggest",
        batch=200,
        lease_seconds=120,
        delays=(5, 30, 2 * _MINUTE, 10 * _MINUTE),
        gather_seconds=0.4,
    ),
    JobKind(
        "deliver",
        batch=50,
        lease_seconds=180,
        delays=(30, 2 * _MINUTE, 10 * _MINUTE, _HOUR, 4 * _HOUR, 12 * _HOUR),
        gather_seconds=0.4,
    ),
    JobKind("deem_accepted", batch=1, lease_seconds=300, delays=(_MINUTE, 10 * _MINUTE, _HOUR)),
    JobKind("send_code", batch=1, lease_seconds=60, delays=(5, 30, 2 * _MINUTE)),
    JobKind("lapse_supplements", batch=1, lease_seconds=300, delays=(_MINUTE, 10 * _MINUTE, _HOUR)),
    JobKind("daily_root", batch=1, lease_seconds=600, delays=(_MINUTE, 10 * _MINUTE, _HOUR)),
    JobKind("compile_report", batch=1, lease_seconds=1800, delays=(_MINUTE, 10 * _MINUTE, _HOUR)),
    JobKind("remind", batch=1, lease_seconds=600, delays=(_MINUTE, 10 * _MINUTE, _HOUR)),
    JobKind("drop_drafts", batch=1, lease_seconds=300, delays=(10 * _MINUTE, _HOUR)),
    # Short leases: after a worker was killed people wait for their table to go on.
    JobKind("check_upload", batch=1, lease_seconds=90, delays=(5, 30, 2 * _MINUTE)),
    JobKind("file_upload", batch=1, lease_seconds=90, delays=(5, 30, 2 * _MINUTE, 10 * _MINUTE)),
    JobKind("sweep_files", batch=1, lease_seconds=1200, delays=(10 * _MINUTE, _HOUR)),
)

JOB_KINDS: Mapping[str, JobKind] = MappingProxyType({kind.name: kind for kind in _KINDS})
"""Every kind by name. A row of an unknown kind is given up at once, visibly."""

BATCHABLE: frozenset[str] = frozenset(kind.name for kind in _KINDS if kind.batch > 1)
"""Kinds of which one waiting job is enough, however many rows there are."""
