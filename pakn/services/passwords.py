"""Passwords: the first one, made by the program, and one's own."""

from dataclasses import dataclass

from sqlalchemy import select

from models.people import User
from pakn.rules.permissions import Permission
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record

SHORTEST = 10
LONGEST = 200
# Without letters and digits that look alike when they are read out or copied by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4


@dataclass(frozen=True)
class OwnPassword:
    """The password now, and the new one typed twice."""

    current: str
    new: str
    repeated: str


def first_password(ctx: Context, username: str, nonce: str) -> str:
    """A password for somebody else's first sign-in, such as "k7wm-x2ph-9rtd" (59 bits).

    The same account and nonce give the same, so that a form that was sent twice does not leave the
    person with another password than the one that was shown.
    """
    drawn = ctx.ports.keys.mac("first_password", f"{username}\x00{nonce}".encode())
    letters = [_LETTERS[byte % len(_LETTERS)] for byte in drawn[: _GROUPS * _GROUP]]
    groups = ("".join(letters[i : i + _GROUP]) for i in range(0, len(letters), _GROUP))
    return "-".join(groups)


def change_password(ctx: Context, inputs: OwnPassword) -> int:
    """Give oneself a new password; every other session of the account ends.

    Returns:
        the session version that the session in use has to carry from now on.

    Raises:
        InvalidInput: the password now is another one, or the new one cannot be taken.
    """
    ctx.require(Permission.ACCOUNT_HOME)
    user = ctx.session.scalar(select(User).where(User.id == ctx.actor.user_id).with_for_update())
    if user is None:
        raise NotFound("user")
    known = ctx.ports.passwords.verify(user.password_hash, inputs.current)
    found = {
        "current_password": None if known else "wrong_password",
        "new_password": _fault(user, inputs),
        "repeated_password": None if inputs.repeated == inputs.new else "password_differs",
    }
    errors = {name: code for name, code in found.items() if code is not None}
    if errors:
        raise InvalidInput(errors)
    user.password_hash = ctx.ports.passwords.hash(inputs.new)
    user.must_change_password = False
    user.session_version += 1
    record(ctx, Act("change_password", difference={"user": user.id}))
    return user.session_version


def _fault(user: User, inputs: OwnPassword) -> str | None:
    """Why the new password cannot be taken."""
    faults = (
        (len(inputs.new) < SHORTEST, "password_short"),
        (len(inputs.new) > LONGEST, "over_200"),
        (user.username in inputs.new.lower(), "password_is_name"),
        (inputs.new == inputs.current, "password_same"),
        (len(set(inputs.new)) < SHORTEST // 2, "password_plain"),
    )
    return next((code for holds, code in faults if holds), None)
