"""The acts of the desk that have a page of their own: who may, with what form, in which words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pakn.labels.marker import _N
from pakn.rules.permissions import Permission, permission_for
from pakn.rules.states import Action
from pakn.services.context import Context
from pakn.services.desk_endings import (
    answer_question,
    file_without_handling,
    guide,
    not_accept,
    transfer_denunciation,
    withdraw_at_desk,
)
from pakn.services.desk_sealing import lift_quarantine, quarantine, reclassify
from pakn.services.recalling import recall_case
from pakn.services.supplement_asking import ask_supplement
from pakn.web.standing.act_forms import (
    ActForm,
    AnswerQuestionForm,
    AskForm,
    FileForm,
    GroundForm,
    GuideForm,
    MarkForm,
    ReasonForm,
    TransferForm,
    WithdrawForm,
)


@dataclass(frozen=True)
class DeskAct:
    """One act with a page of its own.

    Attributes:
        slug: the last part of its address.
        action: None for the one act that changes no state.
        perform: the service call, from the form.
        title: what it is called.
        explains: what it does, in a sentence, for the officer.
        petitioner: what the petitioner learns of it.
        done: said after it; `%(number)s` is the case.
        key: the key that opens it.
        frequent: shown at once, not under "other acts".
    """

    slug: str
    action: Action | None
    form: type[ActForm]
    perform: Callable[[Context, int, Any], object]
    title: str
    explains: str
    petitioner: str
    done: str
    key: str | None = None
    frequent: bool = False

    @property
    def permission(self) -> Permission:
        """Who may open its page; petitioners withdraw too, but never here."""
        if self.action is Action.WITHDRAW:
            return Permission.CASE_INBOX_READ
        return permission_for(self.action) if self.action else Permission.CASE_KIND_MARK


def _by_decision(
    service: Callable[[Context, Any], object],
) -> Callable[[Context, int, Any], object]:
    return lambda ctx, case_id, form: service(ctx, form.decided(case_id))


ACTS: tuple[DeskAct, ...] = (
    DeskAct(
        slug="bo-sung",
        action=Action.ASK_SUPPLEMENT,
        form=AskForm,
        perform=lambda ctx, case_id, form: ask_supplement(
            ctx, case_id, form.seen_version.number, form.asked()
        ),
        title=_N("Yêu cầu bổ sung thông tin"),
        explains=_N("Nội dung chưa đủ để xác định cơ quan xử lý; hỏi người gửi, có thời hạn."),
        petitioner=_N("Câu hỏi và hạn trả lời được gửi cho người gửi và hiện ở trang tra cứu."),
        done=_N("Đã yêu cầu người gửi bổ sung thông tin cho %(number)s."),
        key="b",
        frequent=True,
    ),
    DeskAct(
        slug="khong-tiep-nhan",
        action=Action.NOT_ACCEPT,
        form=GroundForm,
        perform=_by_decision(not_accept),
        title=_N("Không tiếp nhận"),
        explains=_N("Không đủ điều kiện tiếp nhận (Điều 7 Nghị định 20/2008/NĐ-CP); nêu căn cứ."),
        petitioner=_N("Người gửi đọc lời của căn cứ đã chọn và phần viết thêm."),
        done=_N("Đã báo không tiếp nhận %(number)s, kèm căn cứ."),
        key="n",
        frequent=True,
    ),
    DeskAct(
        slug="huong-dan",
        action=Action.GUIDE,
        form=GuideForm,
        perform=_by_decision(guide),
        title=_N("Hướng dẫn gửi đúng nơi"),
        explains=_N(
            "Khiếu nại, văn bản quy phạm pháp luật, việc của Tòa án, của Đảng…: chỉ nơi gửi."
        ),
        petitioner=_N("Người gửi đọc lời hướng dẫn đã chọn và phần viết thêm."),
        done=_N("Đã hướng dẫn người gửi %(number)s gửi đúng nơi."),
        key="g",
        frequent=True,
    ),
    DeskAct(
        slug="giai-dap",
        action=Action.ANSWER_QUESTION,
        form=AnswerQuestionForm,
        perform=_by_decision(answer_question),
        title=_N("Giải đáp câu hỏi"),
        explains=_N("Chỉ là câu hỏi về thủ tục; trả lời ngay tại đây."),
        petitioner=_N("Người gửi đọc nguyên văn lời giải đáp."),
        done=_N("Đã giải đáp câu hỏi %(number)s."),
        key="h",
        frequent=True,
    ),
    DeskAct(
        slug="loai-don",
        action=None,
        form=MarkForm,
        perform=lambda ctx, case_id, form: reclassify(ctx, form.marking(case_id)),
        title=_N("Xác định lại loại đơn"),
        explains=_N(
            "Đánh dấu khiếu nại, tố cáo, câu hỏi… Tố cáo rời khỏi tìm kiếm, chỉ người có quyền đọc."
        ),
        petitioner=_N("Người gửi chưa nhận thông báo nào từ việc này."),
        done=_N("Đã xác định lại loại đơn của %(number)s."),
    ),
    DeskAct(
        slug="chuyen-to-cao",
        action=Action.TRANSFER_DENUNCIATION,
        form=TransferForm,
        perform=lambda ctx, case_id, form: transfer_denunciation(ctx, form.transferring(case_id)),
        title=_N("Chuyển theo Luật Tố cáo"),
        explains=_N("Chuyển cơ quan có thẩm quyền giải quyết tố cáo; danh tính được giữ kín."),
        petitioner=_N("Người tố cáo đọc thông báo viết ở đây."),
        done=_N("Đã chuyển %(number)s theo Luật Tố cáo."),
        frequent=True,
    ),
    DeskAct(
        slug="thu-hoi",
        action=Action.RECALL,
        form=ReasonForm,
        perform=_by_decision(recall_case),
        title=_N("Thu hồi"),
        explains=_N("Chuyển nhầm: lấy lại hồ sơ khi cơ quan chưa tiếp nhận."),
        petitioner=_N("Người gửi thấy hồ sơ trở lại bước phân loại; lý do không hiện."),
        done=_N("Đã thu hồi %(number)s về bước phân loại."),
        frequent=True,
    ),
    DeskAct(
        slug="luu",
        action=Action.FILE_WITHOUT_HANDLING,
        form=FileForm,
        perform=_by_decision(file_without_handling),
        title=_N("Lưu, không xử lý"),
        explains=_N("Có căn cứ để không xử lý tiếp; ghi lý do cho hồ sơ."),
        petitioner=_N("Người gửi đọc lời của căn cứ đã chọn; lý do nội bộ không hiện."),
        done=_N("Đã lưu %(number)s, không xử lý."),
    ),
    DeskAct(
        slug="rut",
        action=Action.WITHDRAW,
        form=WithdrawForm,
        perform=_by_decision(withdraw_at_desk),
        title=_N("Ghi nhận đơn xin rút"),
        explains=_N("Người gửi đã có đơn xin rút bằng văn bản."),
        petitioner=_N("Người gửi thấy hồ sơ đã được rút theo đơn của mình."),
        done=_N("Đã ghi nhận người gửi rút %(number)s."),
    ),
    DeskAct(
        slug="cach-ly",
        action=Action.QUARANTINE,
        form=ReasonForm,
        perform=_by_decision(quarantine),
        title=_N("Cách ly"),
        explains=_N("Nghi có bí mật nhà nước: rời khỏi tìm kiếm ngay, chỉ lãnh đạo đơn vị mở lại."),
        petitioner=_N("Người gửi không được báo; hồ sơ vẫn hiện là chờ tiếp nhận."),
        done=_N("Đã cách ly %(number)s."),
    ),
    DeskAct(
        slug="bo-cach-ly",
        action=Action.LIFT_QUARANTINE,
        form=ReasonForm,
        perform=_by_decision(lift_quarantine),
        title=_N("Bỏ cách ly"),
        explains=_N("Không có bí mật nhà nước: hồ sơ trở lại bước phân loại."),
        petitioner=_N("Người gửi không được báo."),
        done=_N("Đã bỏ cách ly %(number)s."),
        frequent=True,
    ),
)
"""In the order of the screen."""

BY_SLUG: Mapping[str, DeskAct] = {act.slug: act for act in ACTS}
