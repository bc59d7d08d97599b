"""`reports compile` (DESIGN §5): JSON on standard output, three files, status 2 for nonsense."""

import io
from pathlib import Path

import pytest
from docx import Document

from pakn.labels.report_files import BYTE_ORDER_MARK, safe_cell
from tests.unit.cli.conftest import CommandLine


def compile_month(pakn: CommandLine, folder: Path, *words: str) -> tuple[str, ...]:
    """The words of the command."""
    chosen = words or ("--kind", "month", "--period", "2026-10")
    return ("reports", "compile", *chosen, "--out", str(folder))


def test_figures_and_files(pakn: CommandLine, tmp_path: Path) -> None:
    outcome = pakn(*compile_month(pakn, tmp_path / "moi"))
    assert outcome.status == 0, outcome.err
    said = outcome.json
    assert (said["period"], said["first"], said["last"]) == ("2026-10", "2026-09-15", "2026-10-14")
    assert said["figures"]["counts"]["total"] == 0
    assert said["figures"]["on_time_rate"] is None
    assert said["problems"] == []
    word, figures, cases = map(Path, said["files"])
    assert word.suffix == ".docx"
    assert "không phát sinh" in "\n".join(
        one.text for one in Document(io.BytesIO(word.read_bytes())).paragraphs
    )
    assert figures.read_text(encoding="utf-8").startswith(BYTE_ORDER_MARK)
    assert cases.read_text(encoding="utf-8").count("\n") == 1


def test_compiling_anew_makes_a_new_version(pakn: CommandLine, tmp_path: Path) -> None:
    versions = [pakn(*compile_month(pakn, tmp_path)).json["version"] for _ in range(2)]
    assert versions == [1, 2]


@pytest.mark.parametrize("kind", ["quarter", "six", "nine", "year"])
def test_every_kind_of_period(pakn: CommandLine, tmp_path: Path, kind: str) -> None:
    words = ("--kind", kind, "--period", "2025-Q4" if kind == "quarter" else "2025")
    assert pakn(*compile_month(pakn, tmp_path, *words)).json["kind"] == kind


@pytest.mark.parametrize(
    ("kind", "key"),
    [("month", "2026-13"), ("week", "2026-10"), ("month", "2999-01"), ("quarter", "2026")],
)
def test_bad_arguments_end_with_status_2(
    pakn: CommandLine, tmp_path: Path, kind: str, key: str
) -> None:
    outcome = pakn(*compile_month(pakn, tmp_path, "--kind", kind, "--period", key))
    assert (outcome.status, outcome.out) == (2, "")


def test_a_folder_that_cannot_be_written_is_a_bad_argument(
    pakn: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "tep"
    file.write_text("x")
    assert pakn(*compile_month(pakn, file)).status == 2


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@SUM(A1)", "\t=1"])
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert safe_cell("Bộ Công an") == "Bộ Công an"
