"""What may be done in one place only: committing, reading the clock, setting a case's state."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.rules.source import Module, application, dotted

SESSION = "models/session.py"
CLOCK = "pakn/adapters/clock.py"
SETTINGS = "pakn/settings.py"
# Starts the other programs and hands them their environment.
SUPERVISOR = "pakn/cli/serve.py"
TRANSITION = "pakn/services/transition.py"
# Rows with a state of their own, and refusals that tell one; everything else with one is a case.
OTHER_STATES = {
    *("row", "assignment", "delivery", "outbox", "letter", "job", "self"),
    *("task", "draft", "upload"),
}
READING_THE_CLOCK = {
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
    "func.now",
    "func.current_timestamp",
    "func.current_date",
}
# Words that hold what a citizen wrote or who a citizen is.
CITIZENS_TEXT = {
    *("title", "content", "proposal", "subject_detail", "question", "answer", "text", "texts"),
    *(
        "display_name",
        "address",
        "phone",
        "email",
        "recipient",
        "sender",
        "reason",
        "body",
        "words",
    ),
    *("filing", "petition", "petitioner", "form", "answers", "note", "instruction", "secret"),
}
LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def outside(*allowed: str) -> list[Module]:
    """The program's modules but these, and but what a program wrote."""
    found = [module for module in application() if not module.generated]
    return [module for module in found if module.path not in allowed]


def attributes(module: Module) -> Iterator[ast.Attribute]:
    """Every `a.b`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            yield node


def assigned(module: Module) -> Iterator[ast.Attribute]:
    """Every attribute that is set, also in `a.x, a.y = …`, `+=`, `for a.x in` and `with … as`."""
    for node in attributes(module):
        if isinstance(node.ctx, ast.Store | ast.Del):
            yield node


@pytest.mark.parametrize("path", [SESSION, CLOCK, SETTINGS, TRANSITION])
def test_the_one_place_exists(path: str) -> None:
    assert path in {module.path for module in application()}


def test_only_the_session_module_begins_and_commits() -> None:
    """A form may begin too; a session, a connection or an engine may not."""
    committing = []
    for module in outside(SESSION):
        for call in module.calls():
            method = call.func
            if not isinstance(method, ast.Attribute):
                continue
            of_database = re.search(r"session|connection|engine", dotted(method.value))
            if method.attr == "commit" or (method.attr == "begin" and of_database):
                committing.append(f"{module.at(call)} {dotted(method)}")
    assert committing == []


def test_only_the_session_module_touches_the_scoped_session() -> None:
    touching = [
        module.at(node)
        for module in outside(SESSION)
        for node in attributes(module)
        if dotted(node) == "db.session"
    ]
    assert touching == []


def test_only_the_transition_sets_the_state_of_a_case() -> None:
    setting = [
        module.at(node)
        for module in outside(TRANSITION)
        for node in assigned(module)
        if node.attr == "state" and dotted(node.value) not in OTHER_STATES
    ]
    assert setting == []


def test_no_statement_goes_around_the_transition() -> None:
    """`update(Case)`, `Case(state=…)` and `setattr` would be ways around it."""
    around = []
    for module in outside(TRANSITION):
        for call in module.calls():
            name = dotted(call.func)
            keywords = {keyword.arg for keyword in call.keywords}
            updates = name == "update" and [dotted(one) for one in call.args] == ["Case"]
            if updates or (name == "Case" and "state" in keywords) or name == "setattr":
                around.append(f"{module.at(call)} {name}")
    allowed = ("pakn/web/access.py",)  # marks a view with its permission
    assert [one for one in around if not one.startswith(allowed)] == []


def test_only_the_clock_reads_the_clock() -> None:
    reading = []
    for module in outside(CLOCK):
        for call in module.calls():
            name = dotted(call.func)
            last = name.rpartition(".")[2]
            now = last == "now" and name.endswith(("datetime.now", "dt.now"))
            if now or last in {"utcnow", "today", "fromtimestamp"} or name in READING_THE_CLOCK:
                reading.append(f"{module.at(call)} {name}")
    assert reading == []


def test_the_clock_is_not_taken_in_by_name() -> None:
    taken = [
        f"{module.path}:{node.lineno}"
        for module in outside(CLOCK)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == "time"
        and {alias.name for alias in node.names} & {"time", "time_ns", "localtime"}
    ]
    assert taken == []


def test_only_the_settings_read_the_environment() -> None:
    reading = [
        module.at(node)
        for module in outside(SETTINGS, SUPERVISOR)
        for node in attributes(module)
        if dotted(node) in {"os.environ", "os.getenv", "os.environb"}
    ]
    taken = [
        f"{module.path}:{node.lineno}"
        for module in outside(SETTINGS, SUPERVISOR)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == "os"
        and {alias.name for alias in node.names} & {"environ", "getenv"}
    ]
    assert reading + taken == []


def test_no_citizens_text_in_the_log() -> None:
    """Log lines carry ids (DESIGN §2)."""
    logged = []
    for module in outside():
        for call in module.calls():
            method = call.func
            if not (isinstance(method, ast.Attribute) and method.attr in LOG_METHODS):
                continue
            if dotted(method.value) not in {"log", "logger", "logging", "app.logger"}:
                continue
            words = {
                node.attr if isinstance(node, ast.Attribute) else node.id
                for argument in (*call.args, *(keyword.value for keyword in call.keywords))
                for node in ast.walk(argument)
                if isinstance(node, ast.Attribute | ast.Name)
            }
            if words & CITIZENS_TEXT:
                logged.append(f"{module.at(call)} {sorted(words & CITIZENS_TEXT)}")
    assert logged == []
