"""The pages of the form in their order, and which one is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from pakn.services.filing_drafts import FormState
from pakn.web.public import file_forms, forms, place_forms, sender_forms, subject_forms
from pakn.web.public.sender_forms import SENDER_FIELDS
from pakn.web.public.subject_forms import SUBJECT_FIELDS

CHECK = "kiem-tra"
"""The page after the last step: check and send."""
SIMILAR = "cau-tra-loi-tuong-tu"
"""Before it, where published answers are like the petition: they may be what is wanted."""

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
    if any(name in names for names in SUBJECT_FIELDS.values()):
        return name in SUBJECT_FIELDS.get(str(answers.get("subject")), ())
    if any(name in names for names in SENDER_FIELDS.values()):
        return name in SENDER_FIELDS.get(str(answers.get("sender_kind")), ())
    match name:
        case "proposal":
            return answers.get("kind") == "recommendation"
        case "commune_code":
            return bool(answers.get("province_code"))
        case "residence_commune_code":
            return bool(answers.get("residence_province_code"))
        case _:
            return True


STEPS: tuple[Step, ...] = (
    Step("loai", 1, _l("Loại và đối tượng"), forms.KindForm, ("kind", "subject")),
    Step(
        "doi-tuong",
        2,
        _l("Văn bản, hồ sơ liên quan"),
        subject_forms.SubjectForm,
        ("dossier_code", "subject_detail", "drafting_body", "comment_deadline", "wanted_agency"),
    ),
    Step("noi-dung", 3, _l("Nội dung"), forms.ContentForm, ("title", "content", "proposal")),
    Step(FILES, 3, _l("Tệp đính kèm"), file_forms.FilesForm, ("files",)),
    Step("noi-xay-ra", 4, _l("Nơi xảy ra"), place_forms.PlaceForm, ("province_code",)),
    Step("xa-phuong", 4, _l("Xã, phường nơi xảy ra"), place_forms.CommuneForm, ("commune_code",)),
    Step("tu-cach", 5, _l("Tư cách người gửi"), sender_forms.CapacityForm, ("sender_kind",)),
    Step(
        "nguoi-gui",
        5,
        _l("Người gửi"),
        sender_forms.SenderForm,
        (
            *("name", "tax_code", "group_size", "helper_role", "helper_name", "helper_phone"),
            *("phone", "email", "address", "residence_province_code"),
        ),
    ),
    Step(
        "noi-o",
        5,
        _l("Xã, phường nơi ở"),
        place_forms.HomeCommuneForm,
        ("residence_commune_code",),
    ),
    Step("cong-khai", 6, _l("Công khai"), forms.PublicationForm, ("publication", "hide_identity")),
)
GROUPS = 7
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
