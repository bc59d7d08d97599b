"""`python -m pakn reports compile`: a period's report, its figures and its files."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from models.session import end_read
from pakn.cli.output import BadArgument, emit
from pakn.cli.program import opened_with_reference
from pakn.composition import System
from pakn.labels.report_document import document_values
from pakn.labels.report_files import cases_csv, figures_csv
from pakn.rules.periods import NoSuchPeriod, Period, PeriodKind, period
from pakn.services.context import SYSTEM, InvalidInput
from pakn.services.report_compiling import Wanted, compile_in_portions, finish_report
from pakn.services.report_reading import Report, assemble, document_head, every_row


def configure(parser: ArgumentParser) -> None:
    """The commands of this area."""
    acts = parser.add_subparsers(required=True, metavar="COMMAND")
    command = acts.add_parser("compile", help="tổng hợp số liệu một kỳ đã kết thúc")
    command.add_argument("--kind", choices=[kind.value for kind in PeriodKind], required=True)
    command.add_argument("--period", metavar="2026-11", required=True)
    command.add_argument("--out", metavar="DIR", type=Path, required=True)
    command.set_defaults(act=_compile)


def _compile(arguments: Namespace) -> int:
    span = _period(arguments)
    folder = _folder(arguments.out)
    with opened_with_reference() as system:
        try:
            snapshot_id = _compiled(system, span)
        except InvalidInput as error:
            raise BadArgument(f"kỳ {span.key} chưa kết thúc (đến hết {span.end})") from error
        end_read()
        report = assemble(system.viewing(SYSTEM), snapshot_id)
        files = _write(system, report, folder)
        emit(_said(report, files))
    return 0


def _period(arguments: Namespace) -> Period:
    try:
        return period(arguments.kind, arguments.period)
    except NoSuchPeriod as error:
        raise BadArgument(str(error)) from error


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadArgument(f"--out {path}: {error.strerror}") from error
    return path


def _compiled(system: System, span: Period) -> int:
    snapshot_id = compile_in_portions(lambda: system.acting(SYSTEM), Wanted(span))
    with system.acting(SYSTEM) as ctx:
        finish_report(ctx, snapshot_id)
    return snapshot_id


def _write(system: System, report: Report, folder: Path) -> list[str]:
    """Write the files of a report; the list of cases is never held in memory."""
    one = report.snapshot
    name = f"bao-cao-pakn-{one.kind}-{one.period}"
    rows = every_row(system.viewing(SYSTEM), one.id, "total")
    document = folder / f"{name}.docx"
    values = document_values(report, document_head(system.viewing(SYSTEM)))
    document.write_bytes(system.ports.documents.docx("report", values))
    return [
        str(document),
        _text(folder / f"{name}-so-lieu.csv", figures_csv(report)),
        _text(folder / f"{name}-ho-so.csv", cases_csv(rows)),
    ]


def _text(path: Path, lines: Iterable[str]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    return str(path)


def _said(report: Report, files: list[str]) -> dict[str, Any]:
    one = report.snapshot
    agencies = [{**row, "agency": report.agency_name(row) or None} for row in report.by_agency]
    return {
        "kind": one.kind,
        "period": one.period,
        "version": one.version,
        "first": one.begins_on.isoformat(),
        "last": one.ends_on.isoformat(),
        "figures": {**one.figures, "agencies": agencies},
        "problems": one.problems,
        "files": files,
    }
