"""Why an agency is suggested: what the triage page says in words, and what it keeps to itself."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from pakn.services.suggesting import suggest_for
from tests.web.standing.site import StandingSite

TITLE = "Bỏ bản sao có chứng thực khi đổi giấy phép lái xe"


def reason(kind: str, text: str, detail: str = "") -> dict[str, Any]:
    return {"kind": kind, "text": text, "weight": 1.0, "start": 0, "end": 1, "detail": detail}


@dataclass(frozen=True)
class TellingRouter:
    """A Router that gives its reasons for two agencies."""

    first: Sequence[Mapping[str, Any]] = ()
    kind: str = "pakn"
    decisive: Mapping[str, Any] | None = None
    reading: Mapping[str, Any] = field(default_factory=dict)
    version: str = "telling-1"

    def suggest_many(
        self, texts: Sequence[str], on: dt.date, homes: Sequence[str] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        candidates = [
            {"agency": "BCA", "code": "G01", "probability": 0.6, "evidence": list(self.first)},
            {"agency": "BXD", "code": "G17", "probability": 0.2, "evidence": []},
        ]
        answer = {
            "kind": self.kind,
            "candidates": candidates,
            "abstain": False,
            "decisive": self.decisive,
            **self.reading,
        }
        return [answer for _ in texts]


def told(standing: StandingSite, router: TellingRouter, **changes: Any) -> str:
    """The words of the page of a new case after a suggestion, blanks single."""
    case_id = standing.case(**changes)
    with standing.inside(), standing.system.acting(SYSTEM) as ctx:
        suggest_for(ctx, router, [case_id])
    page = standing.officer(Role.TRIAGE_OFFICER).get(f"/thuong-truc/ho-so/{case_id}")
    return " ".join(page.text.split())


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            reason("mandate", "bằng lái", "giấy phép lái xe (NĐ 02/2025/NĐ-CP)"),
            "Thuộc lĩnh vực giấy phép lái xe theo NĐ 02/2025/NĐ-CP: “bằng lái”.",
        ),
        (reason("place", "Cà Mau", "Cà Mau"), "Nơi được nêu: “Cà Mau” (Cà Mau)."),
        (
            reason("dossier", "H12-261102-0034", "dossier"),
            "Mã hồ sơ H12-261102-0034 do cơ quan này tiếp nhận.",
        ),
        (
            reason("citation", "NĐ 168/2024", "drafter government"),
            "NĐ 168/2024: cơ quan này chủ trì soạn thảo.",
        ),
        (
            reason("citation", "TT 12/2017/TT-BGTVT", "issuer former=BGTVT several"),
            "TT 12/2017/TT-BGTVT: cơ quan ban hành trước đây nay thuộc cơ quan này. Cũng có thể là "
            "của cơ quan khác, hãy kiểm tra.",
        ),
        (
            reason("citation", "QĐ 12/QĐ-UBND", "local"),
            "QĐ 12/QĐ-UBND: văn bản của địa phương này.",
        ),
    ],
)
def test_each_reason_is_a_sentence(
    standing: StandingSite, given: Mapping[str, Any], sentence: str
) -> None:
    assert sentence in told(standing, TellingRouter((given,)))


def test_words_of_one_field_share_a_sentence(standing: StandingSite) -> None:
    field = "giấy phép lái xe (NĐ 02/2025/NĐ-CP)"
    given = [reason("mandate", word, field) for word in ("bằng lái", "sát hạch", "Bằng lái")]
    page = told(standing, TellingRouter(given))
    assert "theo NĐ 02/2025/NĐ-CP: “bằng lái”, “sát hạch”." in page
    assert page.count("Thuộc lĩnh vực") == 1


def test_rules_of_the_government_are_flagged_once(standing: StandingSite) -> None:
    cited = [
        {"text": "NĐ 168/2024", "government": True},
        {"text": "NĐ 168/2024", "government": True},
        {"text": "TT 1/2020/TT-BCA", "government": False},
    ]
    page = told(standing, TellingRouter(reading={"citations": cited}))
    assert "có thể phải trình (khoản 3 Điều 17): NĐ 168/2024" in page
    assert page.count("NĐ 168/2024") == 1
    assert "TT 1/2020" not in page


def test_the_second_says_why_it_is_not_the_first(standing: StandingSite) -> None:
    page = told(standing, TellingRouter(decisive=reason("term", "bằng lái xe")))
    assert "Xếp sau vì “bằng lái xe” nghiêng về Bộ Công an hơn." in page
    page = told(standing, TellingRouter())
    assert "Không có từ ngữ nào phân biệt rõ với Bộ Công an." in page


def test_content_level_and_partners_are_named(standing: StandingSite) -> None:
    reading = {"content": "regulation", "level": "central", "coordinating": ["BXD", "BGTVT"]}
    page = told(standing, TellingRouter(reading=reading))
    assert "Nội dung: Quy định hành chính · Cấp giải quyết: trung ương" in page
    assert "Có thể phối hợp: Bộ Xây dựng" in page
    assert "BGTVT" not in page


def test_words_of_a_petition_are_never_markup(standing: StandingSite) -> None:
    given = (reason("citation", "<b>NĐ 1</b>", "issuer"),)
    case_id = standing.case()
    with standing.inside(), standing.system.acting(SYSTEM) as ctx:
        suggest_for(ctx, TellingRouter(given), [case_id])
    page = standing.officer(Role.TRIAGE_OFFICER).get(f"/thuong-truc/ho-so/{case_id}")
    assert "<b>NĐ 1</b>" not in page.html
    assert "&lt;b&gt;NĐ 1&lt;/b&gt;" in page.html


@pytest.fixture
def answered(standing: StandingSite) -> None:
    """A like question with a public answer."""
    case_id = standing.case()
    with standing.desk() as desk:
        desk.forward(case_id)
        desk.accept(case_id)
        desk.answer(case_id)
        desk.release(case_id)


@pytest.mark.usefixtures("answered")
def test_published_answers_to_like_questions_are_named(standing: StandingSite) -> None:
    page = told(standing, TellingRouter(), title=TITLE)
    assert "Việc tương tự đã công bố:" in page
    assert f"{TITLE} (Bộ Công an," in page


@pytest.mark.usefixtures("answered")
def test_what_looks_like_a_denunciation_is_not_searched_with(standing: StandingSite) -> None:
    page = told(standing, TellingRouter(kind="to_cao"), title=TITLE)
    assert "Việc tương tự đã công bố" not in page
