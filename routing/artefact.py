"""A trained model as bytes: arrays and JSON in one archive, nothing that runs when it is read.

The same model gives the same bytes, so a hash names it. Whoever loads an artefact compares the
hash first; reading refuses pickled arrays in any case.
"""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from routing.artefact_format import FORMAT
from routing.features import Floats, Vocabulary
from routing.lexicon import LexiconModel
from routing.mandates import Mandate
from routing.signals import SIGNALS

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class ArtefactError(ValueError):
    """The bytes are not an artefact of this format."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """One linear classifier; softmax of its scores is calibrated.

    Attributes:
        classes: labels, in the order of the columns.
        weights: float32, features × classes.
        bias: float32, one per class.
        signals: float32, what each of ``routing.signals.SIGNALS`` adds, signals × classes.
    """

    classes: tuple[str, ...]
    weights: Floats
    bias: Floats
    signals: Floats


@dataclass(frozen=True, slots=True)
class Artefact:
    """Everything inference needs, and the card that says where it comes from.

    Attributes:
        version: name of the model, a function of what it was trained on.
        vocabulary: the features.
        agencies: which body, 17 central ones and ``"UBND"``.
        kinds: what kind of submission.
        contents: whether it is about rules, about conduct, or both (Đ5 of NĐ 20/2008, R13).
        levels: the level at which the matter is handled.
        lexicon: what the terms of mandates weigh, and the day whose mandates the model knows.
        threshold: the top probability under which the suggester abstains.
        mandates: the dated fields of all days: those of the model's day were learned, those of
            the day asked for are quoted as evidence.
        card: JSON: hash of the corpus, counts, seed, cross-validated figures.
    """

    version: str
    vocabulary: Vocabulary
    agencies: LinearModel
    kinds: LinearModel
    contents: LinearModel
    levels: LinearModel
    lexicon: LexiconModel
    threshold: float
    mandates: tuple[Mandate, ...]
    card: Mapping[str, Any]

    def to_bytes(self) -> bytes:
        """The artefact as one archive; equal artefacts give equal bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            _write(archive, "card.json", _json(self._header()))
            _write(archive, "vocabulary.json", _json(self._names()))
            for name, array in self._arrays().items():
                _write(archive, f"{name}.npy", _array_bytes(array))
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Artefact":
        """Reads :meth:`to_bytes`; the caller has compared the hash.

        Raises:
            ArtefactError: not an archive, another format, a part missing or of a wrong shape.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return _read(archive)
        except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
            raise ArtefactError(f"not a routing artefact: {error}") from error

    def _header(self) -> dict[str, Any]:
        """The readable part."""
        return {
            "format": FORMAT,
            "version": self.version,
            "heads": {name: head.classes for name, head in self._heads().items()},
            "signals": SIGNALS,
            "lexicon": {"scale": self.lexicon.scale, "day": self.lexicon.day.isoformat()},
            "threshold": self.threshold,
            "mandates": [_mandate_json(mandate) for mandate in self.mandates],
            "card": dict(self.card),
        }

    def _heads(self) -> dict[str, LinearModel]:
        """The classifiers by the name of their arrays."""
        return {
            "agency": self.agencies,
            "kind": self.kinds,
            "content": self.contents,
            "level": self.levels,
        }

    def _names(self) -> dict[str, tuple[str, ...]]:
        """Feature names in the order of the columns, and the terms in order of their weights."""
        return {
            "words": self.vocabulary.words,
            "parts": self.vocabulary.parts,
            "terms": tuple(sorted(self.lexicon.weights)),
        }

    def _arrays(self) -> dict[str, Floats]:
        """All numbers."""
        arrays = {"idf": self.vocabulary.idf, "term_weights": _ordered(self.lexicon)}
        for name, head in self._heads().items():
            arrays[f"{name}_weights"] = head.weights
            arrays[f"{name}_bias"] = head.bias
            arrays[f"{name}_signals"] = head.signals
        return arrays


def _read(archive: zipfile.ZipFile) -> Artefact:
    """An open archive as an artefact, shapes checked."""
    header = json.loads(archive.read("card.json"))
    if header["format"] != FORMAT:
        raise ValueError(f"format {header['format']}, this program reads {FORMAT}")
    names = json.loads(archive.read("vocabulary.json"))
    vocabulary = Vocabulary(tuple(names["words"]), tuple(names["parts"]), _array(archive, "idf"))
    if tuple(header["signals"]) != SIGNALS:
        raise ValueError("it was learned with other signals")
    if vocabulary.idf.shape != (len(vocabulary),):
        raise ValueError("idf does not fit the vocabulary")
    return Artefact(
        version=str(header["version"]),
        vocabulary=vocabulary,
        agencies=_linear(archive, header["heads"], "agency", len(vocabulary)),
        kinds=_linear(archive, header["heads"], "kind", len(vocabulary)),
        contents=_linear(archive, header["heads"], "content", len(vocabulary)),
        levels=_linear(archive, header["heads"], "level", len(vocabulary)),
        lexicon=_lexicon(archive, header["lexicon"], names["terms"]),
        threshold=float(header["threshold"]),
        mandates=tuple(_mandate(entry) for entry in header["mandates"]),
        card=header["card"],
    )


def _ordered(lexicon: LexiconModel) -> Floats:
    """Weights of the terms in the order of their names."""
    return np.array([lexicon.weights[key] for key in sorted(lexicon.weights)], dtype=np.float32)


def _lexicon(
    archive: zipfile.ZipFile, header: Mapping[str, Any], terms: Sequence[str]
) -> LexiconModel:
    """The weights of the terms out of the archive."""
    weights = _array(archive, "term_weights")
    if weights.shape != (len(terms),):
        raise ValueError("term weights do not fit the terms")
    by_term = dict(zip(terms, weights.tolist(), strict=True))
    return LexiconModel(by_term, float(header["scale"]), date.fromisoformat(header["day"]))


def _linear(
    archive: zipfile.ZipFile, heads: Mapping[str, Any], name: str, features: int
) -> LinearModel:
    """One classifier out of the archive."""
    classes = tuple(str(label) for label in heads[name])
    weights, bias = _array(archive, f"{name}_weights"), _array(archive, f"{name}_bias")
    added = _array(archive, f"{name}_signals")
    shapes = (weights.shape, bias.shape, added.shape)
    if shapes != ((features, len(classes)), (len(classes),), (len(SIGNALS), len(classes))):
        raise ValueError(f"{name} weights do not fit the vocabulary, signals and classes")
    return LinearModel(classes, weights, bias, added)


def _array(archive: zipfile.ZipFile, name: str) -> Floats:
    """One float32 array; pickled content is refused."""
    loaded: npt.NDArray[Any] = np.load(io.BytesIO(archive.read(f"{name}.npy")), allow_pickle=False)
    return loaded.astype(np.float32, copy=False)


def _array_bytes(array: Floats) -> bytes:
    """One array in numpy's own format."""
    buffer = io.BytesIO()
    np.save(buffer, np.ascontiguousarray(array, dtype=np.float32), allow_pickle=False)
    return buffer.getvalue()


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """One member with a fixed date, so that bytes depend on content alone."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def _json(value: object) -> bytes:
    """JSON with sorted keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()


def _mandate_json(mandate: Mandate) -> dict[str, object]:
    """A mandate as plain JSON."""
    return {
        "agency": mandate.agency,
        "field": mandate.field,
        "terms": mandate.terms,
        "valid_from": mandate.valid_from.isoformat(),
        "valid_to": mandate.valid_to.isoformat() if mandate.valid_to else None,
        "source": mandate.source,
        "level": mandate.level,
        "instruments": mandate.instruments,
    }


def _mandate(entry: Mapping[str, Any]) -> Mandate:
    """The reverse of :func:`_mandate_json`."""
    return Mandate(
        agency=entry["agency"],
        field=entry["field"],
        terms=tuple(entry["terms"]),
        valid_from=date.fromisoformat(entry["valid_from"]),
        valid_to=date.fromisoformat(entry["valid_to"]) if entry["valid_to"] else None,
        source=entry["source"],
        level=entry["level"],
        instruments=tuple(entry["instruments"]),
    )
