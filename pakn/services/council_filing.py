"""Filing one petition as a member body of the Council; its name and contact are known already."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pakn.rules.permissions import Permission
from pakn.services.context import Context, InvalidInput
from pakn.services.filing import file_petition
from pakn.services.filing_plan import tidy_text
from pakn.services.import_rows import ground_of, key_of, read_row
from pakn.services.upload_petitions import filed_case


@dataclass(frozen=True)
class FiledForBody:
    """What became of it.

    Attributes:
        before: the body filed the same before, by itself or in a list; it was not filed again.
    """

    case_id: int
    before: bool


def file_for_body(ctx: Context, columns: Mapping[str, str]) -> FiledForBody:
    """File one petition for the actor's association.

    Args:
        ctx: the act.
        columns: what was typed, by the columns of a list (`import_rows`).

    Raises:
        NotPermitted: the role used files for no association.
        NoOrganisation: the actor belongs to none.
        InvalidInput: a field cannot be taken, or the association cannot be reached.
    """
    ctx.require(Permission.PETITION_FILE_COUNCIL)
    ground = ground_of(ctx)
    tidied = {name: tidy_text(text) for name, text in columns.items()}
    said = {name: text for name, text in tidied.items() if text}
    known = filed_case(ctx, key_of(ground, said))
    if known is not None:
        return FiledForBody(known, before=True)
    read = read_row(ctx, ground, said)
    if read.errors:
        raise InvalidInput(dict(read.errors))
    receipt = file_petition(ctx, replace(read.filing, acknowledge=True))
    return FiledForBody(receipt.case_id, before=False)
