"""One try of an act from a form; what is refused comes back to the form with what was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask_babel import gettext

from models.session import end_read
from pakn.labels.casework import REFUSAL
from pakn.rules.lifecycle import GuardRefused, NotAllowed
from pakn.services.context import Context, InvalidInput, StaleAct
from pakn.web.acting import acting
from pakn.web.forms import PaknForm

Result = TypeVar("Result")

INVALID = 422
CONFLICT = 409


@dataclass(frozen=True)
class Trouble:
    """Why an act was not carried out.

    Attributes:
        status: of the answer.
        stale: somebody else acted first; the page says who and what.
        reason: a sentence for the top of the page; None where the fields say it.
    """

    status: int
    stale: bool = False
    reason: str | None = None


def attempt(form: PaknForm, act: Callable[[Context], Result]) -> Result | Trouble:
    """Check a form and carry out its act in one transaction.

    Args:
        form: the form of this request; it takes the errors of its fields.
        act: the service call.

    Returns:
        what the act gave, or why it was refused; nothing is stored then, and what is read
        afterwards is what stands in the database at that moment.
    """
    if not form.validate_on_submit():
        return Trouble(INVALID)
    try:
        with acting() as ctx:
            return act(ctx)
    except InvalidInput as invalid:
        form.take_errors(invalid)
        trouble = Trouble(INVALID)
    except StaleAct:
        trouble = Trouble(CONFLICT, stale=True)
    except NotAllowed:
        trouble = Trouble(CONFLICT, reason=_not_allowed())
    except GuardRefused as refused:
        trouble = Trouble(CONFLICT, reason=gettext(REFUSAL[refused.code]))
    end_read()
    return trouble


def _not_allowed() -> str:
    return str(
        gettext("Với vai trò đang dùng, không làm được việc này khi hồ sơ ở trạng thái hiện nay.")
    )
