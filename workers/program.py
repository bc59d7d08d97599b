"""The composed program of this process, for the job function that RQ finds by name."""

from pakn.composition import System, build
from pakn.composition_classifier import with_classifier
from pakn.settings import from_environment

_in_use: list[System] = []


def use(system: System) -> None:
    """Have jobs of this process, and of its forks, run on this program."""
    _in_use[:] = [system]


def program() -> System:
    """The program in use; composed from the environment where nobody chose one."""
    if not _in_use:
        use(with_classifier(build(from_environment())))
    return _in_use[0]
