"""Why nothing was done, in words for the top of the page."""

from flask_babel import gettext

from models.queries.casefile import CaseFile
from pakn.web.attempts import Trouble
from pakn.web.casefile import event_label
from pakn.web.formatting import moment_vi
from pakn.web.standing.present_case import state_words, who


def trouble_words(file: CaseFile, trouble: Trouble | None) -> str | None:
    """Somebody else was first, or the rules refuse; None where the fields say it."""
    if trouble is None or not trouble.stale:
        return trouble.reason if trouble else None
    last = file.events[-1]
    words = gettext(
        "Trong lúc anh/chị đang làm, %(who)s đã thực hiện “%(act)s” lúc %(moment)s. Hồ sơ hiện ở "
        "trạng thái “%(state)s”. Thao tác của anh/chị chưa được thực hiện; nội dung đã nhập vẫn "
        "còn ở dưới.",
        who=who(last),
        act=event_label(last.event.action),
        moment=moment_vi(last.event.recorded_at),
        state=state_words(file),
    )
    return str(words)
