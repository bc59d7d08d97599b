"""Training, the artefact and the suggestion, on a really trained model."""

import io
import zipfile
from datetime import date

import numpy as np
import pytest

from routing.artefact import Artefact, ArtefactError
from routing.classifier import expected_calibration_error, probabilities, softmax
from routing.corpus import Row, corpus_hash, parse_row
from routing.features import Vectoriser, learn_vocabulary
from routing.lexicon import Lexicon
from routing.mandates import Mandate, load_mandates
from routing.register import Register
from routing.signals import SIGNALS
from routing.suggestion import Candidate, Suggester, Suggestion
from routing.text import fold
from routing.training import agency_class, train
from routing.words import tokenise
from tests.unit.routing.conftest import TODAY

CENTRAL = {
    "BCA",
    "BCT",
    "BGDDT",
    "BKHCN",
    "BNG",
    "BNV",
    "BNNMT",
    "BQP",
    "BTC",
    "BTP",
    "BVHTTDL",
} | {"BXD", "BYT", "NHNN", "TTCP", "BDTTG", "VPCP"}


def test_mandates_cover_every_body_and_are_all_read() -> None:
    mandates = load_mandates()
    now = {mandate.agency for mandate in mandates if mandate.in_force(TODAY)}
    assert now == CENTRAL | {"UBND"}
    assert all(mandate.source for mandate in mandates)
    assert len({(m.agency, m.field, m.valid_from) for m in mandates}) == len(mandates)


def test_control_of_procedures_moved_to_justice_on_10_january_2026() -> None:
    def holders(on: date) -> set[str]:
        return {m.agency for m in load_mandates(on=on) if "kiểm soát thủ tục" in m.field}

    assert holders(date(2026, 1, 9)) == {"VPCP"}
    assert holders(date(2026, 1, 10)) == {"BTP"}


def test_one_text_goes_to_another_body_on_another_day(suggester: Suggester) -> None:
    def first(text: str, on: date) -> str:
        return suggester.suggest(text, on).candidates[0].agency

    portal = "Không đăng nhập được Cổng Dịch vụ công quốc gia, hệ thống treo cả tuần"
    assert first(portal, date(2026, 6, 30)) == "VPCP"
    assert first(portal, date(2026, 7, 1)) == "BCA"
    procedures = "Đề nghị đơn giản hóa thủ tục hành chính, giấy tờ trùng lặp ở bộ phận một cửa"
    assert first(procedures, date(2026, 1, 9)) == "VPCP"
    assert first(procedures, date(2026, 1, 10)) == "BTP"
    licence = "Trung tâm sát hạch lái xe xếp lịch thi bằng lái quá chậm"
    assert first(licence, date(2025, 2, 28)) == "BGTVT"
    assert first(licence, date(2025, 3, 1)) == "BCA"
    rubbish = "Nhà máy xả nước thải ra sông, giấy phép môi trường hết hạn"
    assert first(rubbish, date(2025, 2, 28)) == "BTNMT"
    assert first(rubbish, date(2025, 3, 1)) == "BNNMT"


def test_a_body_that_had_the_field_then_is_explained_by_its_own_mandate(
    suggester: Suggester,
) -> None:
    text = "Không đăng nhập được Cổng Dịch vụ công quốc gia"
    top = suggester.suggest(text, date(2026, 6, 30)).candidates[0]
    assert top.agency == "VPCP"
    assert any("QĐ 31/2021" in reason.detail for reason in top.evidence)


def test_a_row_without_agency_is_refused_outside_out_of_scope() -> None:
    with pytest.raises(ValueError, match="x:3"):
        parse_row('{"text": "Xin hỏi", "agency": "", "kind": "pakn"}', where="x:3")
    assert parse_row('{"text": "a", "agency": "", "kind": "out_of_scope"}', where="x").agency == ""


def test_corpus_hash_depends_on_content_and_order(reduced_corpus: tuple[Row, ...]) -> None:
    assert corpus_hash(reduced_corpus) == corpus_hash(list(reduced_corpus))
    assert corpus_hash(reduced_corpus) != corpus_hash(reduced_corpus[::-1])


def test_a_markless_text_has_a_subset_of_the_marked_features() -> None:
    text = "Chậm hoàn thuế thu nhập cá nhân"
    vectoriser = Vectoriser(learn_vocabulary([text, fold(text)], least=1))
    marked = set(vectoriser.count(tokenise(text)).columns.tolist())
    bare = set(vectoriser.count(tokenise(fold(text))).columns.tolist())
    assert bare < marked


def test_each_family_of_a_row_has_length_one(artefact: Artefact) -> None:
    vectoriser = Vectoriser(artefact.vocabulary)
    row = vectoriser.transform([vectoriser.count(tokenise("xin cấp sổ đỏ, sổ đỏ bị chậm"))])
    words = row.indices < len(artefact.vocabulary.words)
    assert np.linalg.norm(row.data[words]) == pytest.approx(1.0, abs=1e-5)
    assert np.linalg.norm(row.data[~words]) == pytest.approx(1.0, abs=1e-5)


def test_softmax_is_safe_for_large_values() -> None:
    assert softmax(np.array([[1e5, 0.0]])).tolist() == [[1.0, 0.0]]


def test_calibration_error_of_known_cases() -> None:
    assert expected_calibration_error([0.95, 0.95], [True, False]) == pytest.approx(0.45)
    assert expected_calibration_error([0.55, 0.55, 0.15], [True, False, False]) == pytest.approx(
        (2 * 0.05 + 0.15) / 3
    )
    assert expected_calibration_error([], []) == 0.0


def test_same_corpus_gives_same_bytes(mandates: tuple[Mandate, ...]) -> None:
    rows = [
        Row("Chậm hoàn thuế", "BTC", field="thuế", kind="pakn"),
        Row("Xin hỏi cấp hộ chiếu", "BCA", field="hộ chiếu", kind="question"),
        Row("Thuế khoán quá cao", "BTC", field="thuế khoán", kind="pakn"),
        Row("Thẻ căn cước sai tên", "BCA", field="căn cước", kind="question"),
    ] * 3
    few = [mandate for mandate in mandates if mandate.agency in {"BTC", "BCA"}]
    first, second = train(rows, few, on=TODAY), train(rows, few, on=TODAY)
    assert first.to_bytes() == second.to_bytes()
    assert first.version == second.version
    assert train(rows[1:], few, on=TODAY).version != first.version


def test_training_refuses_a_single_body() -> None:
    with pytest.raises(ValueError, match="two bodies"):
        train([Row("Chậm hoàn thuế", "BTC", kind="pakn")] * 4, [], on=TODAY)


def test_artefact_survives_its_bytes(artefact: Artefact) -> None:
    data = artefact.to_bytes()
    again = Artefact.from_bytes(data)
    assert again.to_bytes() == data
    assert again.mandates == artefact.mandates
    assert len(data) < 40_000_000


@pytest.mark.parametrize("data", [b"", b"not an archive", b"PK\x05\x06" + b"\0" * 18])
def test_foreign_bytes_are_no_artefact(data: bytes) -> None:
    with pytest.raises(ArtefactError):
        Artefact.from_bytes(data)


def test_pickled_arrays_are_refused(artefact: Artefact) -> None:
    hostile = io.BytesIO()
    np.save(hostile, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(artefact.to_bytes())) as archive,
        zipfile.ZipFile(changed, "w") as target,
    ):
        for name in archive.namelist():
            content = hostile.getvalue() if name == "idf.npy" else archive.read(name)
            target.writestr(name, content)
    with pytest.raises(ArtefactError):
        Artefact.from_bytes(changed.getvalue())


def test_classes_are_the_central_bodies_and_one_local_class(artefact: Artefact) -> None:
    assert set(artefact.agencies.classes) == CENTRAL | {"UBND"}
    assert agency_class("UBND-79") == "UBND"
    assert agency_class("BTC") == "BTC"


def test_probabilities_sum_to_one(artefact: Artefact) -> None:
    vectoriser = Vectoriser(artefact.vocabulary)
    rows = vectoriser.transform([vectoriser.count(tokenise(text)) for text in ("", "thuế", "abc")])
    sums = probabilities(artefact.agencies, rows, np.zeros((3, len(SIGNALS)))).sum(axis=1)
    assert sums == pytest.approx([1.0, 1.0, 1.0])


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Tôi nộp hồ sơ hoàn thuế thu nhập cá nhân đã sáu tháng chưa được giải quyết", "BTC"),
        ("toi nop ho so hoan thue thu nhap ca nhan da sau thang chua duoc giai quyet", "BTC"),
        ("Xin hỏi thủ tục đổi giấy phép lái xe sắp hết hạn", "BCA"),
        ("Thẻ căn cước của con tôi in sai ngày sinh", "BCA"),
        ("Bộ GTVT chậm trả lời về trạm thu phí trên quốc lộ", "BXD"),
        ("Chậm cấp giấy phép môi trường cho nhà máy xử lý nước thải", "BNNMT"),
        ("Cơ quan thi hành án dân sự không tổ chức thi hành bản án", "BTP"),
        ("Tạm hoãn nghĩa vụ quân sự khi đang học đại học", "BQP"),
        ("Giá điện sinh hoạt tăng, hóa đơn tiền điện cao bất thường", "BCT"),
    ],
)
def test_plain_cases_go_to_their_body(suggester: Suggester, text: str, agency: str) -> None:
    assert suggester.suggest(text, TODAY).candidates[0].agency == agency


def test_local_conduct_goes_to_the_province_that_is_named(suggester: Suggester) -> None:
    text = "Cán bộ một cửa xã ở tỉnh Bình Dương gây khó khăn, trả hồ sơ đất nhiều lần"
    suggestion = suggester.suggest(text, TODAY)
    local = next(item for item in suggestion.candidates if item.agency.startswith("UBND"))
    assert local.agency == "UBND-79"
    assert suggestion.province == "Hồ Chí Minh"
    assert [text[e.start : e.end] for e in local.evidence if e.kind == "place"] == [
        "tỉnh Bình Dương"
    ]


def test_without_a_province_the_local_class_stays_open(suggester: Suggester) -> None:
    text = "Cán bộ một cửa xã gây khó khăn, trả hồ sơ nhiều lần, ngõ xóm ngập nước"
    suggestion = suggester.suggest(text, TODAY)
    local = next(item for item in suggestion.candidates if item.agency.startswith("UBND"))
    assert (local.agency, local.code, suggestion.province) == ("UBND", "", None)


def test_without_a_province_in_the_text_the_place_of_the_form_decides(
    suggester: Suggester,
) -> None:
    silent = "Cán bộ một cửa xã gây khó khăn, trả hồ sơ nhiều lần, ngõ xóm ngập nước"
    speaking = f"{silent} ở tỉnh Nghệ An"
    homes = ["UBND-79", "UBND-79", "UBND-H09", ""]
    found = [
        next(item for item in suggestion.candidates if item.agency.startswith("UBND"))
        for suggestion in suggester.suggest_many([silent, speaking, silent, silent], TODAY, homes)
    ]
    assert [item.agency for item in found] == ["UBND-79", "UBND-40", "UBND", "UBND"]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (
            "Chi cục thuế tỉnh Nghệ An trả hồ sơ hoàn thuế ba lần, cán bộ thuế không giải thích",
            "BTC",
        ),
        ("Hải quan cửa khẩu Lạng Sơn giữ hàng quá lâu, công chức hải quan đòi bồi dưỡng", "BTC"),
        ("Kho bạc khu vực ở Cà Mau từ chối thanh toán, tạm ứng hợp đồng treo hai tháng", "BTC"),
        ("Bảo hiểm xã hội Thanh Hóa chưa chốt sổ bảo hiểm, hẹn nhiều lần", "BTC"),
        ("Công an xã ở Đắk Lắk không nhận hồ sơ đăng ký thường trú", "BCA"),
        (
            "Chi cục thi hành án dân sự ở Đồng Nai không cưỡng chế, bản án bốn năm chưa thi hành",
            "BTP",
        ),
        ("Đồn biên phòng ở Quảng Trị giữ tàu cá, không cho ra khơi", "BQP"),
        ("Ban chỉ huy quân sự ở Lâm Đồng gọi nhập ngũ khi con tôi đang tạm hoãn", "BQP"),
        ("Ngân hàng Nhà nước khu vực ở Cần Thơ không trả lời về quỹ tín dụng nhân dân", "NHNN"),
    ],
)
def test_branches_of_a_ministry_in_a_province_belong_to_the_ministry(
    suggester: Suggester, text: str, agency: str
) -> None:
    """R54, R55: a place is named, and yet it is not the province's business."""
    assert suggester.suggest(text, TODAY).candidates[0].agency == agency


@pytest.mark.parametrize(
    "text",
    [
        "Bệnh viện đa khoa tỉnh Sơn La để người bệnh nằm chờ ngoài hành lang, điều dưỡng quát mắng",
        "Trường tiểu học ở xã tôi, tỉnh Nghệ An thu quỹ sai, hiệu trưởng không trả lời",
        "Sở Xây dựng tỉnh Đồng Tháp ngâm hồ sơ cấp phép của gia đình tôi bốn tháng",
        "Chủ tịch xã ở Quảng Ngãi không tiếp dân, hồ sơ đất trả đi trả lại",
    ],
)
def test_schools_hospitals_departments_and_communes_belong_to_the_province(
    suggester: Suggester, text: str
) -> None:
    assert suggester.suggest(text, TODAY).candidates[0].agency.startswith("UBND-")


def test_only_bodies_of_the_day_are_proposed(
    suggester: Suggester, places_register: Register
) -> None:
    before = date(2024, 6, 1)
    existing = {agency.slug for agency in places_register.agencies_in_force(before)} | {"UBND"}
    texts = ["Sổ đỏ cấp chậm, đất rừng", "Chùa xin đăng ký sinh hoạt tôn giáo", "Giá điện tăng"]
    for suggestion in suggester.suggest_many(texts, before):
        assert suggestion.candidates
        assert {item.agency for item in suggestion.candidates} <= existing


def test_evidence_quotes_the_text_and_never_overlaps(suggester: Suggester) -> None:
    text = "Đề nghị Bộ Tài chính xem lại hoàn thuế và tờ khai hải quan của công ty"
    top = suggester.suggest(text, TODAY).candidates[0]
    assert top.agency == "BTC"
    assert {"name", "mandate"} <= {reason.kind for reason in top.evidence}
    taken: set[int] = set()
    for reason in top.evidence:
        assert reason.start is not None
        assert reason.end is not None
        assert text[reason.start : reason.end] == reason.text
        assert taken.isdisjoint(range(reason.start, reason.end))
        taken.update(range(reason.start, reason.end))
    weights = [reason.weight for reason in top.evidence]
    assert weights == sorted(weights, reverse=True)


def test_evidence_is_what_the_model_adds(suggester: Suggester, artefact: Artefact) -> None:
    """One word: its evidence is the body's score less the mean score, both without bias."""
    vectoriser = Vectoriser(artefact.vocabulary)
    row = vectoriser.transform([vectoriser.count(tokenise("thuế"))])
    lexicon = Lexicon(artefact.lexicon, artefact.mandates, artefact.agencies.classes)
    terms = lexicon.contributions(lexicon.index.hits(tokenise("thuế")))
    scores = np.asarray(row @ artefact.agencies.weights)[0] + lexicon.totals([terms])[0]
    place = artefact.agencies.classes.index("BTC")
    candidates = suggester.suggest("thuế", TODAY).candidates
    reason = next(item for item in candidates if item.agency == "BTC").evidence[0]
    assert reason.weight == pytest.approx(scores[place] - scores.mean(), abs=1e-3)


def test_without_its_reasons_a_body_is_less_likely(
    suggester: Suggester, held_out_corpus: tuple[Row, ...]
) -> None:
    """True contributions: what is shown is what the answer rests on."""
    rows = [row for row in held_out_corpus if row.agency and len(row.text) > 80][::12]
    before = suggester.suggest_many([row.text for row in rows], TODAY)
    explained = [
        (row.text, suggestion.candidates[0])
        for row, suggestion in zip(rows, before, strict=True)
        if suggestion.candidates and suggestion.candidates[0].evidence
    ]
    after = suggester.suggest_many([_without(text, top) for text, top in explained], TODAY)
    fallen = [
        _chance(suggestion, top.agency) < top.probability
        for (_, top), suggestion in zip(explained, after, strict=True)
    ]
    assert len(fallen) > 100
    assert sum(fallen) >= 0.97 * len(fallen)


def _without(text: str, candidate: Candidate) -> str:
    """A text without the words shown as reasons."""
    spans = sorted(
        ((reason.start, reason.end) for reason in candidate.evidence if reason.start is not None),
        reverse=True,
    )
    for start, end in spans:
        text = f"{text[:start]} {text[end:]}"
    return text


def _chance(suggestion: Suggestion, agency: str) -> float:
    """The chance of a body, whichever province the text names now."""
    return sum(
        candidate.probability
        for candidate in suggestion.candidates
        if agency_class(candidate.agency) == agency_class(agency)
    )


def test_one_by_one_and_in_bulk_agree(
    suggester: Suggester, held_out_corpus: tuple[Row, ...]
) -> None:
    texts = [row.text for row in held_out_corpus[:40]]
    assert suggester.suggest_many(texts, TODAY) == [suggester.suggest(t, TODAY) for t in texts]


def test_json_has_the_agreed_shape(suggester: Suggester) -> None:
    answer = suggester.suggest("Chậm hoàn thuế ở Hà Nội", TODAY).to_json()
    promised = {"kind", "candidates", "province", "abstain", "model"}
    assert set(answer) == promised | {"content", "level", "coordinating", "decisive", "citations"}
    assert set(answer["candidates"][0]) == {"agency", "code", "probability", "evidence"}
    assert answer["province"] == "Hà Nội"
    assert len(answer["candidates"]) == 5
