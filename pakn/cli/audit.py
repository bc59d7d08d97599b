"""`python -m pakn audit verify`: whether history was altered."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from pakn.cli.output import emit, say
from pakn.cli.program import opened_with_reference
from pakn.services.context import SYSTEM
from pakn.services.history import verify


def configure(parser: ArgumentParser) -> None:
    """The commands of this area."""
    acts = parser.add_subparsers(required=True, metavar="COMMAND")
    command = acts.add_parser("verify", help="tính lại toàn bộ chuỗi nhật ký")
    command.set_defaults(act=_verify)


def _verify(_arguments: Namespace) -> int:
    with opened_with_reference() as system:
        found = verify(system.viewing(SYSTEM))
    emit(asdict(found))
    if found.broken is None:
        return 0
    place = f"{found.broken.chain} #{found.broken.seq} ({found.broken.reason})"
    say(f"Nhật ký đã bị thay đổi, trước hết tại {place}.\nHistory was altered, first at {place}.")
    return 1
