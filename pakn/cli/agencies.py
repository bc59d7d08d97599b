"""`python -m pakn agencies resolve`: today's body for an old, new, short or local name."""

import datetime as dt
import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from pakn.cli.arguments import day
from pakn.cli.output import emit, emit_line
from pakn.cli.program import opened_with_reference
from pakn.composition_classifier import register_of_tables
from pakn.services.context import SYSTEM
from routing.register import Register
from routing.resolve import resolve


def configure(parser: ArgumentParser) -> None:
    """The commands of this area."""
    acts = parser.add_subparsers(required=True, metavar="COMMAND")
    command = acts.add_parser("resolve", help="cơ quan mà một tên gọi chỉ đến")
    command.add_argument("name", metavar="NAME", help="tên gọi, hoặc -: mỗi dòng một tên")
    command.add_argument("--on", metavar="YYYY-MM-DD", type=day, help="ngày xét; mặc định hôm nay")
    command.add_argument("--field", metavar="FIELD", help="lĩnh vực, cho cơ quan đã chia tách")
    command.set_defaults(act=_resolve)


def _resolve(arguments: Namespace) -> int:
    with opened_with_reference() as system:
        on = arguments.on or system.viewing(SYSTEM).today
        register = register_of_tables()
    if arguments.name != "-":
        emit(_resolved(register, arguments.name, on, arguments.field))
        return 0
    for line in sys.stdin:
        emit_line(_resolved(register, line.rstrip("\r\n"), on, arguments.field))
    return 0


def _resolved(register: Register, name: str, on: dt.date, field: str | None) -> dict[str, Any]:
    found = resolve(register, name, on, field)
    return {
        "name": found.name,
        "agency": found.agency,
        "candidates": list(found.candidates),
        "note": found.note,
        "province": found.province,
        "commune": found.commune,
    }
