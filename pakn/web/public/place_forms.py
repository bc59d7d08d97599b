"""Where it happened, by old or new name; and where the sender lives, which is another matter."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput
from sqlalchemy.orm import Session
from wtforms import StringField, SubmitField

from models.queries.agencies import communes, provinces
from models.queries.place_names import FoundPlace, place_of_id
from pakn.services.context import InvalidInput
from pakn.services.place_finding import find_places
from pakn.web.fields import options
from pakn.web.forms import clean
from pakn.web.public.forms import StepForm, line_field, list_field
from routing.text import normalise

FROM_LIST, UNKNOWN = "list", "none"
QUERY_MAX = 200
_ID_DIGITS = 9


class PlaceForm(StepForm):
    """Where it happened: a name typed and found, a province from the list, or not known.

    Attributes:
        found: the places that the name may mean, best first.
    """

    from_list, unknown = FROM_LIST, UNKNOWN

    place_query = line_field(
        _l("Gõ tên xã, huyện hoặc tỉnh, cũ hay mới đều được"),
        description=_l("Ví dụ: xã Cờ Đỏ, quận 3, Hải Dương. Không dấu cũng được."),
    )
    find = SubmitField(_l("Tìm"), widget=GovSubmitInput())
    place_choice = StringField(_l("Nơi xảy ra"), filters=[clean])
    province_code = list_field(
        _l("Tỉnh, thành phố hiện nay"),
        description=_l("34 tỉnh, thành phố sau khi sắp xếp từ ngày 01/7/2025."),
    )

    @property
    def looks_up(self) -> bool:
        """Whether only the places of that name are asked for."""
        return bool(self.find.data)

    def fit(self, answers: Mapping[str, Any], session: Session, today: dt.date) -> None:
        """List today's provinces, and the places that what was typed may mean."""
        rows = [(row.code, row.name) for row in provinces(session, today)]
        self.province_code.choices = options([("", gettext("Chọn trong danh sách")), *rows])
        self.found: Sequence[FoundPlace] = find_places(session, self._query)
        if not self.place_choice.data and self.province_code.data:
            self.place_choice.data = FROM_LIST  # somebody who leaves the buttons alone
        self._chosen = _place_of(session, self.place_choice.data)
        if self._chosen is not None and self._chosen.id not in {place.id for place in self.found}:
            self._keep_or_drop(self._query == str(answers.get("place_query") or ""))

    def province_name(self, code: str) -> str:
        """Today's name of a province."""
        return next((one.label for one in self.province_code.choices if one.value == code), "")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the form; somebody who only looks a name up has not chosen yet."""
        valid = super().validate(extra_validators)
        if not valid or self.looks_up:
            if self.looks_up and not self.found:
                self.take_errors(InvalidInput({"place_query": "not_found"}))
            return valid and not self.errors
        if code := self._trouble():
            self.take_errors(InvalidInput({"place_query": code}))
        return not self.errors

    def typed(self) -> dict[str, Any]:
        """The place in today's codes, and the old or other name as it was typed."""
        if self.errors:
            return {"place_query": self._query[:QUERY_MAX]}
        chosen, query = self._chosen, self._query
        kept = {"place_query": query, "place_choice": self.place_choice.data}
        if chosen is not None:
            name = chosen.label if chosen.former else query
            place = {"province_code": chosen.province_code, "commune_code": chosen.commune_code}
            return {**kept, **place, "place_as_typed": name[:QUERY_MAX]}
        listed = self.place_choice.data == FROM_LIST
        province = self.province_code.data or "" if listed else ""
        return {**kept, "province_code": province, "place_as_typed": query if listed else ""}

    def _keep_or_drop(self, same_query: bool) -> None:
        """A place chosen before stays in sight; beside another name it would be a trap."""
        if same_query and self._chosen is not None:
            self.found = [self._chosen, *self.found][:8]
        else:
            self._chosen, self.place_choice.data = None, ""

    @property
    def _query(self) -> str:
        return normalise(self.place_query.data or "")

    def _trouble(self) -> str | None:
        if len(self._query) > QUERY_MAX:
            return "too_long"
        choice = self.place_choice.data
        if self._chosen or choice == UNKNOWN or (choice == FROM_LIST and self.province_code.data):
            return None
        if not self._query or choice == FROM_LIST:
            return "required"
        return "choose" if self.found else "not_found"


class CommuneForm(StepForm):
    """Where it happened: the commune, for whom only the province is known."""

    commune_code = list_field(
        _l("Xã, phường, đặc khu nơi xảy ra việc này"),
        description=_l("Tên xã, phường hiện nay, sau khi sắp xếp từ ngày 01/7/2025."),
    )

    def fit(self, answers: Mapping[str, Any], session: Session, today: dt.date) -> None:
        """List the communes of the province that was chosen."""
        rows = [(row.code, row.name) for row in communes(session, answers.get("province_code", ""))]
        self.commune_code.choices = options([("", gettext("Không rõ xã, phường")), *rows])


class HomeCommuneForm(StepForm):
    """Where the sender lives: the commune."""

    residence_commune_code = list_field(_l("Xã, phường, đặc khu nơi anh/chị ở"))

    def fit(self, answers: Mapping[str, Any], session: Session, today: dt.date) -> None:
        """List the communes of the province that was chosen."""
        code = answers.get("residence_province_code", "")
        rows = [(row.code, row.name) for row in communes(session, code)]
        self.residence_commune_code.choices = options([("", gettext("Không ghi")), *rows])


def _place_of(session: Session, choice: str | None) -> FoundPlace | None:
    """The place chosen among those found; None for anything else that was sent."""
    text = choice or ""
    if not (text.isascii() and text.isdigit() and len(text) <= _ID_DIGITS):
        return None
    return place_of_id(session, int(text))
