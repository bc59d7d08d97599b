from pathlib import Path

import pytest

from pakn.cli import documents
from pakn.rules.transitions import TRANSITIONS
from tests.unit.cli.conftest import CommandLine


def test_the_table_has_a_line_for_every_transition_and_no_bare_code(empty: CommandLine) -> None:
    outcome = empty("docs", "states")
    assert outcome.status == 0
    lines = [line for line in outcome.out.splitlines() if line.startswith("| ")]
    headings = [line for line in lines if line.startswith("| Thao tác")]
    assert len(lines) - len(headings) == len(TRANSITIONS)
    assert "_" not in outcome.out, "codes have underscores, words have none"


def test_only_the_block_between_the_marks_is_replaced() -> None:
    before = "# PAKN\n<!-- states:begin -->\nold\n<!-- states:end -->\nafter\n"
    after = documents.with_states(before)
    assert after.startswith("# PAKN\n<!-- states:begin -->\n\n### Chờ tiếp nhận, phân loại\n")
    assert after.endswith("<!-- states:end -->\nafter\n")
    assert "old" not in after
    assert documents.with_states(after) == after


def test_a_manual_without_marks_is_left_alone(
    empty: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    manual = tmp_path / "README.md"
    monkeypatch.setattr(documents, "_README", manual)
    assert empty("docs", "states", "--write").status == 1
    manual.write_text("# PAKN\n", encoding="utf-8")
    outcome = empty("docs", "states", "--write")
    assert outcome.status == 1
    assert "states:begin" in outcome.err
    assert manual.read_text(encoding="utf-8") == "# PAKN\n"


def test_writing_puts_the_table_into_the_manual(
    empty: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    manual = tmp_path / "README.md"
    manual.write_text("<!-- states:begin -->\n<!-- states:end -->\n", encoding="utf-8")
    monkeypatch.setattr(documents, "_README", manual)
    assert empty("docs", "states", "--write").status == 0
    assert "| Chuyển xử lý |" in manual.read_text(encoding="utf-8")
