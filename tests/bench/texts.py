"""Invented petitions in any number: the same number always gives the same petition.

No person, dossier or event in them is real.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pakn.services.filing_inputs import Filing
from pakn.services.identity import Sender

COMMON_WORDS = "hồ sơ"
"""Stands in every petition."""
RARE_WORDS = "guốc mộc"
"""Stands in one petition of `RARE_EVERY`."""
RARE_EVERY = 1_000
ABSENT_WORDS = "thiên văn học"
"""Stands in none."""

MODEL = "bench-texts-1"

# A linear congruential generator (Knuth's MMIX).
_SPREAD = 6364136223846793005
_SPAN = 2**64

Choice = TypeVar("Choice")


@dataclass(frozen=True)
class _Topic:
    """What a petition may be about; `evidence` are the words that a suggestion rests on."""

    agency: str
    title: str
    matter: str
    wish: str
    evidence: tuple[str, ...]


_TOPICS = (
    _Topic(
        "BXD",
        "Lịch kiểm định {thing} quá dày",
        "Tôi có {thing} chạy mỗi tháng chưa tới {small} km mà vẫn phải đi kiểm định {times}.",
        "kéo dài chu kỳ kiểm định với xe chạy ít",
        ("kiểm định", "xe"),
    ),
    _Topic(
        "BXD",
        "Xin phép sửa {thing} phải nộp bản vẽ hai lần",
        "Gia đình sửa {thing} cấp bốn rộng {small} m² nhưng bộ phận một cửa đòi bản vẽ {times}.",
        "bỏ bản vẽ với nhà ở riêng lẻ dưới {small} m²",
        ("giấy phép xây dựng", "bản vẽ"),
    ),
    _Topic(
        "BTC",
        "Khai thuế cho {thing} phải gửi lại biểu mẫu",
        "Tôi kê khai thuế khoán cho {thing}, hệ thống báo lỗi và bắt gửi lại biểu mẫu {times}.",
        "gộp các biểu mẫu kê khai thuế thành một",
        ("thuế khoán", "kê khai thuế"),
    ),
    _Topic(
        "BYT",
        "Thanh toán bảo hiểm y tế khi chữa bệnh xa {thing}",
        "Người nhà tôi điều trị {small} ngày ở tuyến trên, bảo hiểm y tế hẹn thanh toán {times}.",
        "thanh toán ngay tại bệnh viện nơi điều trị",
        ("bảo hiểm y tế", "bệnh viện"),
    ),
    _Topic(
        "BGDDT",
        "Chuyển trường cho con phải xin xác nhận ở {thing}",
        "Con tôi học lớp {small}, khi chuyển trường phải xin xác nhận học bạ {times}.",
        "dùng học bạ điện tử thay cho bản giấy",
        ("chuyển trường", "học bạ"),
    ),
    _Topic(
        "BNNMT",
        "Cấp lại giấy chứng nhận đất có {thing} chờ quá lâu",
        "Thửa đất {small} m² của tôi có {thing}, văn phòng đăng ký đất đai hẹn trả {times}.",
        "công khai thời gian xử lý từng bước của văn phòng đăng ký đất đai",
        ("giấy chứng nhận", "đất đai"),
    ),
    _Topic(
        "BCT",
        "Điều kiện bán {thing} ở chợ phiên còn rườm rà",
        "Tôi bán {thing} ở chợ phiên, mỗi quý phải xin giấy xác nhận nguồn gốc {times}.",
        "miễn giấy xác nhận với hộ bán dưới {small} triệu đồng mỗi tháng",
        ("chợ", "nguồn gốc"),
    ),
    _Topic(
        "BCA",
        "Đăng ký tạm trú gần {thing} bị yêu cầu hợp đồng công chứng",
        "Tôi thuê phòng {small} m² gần {thing}, khi đăng ký tạm trú bị hẹn lại {times}.",
        "bỏ yêu cầu công chứng hợp đồng thuê nhà khi đăng ký tạm trú",
        ("tạm trú", "công chứng"),
    ),
    _Topic(
        "BNV",
        "Hưởng chế độ thai sản khi làm ở {thing} phải xác nhận nhiều nơi",
        "Tôi đóng bảo hiểm xã hội {small} tháng, khi xin chế độ thai sản phải đi lại {times}.",
        "cho cơ quan bảo hiểm xã hội tự tra cứu dữ liệu",
        ("bảo hiểm xã hội", "thai sản"),
    ),
    _Topic(
        "BTP",
        "Trích lục khai sinh để làm {thing} phải về nơi đăng ký cũ",
        "Tôi cần trích lục khai sinh nhưng tư pháp xã mới bảo về nơi cũ, đi lại {times}.",
        "cấp trích lục ở bất cứ xã nào",
        ("trích lục", "khai sinh"),
    ),
)
_AGENCIES = tuple(sorted({topic.agency for topic in _TOPICS}))
_THINGS = (
    *("xe tải nhỏ", "nhà kho", "quán ăn gia đình", "vườn cây ăn trái", "ao cá", "tiệm may"),
    *("xưởng mộc", "trại gà", "lò gạch", "vườn ươm", "nhà trọ", "tiệm sửa xe", "thuyền đánh cá"),
    *("chuồng bò", "xưởng gốm", "ruộng muối", "đồi chè", "nương ngô", "quầy thuốc", "lớp mẫu giáo"),
)
_TIMES = ("hai lần", "ba lần", "bốn lượt", "nhiều đợt", "tuần này sang tuần khác", "cả tháng")
_ENDINGS = (
    "Mỗi lần như vậy tôi phải nghỉ làm một buổi, tiền xe còn nhiều hơn lệ phí.",
    "Cán bộ hướng dẫn lịch sự nhưng mỗi người nói một cách khác nhau.",
    "Cổng dịch vụ công báo đã tiếp nhận rồi im lặng, gọi điện không ai nghe máy.",
    "Người già trong thôn không quen máy tính nên càng khó.",
    "Giấy tờ này cơ quan nhà nước đã có trong cơ sở dữ liệu.",
    "Hàng xóm của tôi cũng gặp đúng chuyện này vào đầu năm.",
)
_PROVINCES = ("01", "04", "08", "22", "31", "38", "40", "46", "48", "52", "68", "79", "92", "96")
_SUBJECTS = ("rule", "rule", "rule", "dossier", "standard")


class _Dice:
    """Choices that depend on a number only; far quicker than seeding `random.Random` for each."""

    def __init__(self, number: int) -> None:
        self._left = number * _SPREAD % _SPAN

    def below(self, end: int) -> int:
        """A whole number from 0 to `end - 1`."""
        self._left = (self._left * _SPREAD + 1) % _SPAN
        return (self._left >> 32) % end

    def of(self, choices: Sequence[Choice]) -> Choice:
        """One of the choices."""
        return choices[self.below(len(choices))]


def filing_of(number: int) -> Filing:
    """The petition of a number, as its sender typed it."""
    dice = _Dice(number)
    topic = _TOPICS[number % len(_TOPICS)]
    slots = {"thing": dice.of(_THINGS), "times": dice.of(_TIMES), "small": 6 + dice.below(90)}
    recommends = dice.below(10) < 6
    organised = dice.below(5) == 0
    return Filing(
        key=f"bench:{number}",
        sender=Sender(
            kind="organisation" if organised else "individual",
            helper_role="representative" if organised else "",
            helper_name=f"Người liên hệ {number}" if organised else "",
            name=f"Người gửi thử nghiệm {number}",
            address=f"Tổ {1 + dice.below(30)}, xã Thử Nghiệm",
            phone=f"0200{number % 1_000_000:06d}",
        ),
        kind="recommendation" if recommends else "report",
        subject=dice.of(_SUBJECTS),
        title=f"{topic.title} (hồ sơ {1 + dice.below(9_999)})".format_map(slots),
        content=_content(topic.matter.format_map(slots), number, dice),
        proposal=f"Đề nghị {topic.wish}.".format_map(slots) if recommends else "",
        province_code=dice.of(_PROVINCES) if dice.below(10) < 7 else None,
        hide_identity=dice.below(10) == 0,
    )


def answer_of(number: int) -> Mapping[str, Any]:
    """What a classifier might say about that petition, in the shape of `routing suggest`."""
    dice = _Dice(number + _SPAN // 3)
    topic = _TOPICS[number % len(_TOPICS)]
    first = (300 + dice.below(670)) / 1000
    second = (1 - first) * (300 + dice.below(400)) / 1000
    others = [one for one in _AGENCIES if one != topic.agency]
    skipped = dice.below(len(others) - 1)
    candidates = [
        _candidate(topic.agency, first, topic.evidence),
        _candidate(others[skipped], second, ()),
        _candidate(others[skipped + 1], second / 2, ()),
    ]
    return {"kind": "pakn", "candidates": candidates, "abstain": first < 0.4, "model": MODEL}


def _candidate(agency: str, probability: float, evidence: Sequence[str]) -> dict[str, Any]:
    return {
        "agency": agency,
        "code": "",
        "probability": round(probability, 3),
        "evidence": list(evidence),
    }


def _content(matter: str, number: int, dice: _Dice) -> str:
    begins, how_many = dice.below(len(_ENDINGS)), 2 + dice.below(3)
    lines = [
        f"{matter} Lần gần nhất là ngày {1 + dice.below(28)} tháng {1 + dice.below(12)}.",
        " ".join((_ENDINGS * 2)[begins : begins + how_many]),
    ]
    if number % RARE_EVERY == 0:
        lines.append(f"Nghề làm {RARE_WORDS} của làng vì thế càng ít người theo.")
    lines.append(f"Bộ hồ sơ của tôi có giấy hẹn số {number} và biên nhận kèm theo.")
    return "\n\n".join(lines)
