import pytest

from pakn.rules.copying import copies

ORIGINAL = (
    "Khi làm thủ tục đổi giấy phép lái xe, tôi được yêu cầu nộp thêm bản sao có chứng thực dù dữ "
    "liệu đã có trên hệ thống. Việc này làm người dân phải đi lại nhiều lần."
)


@pytest.mark.parametrize(
    ("summary", "copied"),
    [
        (ORIGINAL, True),
        (ORIGINAL.upper().replace(",", ""), True),
        ("Tóm tắt: toi duoc yeu cau nop them ban sao co chung thuc du du lieu da co.", True),
        ("Đề nghị không yêu cầu bản sao có chứng thực khi đổi giấy phép lái xe.", False),
        ("", False),
    ],
)
def test_a_long_run_of_the_same_words_is_a_copy(summary: str, copied: bool) -> None:
    """R60: the full text of whoever asked for a summary is not published."""
    assert copies(summary, ORIGINAL, run=12) is copied


@pytest.mark.parametrize(
    ("summary", "copied"),
    [("Đèn đường thôn hỏng", True), ("Đèn chiếu sáng không hoạt động", False)],
)
def test_of_a_short_text_most_words_are_a_copy(summary: str, copied: bool) -> None:
    assert copies(summary, "Đèn đường thôn hỏng.", run=12) is copied
