"""`python -m pakn routing`: suggesting, measuring, training and choosing the model."""

import hashlib
import logging
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from models.suggestions import ModelArtefact
from pakn.cli.output import BadArgument, CommandFailed, emit, emit_line, say
from pakn.cli.program import opened_with_reference
from pakn.composition import System
from pakn.composition_classifier import register_of_tables, with_classifier
from pakn.services.artefacts import (
    champion_of,
    has_usable_model,
    promote,
    router_in_use,
    store_artefact,
    stored_models,
)
from pakn.services.context import SYSTEM, Context, NotFound
from routing.artefact import Artefact
from routing.corpus import Row, load_corpus, load_rows
from routing.evaluation import evaluate
from routing.mandates import load_mandates
from routing.names import name_mandates
from routing.place_mentions import place_finder
from routing.suggestion import Suggester
from routing.training import train

_BATCH = 256


def configure(parser: ArgumentParser) -> None:
    """The commands of this area."""
    acts = parser.add_subparsers(required=True, metavar="COMMAND")
    command = acts.add_parser("suggest", help="gợi ý thẩm quyền cho một văn bản")
    command.add_argument("text", metavar="TEXT", help="văn bản, hoặc -: mỗi dòng một văn bản")
    command.set_defaults(act=_suggest)
    command = acts.add_parser("evaluate", help="đo mô hình trên văn bản có nhãn")
    command.add_argument("file", metavar="FILE.jsonl", type=Path)
    command.set_defaults(act=_evaluate)
    command = acts.add_parser("train", help="huấn luyện, lưu; đưa vào dùng nếu chưa có mô hình")
    command.add_argument("--data", metavar="FILE.jsonl", type=Path, help="văn bản có nhãn thêm vào")
    command.add_argument("--promote", action="store_true", help="đưa ngay vào sử dụng")
    command.set_defaults(act=_train)
    command = acts.add_parser("models", help="các mô hình đã lưu, mới nhất trước")
    command.set_defaults(act=_models)
    command = acts.add_parser("promote", help="đưa một mô hình đã lưu vào sử dụng")
    command.add_argument("version", metavar="VERSION")
    command.set_defaults(act=_promote)


def _suggest(arguments: Namespace) -> int:
    with opened_with_reference() as system:
        ctx = with_classifier(system).viewing(SYSTEM)
        with _model_needed():
            router = router_in_use(ctx)
        if arguments.text != "-":
            emit(router.suggest_many([arguments.text], ctx.today)[0])
            return 0
        lines = (line.rstrip("\r\n") for line in sys.stdin)
        while texts := list(islice(lines, _BATCH)):
            for suggestion in router.suggest_many(texts, ctx.today):
                emit_line(suggestion)
    return 0


def _evaluate(arguments: Namespace) -> int:
    rows = _labelled(arguments.file)
    with opened_with_reference() as system:
        ctx = system.viewing(SYSTEM)
        artefact = _champion(ctx)
        suggester = Suggester(Artefact.from_bytes(artefact.content), register_of_tables())
        emit({"model": artefact.version, **evaluate(suggester, rows, ctx.today)})
    return 0


def _train(arguments: Namespace) -> int:
    more = _labelled(arguments.data) if arguments.data else ()
    # Redis need not run for training: the tick announces the model in use again and again.
    logging.getLogger("pakn.adapters.queue").setLevel(logging.ERROR)
    with opened_with_reference() as system:
        say("Đang huấn luyện mô hình gợi ý…")
        today = system.viewing(SYSTEM).today
        register = register_of_tables()
        mandates = (*load_mandates(), *name_mandates(register, today))
        places = place_finder(register, today)
        artefact = train([*load_corpus(), *more], mandates, on=today, places=places)
        emit(_keep(system, artefact, promoting=arguments.promote))
    return 0


def _keep(system: System, artefact: Artefact, *, promoting: bool) -> dict[str, object]:
    """Store a trained model; it goes into use when asked for, or when there is none in use."""
    content = artefact.to_bytes()
    with system.acting(SYSTEM) as ctx:
        store_artefact(ctx, artefact.version, content, artefact.card)
        promoted = promoting or not has_usable_model(ctx)
        if promoted:
            promote(ctx, artefact.version)
    return {
        "version": artefact.version,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "promoted": promoted,
        "card": dict(artefact.card),
    }


def _models(_arguments: Namespace) -> int:
    with opened_with_reference() as system:
        models = stored_models(system.viewing(SYSTEM))
        emit([{"version": name, "in_use": used, "card": card} for name, used, card in models])
    return 0


def _promote(arguments: Namespace) -> int:
    with opened_with_reference() as system:
        try:
            with system.acting(SYSTEM) as ctx:
                promote(ctx, arguments.version)
        except NotFound as error:
            raise CommandFailed(
                f"Không có mô hình {arguments.version}; xem python -m pakn routing models.",
                f"There is no model {arguments.version}; see python -m pakn routing models.",
            ) from error
    emit({"in_use": arguments.version})
    return 0


def _champion(ctx: Context) -> ModelArtefact:
    with _model_needed():
        artefact = champion_of(ctx)
        if artefact is None:
            raise NotFound("model")
        return artefact


@contextmanager
def _model_needed() -> Iterator[None]:
    try:
        yield
    except NotFound as error:
        raise CommandFailed(
            "Chưa có mô hình nào. Hãy chạy: python -m pakn routing train.",
            "No model was trained yet. Run: python -m pakn routing train.",
        ) from error


def _labelled(path: Path) -> tuple[Row, ...]:
    if not path.is_file():
        raise BadArgument(f"{path}: no such file")
    try:
        return load_rows(path)
    except ValueError as error:
        raise CommandFailed(f"Không đọc được {path}: {error}", f"Cannot read {path}.") from error
