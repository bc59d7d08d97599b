"""`python -m pakn db`: migrations and seeds."""

import datetime as dt
from argparse import ArgumentParser, Namespace
from contextlib import AbstractContextManager

from alembic.util import CommandError

from models.migrate import downgrade, new_revision, upgrade
from pakn.cli.output import CommandFailed, emit, say
from pakn.cli.program import opened, opened_with_reference
from pakn.composition import System
from pakn.services.context import SYSTEM, Actor, Context
from pakn.services.demo import seed_demo
from pakn.services.demo_cases import play_demo_cases
from pakn.services.demo_letters import play_demo_letters
from pakn.services.seeding import seed_reference


def configure(parser: ArgumentParser) -> None:
    """The commands of this area."""
    acts = parser.add_subparsers(required=True, metavar="COMMAND")
    command = acts.add_parser("upgrade", help="đưa cơ sở dữ liệu lên phiên bản mới nhất")
    command.set_defaults(act=_upgrade)
    command = acts.add_parser("downgrade", help="đưa cơ sở dữ liệu về một phiên bản cũ")
    command.add_argument("revision", metavar="REV")
    command.set_defaults(act=_downgrade)
    command = acts.add_parser("seed", help="nạp danh mục còn thiếu; không ghi đè gì")
    command.add_argument("--demo", action="store_true", help="thêm tài khoản và hồ sơ thử nghiệm")
    command.set_defaults(act=_seed)
    command = acts.add_parser("revision", help="viết tệp chuyển đổi mới theo các bảng")
    command.add_argument("message", metavar="MESSAGE")
    command.set_defaults(act=_revision)


def seed(system: System, *, demo: bool) -> dict[str, object]:
    """Add what is missing of the reference data; demo accounts and cases where asked for.

    Returns:
        rows added by table, whether demo accounts were made, and how many demo cases were
        played, and whether demo letters were.
    """
    with system.acting(SYSTEM) as ctx:
        added: dict[str, object] = dict(seed_reference(ctx))
    if demo:
        with system.acting(SYSTEM) as ctx:
            added["demo"] = seed_demo(ctx)
        now = system.ports.clock.now()

        def acting(actor: Actor, moment: dt.datetime) -> AbstractContextManager[Context]:
            return system.acting(actor, now=moment)

        added["demo_cases"] = play_demo_cases(acting, now)
        added["demo_letters"] = play_demo_letters(acting, now)
    return added


def _upgrade(_arguments: Namespace) -> int:
    with opened():
        upgrade()
    say("Cơ sở dữ liệu đã ở phiên bản mới nhất.")
    return 0


def _downgrade(arguments: Namespace) -> int:
    with opened():
        try:
            downgrade(arguments.revision)
        except CommandError as error:
            raise CommandFailed(f"Không về được: {error}", f"Cannot downgrade: {error}") from error
    return 0


def _seed(arguments: Namespace) -> int:
    with opened() as system:
        if arguments.demo and not system.settings.is_demo:
            raise CommandFailed(
                "Tài khoản thử nghiệm chỉ có khi PAKN_ENV=demo.",
                "Demo accounts exist only where PAKN_ENV=demo.",
            )
        emit(seed(system, demo=arguments.demo))
    return 0


def _revision(arguments: Namespace) -> int:
    with opened_with_reference() as system:
        new_revision(arguments.message, system.ports.clock.now())
    return 0
