"""The form of the page for files."""

from flask_babel import lazy_gettext as _l
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput
from wtforms import SubmitField

from pakn.web.forms import PaknForm
from pakn.web.public.forms import StepForm
from pakn.web.uploads import FilesField


class FilesForm(StepForm):
    """Files to attach; none is an answer too."""

    files = FilesField(_l("Chọn tệp"))
    take_errors = PaknForm.take_errors  # refused files are said by their names
    attach = SubmitField(_l("Tải tệp lên"), widget=GovSubmitInput())


class DetachForm(PaknForm):
    """Take a file off again."""
