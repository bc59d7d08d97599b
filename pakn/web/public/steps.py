"""The pages of the form in their order, and which one is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from pakn.services.filing_drafts import FormState
from pakn.web.public import file_forms, forms

CHECK = "kiem-tra"
"""The page after the last step: check and send."""

FILES = "tep"
"""The page for files, whose routes are `attachment_routes`: files are no answers of a form."""


@dataclass(frozen=True)
class Step:
    """One page of the form.

    Attributes:
        slug: its place in the address and the name of its template.
        number: which of the groups of questions it belongs to, from 1 (`GROUPS` in all).
        title: its heading.
        fields: the answers it asks for, when everything applies.
    """

    slug: str
    number: int
    title: Any
    form: type[forms.StepForm]
    fields: tuple[str, ...]

    def asks(self, answers: Mapping[str, Any]) -> tuple[str, ...]:
        """The answers it asks for, after what was answered before; none when it is left out."""
        return tuple(name for name in self.fields if _applies(name, answers))

    def missing(self, state: FormState) -> bool:
        """Whether something it asks for is not answered, or not in a way that can stand."""
        return any(
            state.answers.get(name) is None or name in state.errors
            for name in self.asks(state.answers)
        )


def _applies(name: str, answers: Mapping[str, Any]) -> bool:
    match name:
        case "comment_deadline":
            return answers.get("subject") == "draft"
        case "proposal":
            return answers.get("kind") == "recommendation"
        case "commune_code":
            return bool(answers.get("province_code"))
        case _:
            return True


STEPS: tuple[Step, ...] = (
    Step("loai", 1, _l("Loại và đối tượng"), forms.KindForm, ("kind", "subject")),
    Step(
        "noi-dung",
        2,
        _l("Nội dung"),
        forms.ContentForm,
        ("subject_detail", "comment_deadline", "title", "content", "proposal"),
    ),
    Step(FILES, 2, _l("Tệp đính kèm"), file_forms.FilesForm, ("files",)),
    Step("noi-xay-ra", 3, _l("Nơi xảy ra"), forms.ProvinceForm, ("province_code",)),
    Step("xa-phuong", 3, _l("Xã, phường nơi xảy ra"), forms.CommuneForm, ("commune_code",)),
    Step(
        "nguoi-gui",
        4,
        _l("Người gửi"),
        forms.SenderForm,
        ("sender_kind", "name", "phone", "email", "address"),
    ),
    Step("cong-khai", 5, _l("Công khai"), forms.PublicationForm, ("publication", "hide_identity")),
)
GROUPS = 6
BY_SLUG: Mapping[str, Step] = {step.slug: step for step in STEPS}
SLUGS = ",".join(f"'{step.slug}'" for step in STEPS)


def first_missing(state: FormState, before: Step | None = None) -> Step | None:
    """The first page that still needs something; only those before a page, when one is given."""
    earlier = STEPS[: STEPS.index(before)] if before else STEPS
    return next((step for step in earlier if step.missing(state)), None)


def step_before(step: Step | None, answers: Mapping[str, Any]) -> Step | None:
    """Where "back" leads; from the check page (None) to the last step."""
    earlier = STEPS[: STEPS.index(step)] if step else STEPS
    return next((one for one in reversed(earlier) if one.asks(answers)), None)
