"""What the guidance page states as law: limits and figures in force today, never typed in."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from models.queries.parameters import in_force
from pakn.labels.marker import _N
from pakn.services.clocks import setting
from pakn.services.context import Context
from pakn.web.public.present import LimitLine, limit_line

_LIMITS = (
    ("triage_limit_regulation", _N("Phân loại và chuyển đến cơ quan có thẩm quyền")),
    ("answer_limit", _N("Cơ quan trả lời")),
    ("status_update_every", _N("Nếu quá hạn trả lời, tình hình xử lý được cập nhật mỗi")),
    ("supplement_limit", _N("Anh/chị bổ sung thông tin khi được yêu cầu")),
    ("appeal_limit", _N("Anh/chị đề nghị xem xét lại, kể từ khi có kết quả")),
    ("guide_limit_complaint", _N("Hướng dẫn khi nội dung là khiếu nại")),
    ("triage_limit_denunciation", _N("Chuyển đi khi nội dung là tố cáo")),
)


@dataclass(frozen=True)
class Guidance:
    """The changing parts of the guidance page.

    Attributes:
        standing_body: who receives and forwards, today.
        draft_days: how long an unfinished form is kept.
        phone: the number for petitions by telephone, once one is published (NĐ 20/2008 Đ7.2).
    """

    standing_body: str
    draft_days: int
    phone: str | None
    limits: Sequence[LimitLine]


def guidance_of(ctx: Context) -> Guidance:
    """The guidance as it stands today."""
    return Guidance(
        standing_body=str(setting(ctx, "standing_body_name", ctx.today)),
        draft_days=draft_days(ctx),
        phone=setting(ctx, "dedicated_phone", ctx.today),
        limits=[
            limit_line(gettext(what), in_force(ctx.session, name, ctx.today))
            for name, what in _LIMITS
        ],
    )


def draft_days(ctx: Context) -> int:
    """How many days an unfinished form is kept."""
    return int(setting(ctx, "draft_expiry_days", ctx.today))
