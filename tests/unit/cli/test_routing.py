import json
from pathlib import Path

import pytest

from pakn.cli import routing
from routing.corpus import Row, load_corpus
from tests.unit.cli.conftest import CommandLine

POWER = "Đề nghị ngành điện giải thích vì sao giá điện kinh doanh tăng và hóa đơn tiền điện sai"


def slice_of_the_corpus() -> tuple[Row, ...]:
    """Enough rows of two bodies and three kinds to learn from in a second."""
    rows = load_corpus()
    bodies = [row for name in ("BCT", "BYT") for row in rows if row.agency == name][::3]
    return (*bodies, *[row for row in rows if row.kind in ("khieu_nai", "out_of_scope")][:12])


def test_without_a_model_a_command_says_what_to_run(pakn: CommandLine) -> None:
    outcome = pakn("routing", "suggest", POWER)
    assert outcome.status == 1
    assert "python -m pakn routing train" in outcome.err


def test_a_suggestion_has_the_promised_shape(trained: CommandLine) -> None:
    answer = trained("routing", "suggest", POWER).json
    assert {"kind", "candidates", "province", "abstain", "model"} <= set(answer)
    best = answer["candidates"][0]
    assert set(best) == {"agency", "code", "probability", "evidence"}
    assert best["agency"] == "BCT"


def test_one_line_in_is_one_line_out_empty_ones_too(trained: CommandLine) -> None:
    texts = [POWER, "", "Trạm y tế phường không có thuốc bảo hiểm y tế"]
    answers = trained("routing", "suggest", "-", stdin="\n".join(texts) + "\n").json_lines
    assert len(answers) == 3
    assert answers[1]["candidates"] == []
    assert answers[2]["candidates"][0]["agency"] == "BYT"


def test_many_lines_keep_their_order(trained: CommandLine) -> None:
    texts = [POWER, "Trạm y tế phường không có thuốc bảo hiểm y tế"] * 200
    answers = trained("routing", "suggest", "-", stdin="\n".join(texts)).json_lines
    found = [answer["candidates"][0]["agency"] for answer in answers]
    assert found == ["BCT", "BYT"] * 200


def test_evaluation_counts_every_row(trained: CommandLine, tmp_path: Path) -> None:
    rows = [{"text": POWER, "agency": "BCT"}, {"text": POWER, "agency": "BYT", "alt": ["BCT"]}]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    answer = trained("routing", "evaluate", str(path)).json
    assert (answer["n"], answer["top1"], answer["top3"]) == (2, 1.0, 1.0)
    assert {"macro_f1", "ece", "abstain_rate", "top1_when_sure", "kind_accuracy"} <= set(answer)


def test_rows_that_cannot_be_read_are_named(trained: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "x", "agency": "BCT"}\n{"text": ""}\n', encoding="utf-8")
    outcome = trained("routing", "evaluate", str(path))
    assert outcome.status == 1
    assert "rows.jsonl:2" in outcome.err


def test_the_first_model_goes_into_use_the_next_only_when_asked(
    pakn: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(routing, "load_corpus", slice_of_the_corpus)
    monkeypatch.setattr(routing, "load_mandates", lambda: ())
    monkeypatch.setattr(routing, "name_mandates", lambda register, on: ())
    more = tmp_path / "more.jsonl"
    more.write_text(json.dumps({"text": POWER, "agency": "BCT"}), encoding="utf-8")
    first = pakn("routing", "train").json
    second = pakn("routing", "train", "--data", str(more)).json
    assert (first["promoted"], second["promoted"]) == (True, False)
    assert second["card"]["rows"] == first["card"]["rows"] + 1
    models = pakn("routing", "models").json
    assert [(model["version"], model["in_use"]) for model in models] == [
        (second["version"], False),
        (first["version"], True),
    ]
    assert pakn("routing", "promote", second["version"]).status == 0
    assert pakn("routing", "suggest", POWER).json["model"] == second["version"]


def test_a_model_that_is_not_stored_cannot_be_promoted(trained: CommandLine) -> None:
    outcome = trained("routing", "promote", "routing-of-another-world")
    assert outcome.status == 1
    assert "routing-of-another-world" in outcome.err
