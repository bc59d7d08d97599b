"""The project's own labelled texts, from which the classifier learns.

Every line is written by the project's developers; no text of a real petitioner is in it.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

CORPUS_FOLDER: Final = Path(__file__).with_name("corpus")
KINDS: Final = ("pakn", "khieu_nai", "to_cao", "question", "out_of_scope")
#: What a submission is about: rules, the conduct of a body, or both (R13).
CONTENTS: Final = ("regulation", "conduct", "both")


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled text.

    Attributes:
        text: what a petitioner might write.
        agency: slug of the body with jurisdiction, ``"UBND-<mã tỉnh>"`` or ``"UBND"`` for a local
            one, ``""`` where nobody has (only in ``out_of_scope`` rows).
        alt: slugs that are right as well.
        field: the field of work, free words; groups rows in cross-validation.
        kind: one of :data:`KINDS`, or ``""`` where unknown.
        content_codes: codes 1-8 of NĐ 20/2008 Đ5 (R13).
        province: name of the province the text speaks of, ``""`` when none.
        level: ``"central"``, ``"province"`` or ``"commune"``, ``""`` when unknown.
    """

    text: str
    agency: str
    alt: tuple[str, ...] = ()
    field: str = ""
    kind: str = ""
    content_codes: tuple[int, ...] = ()
    province: str = ""
    level: str = ""


def load_corpus(folder: Path | None = None) -> tuple[Row, ...]:
    """Reads every ``*.jsonl`` of a folder, files by name, lines in order.

    Args:
        folder: where to look; None for the room's own corpus.

    Raises:
        ValueError: a line is not an object of the known shape; names file and line.
    """
    rows: list[Row] = []
    for path in sorted((folder or CORPUS_FOLDER).glob("*.jsonl")):
        rows.extend(load_rows(path))
    return tuple(rows)


def load_rows(path: Path) -> tuple[Row, ...]:
    """Reads one JSON-lines file of labelled texts; only ``text`` and ``agency`` are required.

    Raises:
        ValueError: as :func:`load_corpus`.
    """
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            rows.append(parse_row(line, where=f"{path.name}:{number}"))
    return tuple(rows)


def parse_row(line: str, *, where: str) -> Row:
    """One line of JSON as a row.

    Args:
        line: the JSON object.
        where: file and line for the message of an error.

    Raises:
        ValueError: not JSON, no text, or an agency missing outside ``out_of_scope``.
    """
    try:
        data = json.loads(line)
        row = Row(
            text=str(data["text"]),
            agency=str(data["agency"] or ""),
            alt=_listed(data.get("alt")),
            field=str(data.get("field") or ""),
            kind=_kind(data.get("kind")),
            content_codes=tuple(int(code) for code in data.get("content_codes") or ()),
            province=str(data.get("province") or ""),
            level=str(data.get("level") or ""),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"{where}: {error}") from error
    if not row.text.strip():
        raise ValueError(f"{where}: no text")
    if not row.agency and row.kind != "out_of_scope":
        raise ValueError(f"{where}: no agency, which only out_of_scope rows may lack")
    return row


def corpus_hash(rows: Iterable[Row]) -> str:
    """SHA-256 over the rows in order: what a model was trained on, for its card."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps(asdict(row), ensure_ascii=False, sort_keys=True).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def _listed(value: object) -> tuple[str, ...]:
    """``alt`` comes as a list, as one slug, or not at all."""
    if isinstance(value, list):
        return tuple(str(item) for item in value if item)
    return (str(value),) if value else ()


def _kind(value: object) -> str:
    """A known kind, or ``""``: outside data uses words of its own, which say nothing here."""
    return str(value) if value in KINDS else ""
