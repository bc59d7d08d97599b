"""The web: Flask and nothing below it. `create_app` puts pages on the composed program."""

from collections.abc import Sequence

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from pakn.composition import System, build
from pakn.settings import Settings, from_environment
from pakn.web import health, pages
from pakn.web.access import guard_routes
from pakn.web.addresses import read_keys
from pakn.web.errors import handle_errors
from pakn.web.first_sign_in import ask_own_password
from pakn.web.formatting import add_filters
from pakn.web.language import speak_languages
from pakn.web.navigation import add_navigation
from pakn.web.outages import announce_outages
from pakn.web.security import secure
from pakn.web.signing_in import know_people
from pakn.web.static_files import version_static_files


def create_app(settings: Settings | None = None) -> Flask:
    """The web application.

    Args:
        settings: what to run with; None reads the environment.

    Raises:
        UnsafeSettings: the environment cannot be read or is not safe.
        UndeclaredPermission: a route does not say who may open it.
    """
    return dress(build(settings or from_environment()))


def dress(system: System) -> Flask:
    """Put the pages on a composed program."""
    app = system.app
    if system.settings.trusted_proxies:
        hops = system.settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    read_keys(app)
    secure(app, system)
    know_people(app)
    speak_languages(app)
    add_filters(app)
    version_static_files(app)
    _register(app, (health.blueprint, *pages.BLUEPRINTS))
    add_navigation(app, pages.MENUS)
    announce_outages(app)
    handle_errors(app)
    guard_routes(app)
    ask_own_password(app)
    return app


def _register(app: Flask, blueprints: Sequence[Blueprint]) -> None:
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
