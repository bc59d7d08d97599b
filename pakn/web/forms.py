"""What every form has: GOV.UK fields, Vietnamese messages, the services' codes at their fields."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm

from pakn.labels.errors import FIELD_ERROR
from pakn.rules.file_names import shown_file_name
from pakn.services.attaching import FilesRefused
from pakn.services.context import InvalidInput

# Some keyboards and pasted texts bring these along; no database column wants them.
# Marks that turn the direction of writing would show a reader another text than was typed.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class PaknForm(FlaskForm):  # type: ignore[misc]
    """A form whose errors come from two sides: its own fields and the service it calls."""

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; a stale CSRF token is said in words that tell what to do."""
        valid = bool(super().validate(extra_validators))
        token = self._fields.get("csrf_token")
        if token is not None and token.errors:
            token.errors = [
                gettext(
                    "Phiên làm việc đã thay đổi nên thao tác chưa được thực hiện. Nội dung đã nhập "
                    "vẫn còn nguyên ở dưới; hãy bấm gửi lại lần nữa."
                )
            ]
        return valid

    def take_errors(self, invalid: InvalidInput) -> None:
        """Put a service's codes at the fields of the same names, in words.

        A code for a name that this form has no field of stands at the form's first field, so that
        nothing is refused without being shown.
        """
        for name, code in invalid.errors.items():
            field = self._fields.get(name) or next(iter(self._fields.values()))
            said = files_said(invalid) if isinstance(invalid, FilesRefused) else None
            field.errors = [*field.errors, said or gettext(FIELD_ERROR[code])]


def files_said(invalid: FilesRefused) -> str:
    """Each refused file by its name, and what to do about it; one message for the field."""
    return " ".join(
        gettext(
            "“%(name)s”: %(problem)s",
            name=shown_file_name(one.name),
            problem=gettext(FIELD_ERROR[one.code]),
        )
        for one in invalid.refused
    )


def clean(value: str | None) -> str:
    """What was typed, without characters that nobody sees and no column wants."""
    return _CONTROL.sub("", value or "")


def error_summary(form: PaknForm, params: Mapping[str, Any]) -> dict[str, Any]:
    """What `govukErrorSummary` takes: a link to each field with an error.

    A sentence that fits any field ("Hãy điền hoặc chọn mục này.") gets the field's name before it;
    at the field itself it stands alone.

    Args:
        form: the form as it was sent.
        params: `titleText` and whatever else the component takes.
    """
    general = {str(gettext(message)) for message in FIELD_ERROR.values()}
    links = []
    for field in form:
        if field.errors:
            said = str(field.errors[0])
            text = f"{field.label.text}: {said}" if said in general else said
            links.append({"text": text, "href": f"#{field.id}"})
    return {"errorList": links, **params}
