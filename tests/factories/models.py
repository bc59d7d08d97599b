"""A small but real classifier, learned from a slice of the project's own corpus."""

from collections.abc import Sequence
from datetime import date

from pakn.composition import System
from pakn.composition_classifier import with_classifier
from pakn.services.artefacts import promote, store_artefact
from pakn.services.context import SYSTEM
from routing.artefact import Artefact
from routing.corpus import Row, load_corpus
from routing.training import train

_AGENCIES = ("BCT", "BYT")
_ROWS_EACH = 12


def small_model(seed: int = 20) -> Artefact:
    """Learn two agencies and a few kinds; takes a second or two."""
    rows = load_corpus()
    chosen = [row for name in _AGENCIES for row in _some_of(rows, name)]
    kinds = [row for row in rows if row.kind in ("khieu_nai", "out_of_scope")][:12]
    return train([*chosen, *kinds], (), on=date(2026, 11, 22), seed=seed)


def _some_of(rows: Sequence[Row], agency: str) -> list[Row]:
    own = [row for row in rows if row.agency == agency]
    return own[: 3 * _ROWS_EACH : 3]


def put_into_use(system: System, artefact: Artefact) -> System:
    """Store and promote a model; returns the program with a classifier."""
    with system.acting(SYSTEM) as ctx:
        store_artefact(ctx, artefact.version, artefact.to_bytes(), artefact.card)
        promote(ctx, artefact.version)
    return with_classifier(system)
