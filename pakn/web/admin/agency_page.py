"""The page of one body, with the forms that stand on it."""

from typing import Any

from flask import render_template

from pakn.services.register_reading import possible_followers, read_agency
from pakn.web.acting import viewing
from pakn.web.admin import present_agencies as present
from pakn.web.admin.agency_forms import FollowForm, NameForm


def show(agency_id: int, **forms: Any) -> str:
    """Render it; `forms` are those that were sent and not taken."""
    ctx = viewing()
    file = read_agency(ctx, agency_id)
    name_form = forms.get("name_form") or NameForm(formdata=None)
    name_form.prepare()
    follow_form = forms.get("follow_form") or FollowForm(formdata=None)
    follow_form.offer(possible_followers(ctx))
    return render_template(
        "pages/admin/agency.html",
        agency=present.agency_shown(ctx, file),
        name_form=name_form,
        follow_form=follow_form,
    )
