"""Telling a petitioner: by which channel a notice goes to the contact on file (R37)."""

from collections.abc import Mapping
from typing import Any

from models.casework import Case
from models.people import Petitioner
from pakn.services.context import Context
from pakn.services.notices import Message, notify


def tell_petitioner(
    ctx: Context, case: Case, notice: str, *, key: str, values: Mapping[str, Any] | None = None
) -> None:
    """Tell whoever sent a case's petition; somebody who left no usable contact is not told.

    Args:
        ctx: the act that made it necessary.
        case: the case; its petition is loaded.
        notice: the template.
        key: what makes it happen once.
        values: what the template names beside the case; codes and dates, no personal data.
    """
    petitioner = ctx.session.get_one(Petitioner, case.petition.petitioner_id)
    if petitioner.email is not None:
        notify(
            ctx,
            Message(
                notice=notice,
                key=key,
                address=ctx.ports.keys.decrypt(petitioner.email),
                case_id=case.id,
                values=values or {},
            ),
        )
