"""Vietnamese first, English second: Flask-Babel, chosen by `?lang=`, kept in the session."""

from flask import Flask, request, session
from flask_babel import Babel

LANGUAGES = ("vi", "en")
_KEY = "lang"


def speak_languages(app: Flask) -> None:
    """Attach Flask-Babel; source strings are Vietnamese, so Vietnamese needs no catalogue."""
    app.config.update(
        BABEL_DEFAULT_LOCALE="vi",
        BABEL_DEFAULT_TIMEZONE="Asia/Ho_Chi_Minh",
        BABEL_TRANSLATION_DIRECTORIES="translations",
    )
    Babel(app, locale_selector=_locale)
    app.jinja_env.globals["get_locale"] = _locale


def _locale() -> str:
    wanted = request.args.get(_KEY)
    if wanted in LANGUAGES:
        session[_KEY] = wanted
        return wanted
    known = session.get(_KEY)
    return known if known in LANGUAGES else LANGUAGES[0]
