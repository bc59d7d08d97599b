"""How values look on pages: Vietnamese dates, hours, numbers; labels in the reader's language."""

import datetime as dt
from typing import Any

from flask import Flask
from flask_babel import gettext
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

from pakn.rules.local_time import LOCAL_ZONE
from pakn.web.forms import error_summary


def add_filters(app: Flask) -> None:
    """Attach filters, component loaders and addresses of static files that change with them."""
    app.jinja_env.filters.update(
        date_vi=date_vi,
        moment_vi=moment_vi,
        number_vi=number_vi,
        percent_vi=percent_vi,
        label=label,
        paragraphs=paragraphs,
    )
    app.jinja_env.globals["wtforms_errors"] = error_summary
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    own = app.jinja_loader
    assert own is not None
    components = PrefixLoader(
        {
            "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
            "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
        }
    )
    app.jinja_env.loader = ChoiceLoader([own, components])


def date_vi(day: dt.date | dt.datetime | None) -> str:
    """22/11/2026; a dash for none."""
    if day is None:
        return "–"
    if isinstance(day, dt.datetime):
        day = day.astimezone(LOCAL_ZONE).date()
    return day.strftime("%d/%m/%Y")


def moment_vi(moment: dt.datetime | None) -> str:
    """14:05, 22/11/2026 in Vietnam's time; a dash for none."""
    if moment is None:
        return "–"
    return moment.astimezone(LOCAL_ZONE).strftime("%H:%M, %d/%m/%Y")


def number_vi(value: float) -> str:
    """1.234,5: points between thousands, a comma before decimals."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"
    return text.replace(",", "\x00").replace(".", ",").replace("\x00", ".")


def size_vi(size: int) -> str:
    """A file's size as people say it: 10 MB, 1,2 MB, 340 kB."""
    megabytes = size / (1024 * 1024)
    if megabytes >= 0.95:
        return f"{number_vi(round(megabytes, 1))} MB".replace(",0 ", " ")
    return f"{max(round(size / 1024), 1)} kB"


def percent_vi(share: float) -> str:
    """A share between 0 and 1 as 87 %."""
    return f"{round(share * 100)} %"


def label(source: Any) -> str:
    """A label of `pakn.labels` in the reader's language."""
    return str(gettext(str(source)))


def paragraphs(text: str) -> Markup:
    """A text as its writer laid it out: paragraphs and lines, everything else escaped."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    lines = (Markup("<br>").join(escape(line) for line in block.split("\n")) for block in blocks)
    return Markup("").join(Markup('<p class="govuk-body">{}</p>').format(line) for line in lines)
