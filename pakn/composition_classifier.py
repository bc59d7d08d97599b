"""The other half of composition: the classifier, for the processes that suggest."""

from models.queries import register_rows
from models.session import read_session
from pakn.adapters.routers import ClassifierRouters
from pakn.composition import System
from routing.register import Register, build_register


def with_classifier(system: System) -> System:
    """The same program, able to load and ask the model in use."""
    return system.with_routers(ClassifierRouters(register_of_tables))


def register_of_tables() -> Register:
    """The register as it stands in the tables now; needs an application context."""
    session = read_session()
    return build_register(
        agencies=register_rows.agency_rows(session),
        successions=register_rows.succession_rows(session),
        names=register_rows.name_rows(session),
        provinces=register_rows.province_rows(session),
        communes=register_rows.commune_rows(session),
        former_units=register_rows.former_unit_rows(session),
    )
