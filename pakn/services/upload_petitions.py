"""Rows of an association's list: judged before they are sent, filed once however often they come.

A row is filed once for the association: its key is made of the association and of what the row
says (`import_rows.key_of`), so the same list again, from whomever of it, files nothing twice.
"""

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from models.casework import Case
from models.intake import IdempotencyKey
from models.uploads import UploadRow
from pakn.rules.list_example import EXAMPLE, EXAMPLE_MARK
from pakn.services.context import Context, InvalidInput
from pakn.services.filing import DifferentContent, file_petition
from pakn.services.import_rows import RowsGround, ground_of, heading_of, key_of, read_row
from pakn.services.upload_rows import CellError, Judged, ReadRow, opened
from routing.text import fold, normalise

_ORDER_HEADINGS = frozenset({"stt", "so thu tu", "tt"})
_EXAMPLE_CONTENT = normalise(EXAMPLE["content"])
# What is refused at another field than the one that the table has for it.
_AT = {"title": "content", "kind": "content", "province_code": "province"}
_OF_CONTENT = frozenset({"title", "kind"})


def column_of(heading: str) -> str | None:
    """The column that a heading names."""
    words = re.sub(r"\W+", " ", fold(normalise(heading))).strip()
    return "order" if words in _ORDER_HEADINGS else heading_of(heading)


class PetitionRows:
    """Judges an association's list; rows that are alike within it are known from one another."""

    needed = frozenset({"content"})

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._ground = ground_of(ctx)
        self._seen: dict[str, int] = {}

    def column_of(self, heading: str) -> str | None:
        """The column that a heading names."""
        return column_of(heading)

    def judge(self, row: ReadRow) -> Judged | None:
        """What becomes of a row: None for an empty one and for the example."""
        values = {name: text for name, text in row.values.items() if name != "order"}
        if not values and not row.problems:
            return None
        marked = fold(row.values.get("order", "")).startswith(fold(EXAMPLE_MARK))
        if normalise(values.get("content", "")) == _EXAMPLE_CONTENT:
            return None
        codes = _at_columns(dict(read_row(self._ctx, self._ground, values).errors), row)
        if marked:
            codes["order"] = "example_mark"
        if codes or row.problems:
            errors = row.errors(codes, instead="content")
            return Judged(row.number, "wrong", row.values, errors)
        return self._once(row, values)

    def _once(self, row: ReadRow, values: Mapping[str, str]) -> Judged:
        key = key_of(self._ground, values)
        if first := self._seen.get(key):
            twice = CellError(row.cell("content"), "content", "duplicate_row", {"row": first})
            return Judged(row.number, "wrong", row.values, [twice])
        self._seen[key] = row.number
        case_id = filed_case(self._ctx, key)
        return Judged(row.number, "known" if case_id else "ready", row.values, case_id=case_id)


def file_rows(ctx: Context, ground: RowsGround, rows: Sequence[UploadRow]) -> None:
    """File rows that are ready, within one act of whoever sent the list.

    A row that cannot be taken any more was checked before anything of it was written, so the
    others go on.
    """
    for row in rows:
        values = {name: text for name, text in opened(ctx, row.values).items() if name != "order"}
        _file(ctx, ground, row, values)


def _file(ctx: Context, ground: RowsGround, row: UploadRow, values: Mapping[str, str]) -> None:
    read = read_row(ctx, ground, values)
    known = filed_case(ctx, read.filing.key)
    if known is not None:
        row.state, row.case_id = "known", known
        return
    if read.errors:
        row.state, row.errors = "wrong", _without_cells(row.row_no, read.errors)
        return
    try:
        row.case_id = file_petition(ctx, read.filing).case_id
        row.state = "done"
    except DifferentContent:  # filed for the body by somebody else since, word for word
        row.state, row.case_id = "known", filed_case(ctx, read.filing.key)
    except InvalidInput as invalid:
        row.state, row.errors = "wrong", _without_cells(row.row_no, invalid.errors)


def filed_case(ctx: Context, key: str) -> int | None:
    """The case that a row became before; None when it was never filed."""
    return ctx.session.scalar(
        select(Case.id)
        .join(IdempotencyKey, IdempotencyKey.petition_id == Case.petition_id)
        .where(IdempotencyKey.key == key, Case.child_no == 0)
    )


def _at_columns(codes: dict[str, str], row: ReadRow) -> dict[str, str]:
    """Codes at the columns of the table; a title made of the content says nothing of its own."""
    found: dict[str, str] = {}
    for name, code in codes.items():
        if name in _OF_CONTENT and name not in row.letters and "content" in codes:
            continue
        found.setdefault(name if name in row.letters else _AT.get(name, name), code)
    return found


def _without_cells(number: int, codes: Mapping[str, str]) -> list[dict[str, object]]:
    """What was found at the moment of filing; where the cells stood is not known any more."""
    return [CellError(str(number), name, code).stored() for name, code in codes.items()]
