"""The form of signing in."""

from flask_babel import gettext, lazy_gettext
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovSubmitInput, GovTextInput
from wtforms import PasswordField, StringField, SubmitField
from wtforms.validators import InputRequired

from pakn.services.accounts import AccountLocked
from pakn.services.context import Refused
from pakn.web.formatting import moment_vi
from pakn.web.forms import PaknForm

_NAME_MAX = 60


class SignInForm(PaknForm):
    """Name and password; a refusal does not say which of them is wrong."""

    username = StringField(
        lazy_gettext("Tên đăng nhập"),
        widget=GovTextInput(),
        validators=[InputRequired(lazy_gettext("Hãy nhập tên đăng nhập."))],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        lazy_gettext("Mật khẩu"),
        widget=GovPasswordInput(),
        validators=[InputRequired(lazy_gettext("Hãy nhập mật khẩu."))],
    )
    submit = SubmitField(lazy_gettext("Đăng nhập"), widget=GovSubmitInput())

    def typed(self) -> tuple[str, str]:
        """Name and password as the service takes them: a NUL, which no database keeps, is out."""
        return (
            (self.username.data or "").replace("\x00", "")[:_NAME_MAX],
            (self.password.data or "").replace("\x00", ""),
        )

    def take_refusal(self, refusal: Refused) -> None:
        """Say why signing in was refused."""
        if isinstance(refusal, AccountLocked):
            message = gettext(
                "Tài khoản tạm khóa đến %(until)s vì nhập sai mật khẩu nhiều lần. Hãy thử lại sau "
                "giờ đó; cần gấp thì liên hệ quản trị.",
                until=moment_vi(refusal.until),
            )
        else:
            message = gettext("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra rồi nhập lại.")
        self.username.errors = [*self.username.errors, message]
