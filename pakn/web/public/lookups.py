"""The petition that is being looked up: found anew for every page, shown the same way by each."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address

from pakn.services.context import NotFound
from pakn.services.following import Progress, follow
from pakn.services.following_content import OpenedCase, read_content
from pakn.web.acting import viewing
from pakn.web.public.following_forms import AskCodeForm, CodeForm, LeaveForm, ProofForm
from pakn.web.public.looked_up import LookedUp, remembered
from pakn.web.public.present_following import followed, opened


def petition_asked() -> str:
    """What limits count by: the petition, so that one guesser hinders nobody else."""
    looked_up = remembered()
    return looked_up.number if looked_up else get_remote_address()


def found() -> tuple[LookedUp, Progress] | None:
    """What is being looked up, if number and secret still belong together."""
    looked_up = remembered()
    progress = progress_of(looked_up) if looked_up else None
    return (looked_up, progress) if looked_up and progress else None


def progress_of(looked_up: LookedUp) -> Progress | None:
    """Steps and dates; None where number and secret do not belong together."""
    try:
        return follow(viewing(), looked_up.number, looked_up.secret)
    except NotFound:
        return None


def content_of(looked_up: LookedUp) -> OpenedCase | None:
    """Content and answer where they are open on this device."""
    if not looked_up.is_open:
        return None
    return read_content(viewing(), looked_up.number, looked_up.secret)


def begin_again() -> ResponseReturnValue:
    """To the form: nothing is being looked up on this device (any more)."""
    return redirect(url_for("following.ask"))


def progress_page(
    looked_up: LookedUp,
    progress: Progress,
    *,
    proof: ProofForm | None = None,
    code: CodeForm | None = None,
) -> str:
    """The page of a petition that is followed, with a refused form as it was sent."""
    content = content_of(looked_up)
    return render_template(
        "pages/public/following/progress.html",
        case=followed(progress, viewing().today),
        opened=opened(content) if content else None,
        form=proof or ProofForm(formdata=None),
        code=code or (CodeForm(formdata=None) if looked_up.ticket else None),
        ask_code=AskCodeForm(formdata=None) if progress.code_channel else None,
        leave=LeaveForm(formdata=None),
    )
