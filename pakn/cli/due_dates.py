"""`python -m pakn calendar due`: when so many days from a day end, and why."""

from argparse import ArgumentParser, Namespace

from pakn.cli.arguments import day, whole_number
from pakn.cli.output import CommandFailed, emit
from pakn.cli.program import opened_with_reference
from pakn.labels.deadlines import explain
from pakn.rules.deadlines import Limit, StepCode, Unit, due
from pakn.rules.working_days import CalendarNotCovered
from pakn.services.clocks import calendar
from pakn.services.context import SYSTEM


def configure(parser: ArgumentParser) -> None:
    """The commands of this area."""
    acts = parser.add_subparsers(required=True, metavar="COMMAND")
    command = acts.add_parser("due", help="ngày hết hạn, có giải thích")
    command.add_argument("--from", dest="start", metavar="YYYY-MM-DD", type=day, required=True)
    command.add_argument("--days", metavar="N", type=whole_number, required=True)
    command.add_argument("--unit", choices=[unit.value for unit in Unit], required=True)
    command.set_defaults(act=_due)


def _due(arguments: Namespace) -> int:
    limit = Limit(
        name="asked",
        days=arguments.days,
        unit=Unit(arguments.unit),
        article="",
        confirmed=True,
        start_event="given",
    )
    with opened_with_reference() as system:
        try:
            found = due(limit, arguments.start, calendar(system.viewing(SYSTEM)))
        except (CalendarNotCovered, OverflowError) as error:
            raise CommandFailed(
                "Lịch làm việc chưa có đủ ngày nghỉ của các năm này.",
                f"Not covered by the working calendar: {error}",
            ) from error
    # The number was given on the command line: there is no rule or article to name.
    steps = [step.as_values() for step in found.explanation if step.code is not StepCode.RULE]
    emit(
        {
            "due": found.day.isoformat(),
            "explanation": [{**step, "text": explain(step)} for step in steps],
        }
    )
    return 0
