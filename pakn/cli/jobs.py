"""`python -m pakn jobs run`: everything due at a moment, once, and the queue drained."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from pakn.cli.arguments import moment
from pakn.cli.output import CommandFailed, emit
from pakn.cli.program import opened_with_reference
from pakn.composition_classifier import with_classifier
from workers.drain import FutureMoment, run_as_of


def configure(parser: ArgumentParser) -> None:
    """The commands of this area."""
    acts = parser.add_subparsers(required=True, metavar="COMMAND")
    command = acts.add_parser("run", help="làm mọi việc đến hạn tại thời điểm này")
    command.add_argument("--as-of", metavar="ISO-8601", type=moment, required=True)
    command.set_defaults(act=_run)


def _run(arguments: Namespace) -> int:
    with opened_with_reference() as system:
        try:
            emit(asdict(run_as_of(with_classifier(system), arguments.as_of)))
        except FutureMoment as error:
            raise CommandFailed(
                "Thời điểm này chưa đến; chỉ bản thử nghiệm mới chạy trước được.",
                "This moment has not come; it may be played in demo and test only.",
            ) from error
    return 0
