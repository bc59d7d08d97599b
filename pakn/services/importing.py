"""Filing many petitions from a table on behalf of a Council member body (seed 004, R1)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import select

from models.intake import IdempotencyKey
from pakn.rules.permissions import Permission
from pakn.services.context import Context
from pakn.services.filing import DifferentContent, file_petition
from pakn.services.import_rows import columns_of, ground_of, key_of, read_row, sender_of
from pakn.services.notices import Message, notify

CHUNK = 100


@dataclass(frozen=True)
class SourceRow:
    """One row of a table.

    Attributes:
        number: the row as a person counts it in the file, from 1, headings included.
        values: heading to text; None when the row cannot be read.
    """

    number: int
    values: Mapping[str, str] | None


@dataclass(frozen=True)
class RowError:
    """Why a row was not filed; the words are put by who shows it."""

    row: int
    field: str
    code: str


@dataclass
class ImportResult:
    """What became of a table's rows: read = filed + repeated + rows with errors."""

    read: int = 0
    filed: int = 0
    repeated: int = 0
    errors: list[RowError] = field(default_factory=list)


def import_petitions(
    acts: Callable[[], AbstractContextManager[Context]],
    rows: Iterable[SourceRow],
    *,
    chunk: int = CHUNK,
) -> ImportResult:
    """File the rows of a table, some at a time; a row that fails holds up no other.

    Args:
        acts: opens one act, a transaction of its own, for each chunk; its actor is the Council
            staff whose organisation is the sender.
        rows: streamed; at most one chunk is held.
        chunk: rows in one transaction. What is filed stays filed when a later chunk fails.

    Returns:
        counts and one error for each field that cannot be taken. The same row twice, in this
        table or an earlier one of the same person, files nothing the second time.

    Raises:
        NotPermitted: the role used may not import.
        NoOrganisation: the actor files for no organisation.
        InvalidInput: the organisation itself cannot be a sender (no phone and no e-mail).
    """
    result = ImportResult()
    stream = iter(rows)
    while batch := list(islice(stream, chunk)):
        with acts() as ctx:
            _Importer(ctx).file(batch, result)
    if result.filed:
        with acts() as ctx:
            _report(ctx, result)
    return result


def _report(ctx: Context, result: ImportResult) -> None:
    """One mail for the whole table instead of one for each row."""
    sender = sender_of(ctx)
    if sender.email:
        notify(
            ctx,
            Message(
                notice="imported",
                key=f"imported:{ctx.actor.user_id}:{ctx.now.isoformat()}",
                address=sender.email,
                user_id=ctx.actor.user_id,
                values={
                    "filed": result.filed,
                    "repeated": result.repeated,
                    "refused": len({error.row for error in result.errors}),
                },
            ),
        )


class _Importer:
    """Files one chunk within one act; what does not change from row to row is read once."""

    def __init__(self, ctx: Context) -> None:
        ctx.require(Permission.PETITION_IMPORT_COUNCIL)
        self._ctx = ctx
        self._ground = ground_of(ctx)

    def file(self, batch: Sequence[SourceRow], result: ImportResult) -> None:
        """File a chunk, adding to the result."""
        rows = [(row.number, columns_of(row.values or {})) for row in batch]
        known = self._known_keys(key_of(self._ground, values) for _, values in rows)
        for (number, values), source in zip(rows, batch, strict=True):
            result.read += 1
            key = key_of(self._ground, values)
            if source.values is None:
                result.errors.append(RowError(number, "", "unreadable_row"))
            elif key in known:
                result.repeated += 1
            elif errors := self._file_one(values):
                result.errors += [RowError(number, name, code) for name, code in errors.items()]
            else:
                result.filed += 1
                known.add(key)

    def _file_one(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """File one row; the answer is what cannot be taken, by field.

        A refused row was checked before anything of it was written, so the chunk's transaction
        goes on with the next one.
        """
        row = read_row(self._ctx, self._ground, values)
        if not row.errors:
            with suppress(DifferentContent):  # filed by somebody else of the body meanwhile
                file_petition(self._ctx, row.filing)
        return row.errors

    def _known_keys(self, keys: Iterable[str]) -> set[str]:
        query = select(IdempotencyKey.key).where(IdempotencyKey.key.in_(list(keys)))
        return set(self._ctx.session.scalars(query))
