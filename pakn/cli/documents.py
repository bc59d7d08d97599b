"""`python -m pakn docs`: tables of the manual, printed from the program itself."""

import re
from argparse import ArgumentParser, Namespace

from pakn.cli.output import CommandFailed, say
from pakn.labels import label
from pakn.rules.lifecycle import render_table
from pakn.settings import ROOT

_README = ROOT / "README.md"
_BLOCK = re.compile(r"(<!-- states:begin -->\n).*?(<!-- states:end -->)", re.DOTALL)


def configure(parser: ArgumentParser) -> None:
    """The commands of this area."""
    acts = parser.add_subparsers(required=True, metavar="COMMAND")
    command = acts.add_parser("states", help="bảng trạng thái, thao tác, vai trò (Markdown)")
    command.add_argument("--write", action="store_true", help="ghi vào README.md")
    command.set_defaults(act=_states)


def states_table() -> str:
    """The table of transitions in Vietnamese, as Markdown under headings of the third level."""
    return re.sub(r"^## ", "### ", render_table(label), flags=re.MULTILINE)


def with_states(text: str) -> str:
    """A manual's text with the block between its marks replaced by the table of today.

    Raises:
        CommandFailed: the marks are not there.
    """
    if not _BLOCK.search(text):
        raise CommandFailed(
            "README.md không có dấu <!-- states:begin --> và <!-- states:end -->.",
            "README.md lacks the marks <!-- states:begin --> and <!-- states:end -->.",
        )
    return _BLOCK.sub(lambda marks: f"{marks[1]}\n{states_table()}\n{marks[2]}", text)


def _states(arguments: Namespace) -> int:
    if not arguments.write:
        print(states_table(), end="")
        return 0
    if not _README.is_file():
        raise CommandFailed("Chưa có README.md.", "There is no README.md yet.")
    _README.write_text(with_states(_README.read_text(encoding="utf-8")), encoding="utf-8")
    say("README.md: đã ghi bảng trạng thái.")
    return 0
