"""Words for files that cannot be taken: what is wrong with one, and what to do about it."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.marker import _N

FILE_ERROR: Mapping[str, str] = MappingProxyType(
    {
        "file_empty": _N("Tệp này rỗng; hãy chọn lại tệp."),
        "file_too_large": _N(
            "Tệp này lớn hơn dung lượng cho phép; hãy giảm dung lượng rồi gửi lại."
        ),
        "too_many_files": _N("Quá số tệp cho phép; hãy bỏ bớt tệp, hoặc gộp các ảnh vào một PDF."),
        "file_not_kept": _N(
            "Máy chủ chưa lưu được tệp này. Những gì đã điền vẫn còn; hãy thử lại sau ít phút, "
            "hoặc gửi trước không kèm tệp."
        ),
        "file_type": _N(
            "Không nhận loại tệp này (xét theo nội dung tệp, không theo tên); hãy gửi ảnh JPEG, "
            "PNG, HEIC, hoặc tệp PDF, Word, Excel."
        ),
        "file_broken": _N(
            "Tệp này bị hỏng hoặc chưa đủ, không mở được; hãy mở thử trên máy, lưu lại rồi gửi lại."
        ),
        "file_encrypted": _N(
            "Tệp này có mật khẩu nên không xem được; hãy bỏ mật khẩu (lưu lại một bản không đặt "
            "mật khẩu) rồi gửi lại."
        ),
        "file_macros": _N(
            "Tệp Word, Excel này có macro (mã lệnh) nên không nhận; hãy lưu lại dạng .docx, .xlsx "
            "không có macro, hoặc PDF."
        ),
        "file_embedded": _N(
            "Tệp này có tệp khác được nhúng bên trong; hãy bỏ phần nhúng, hoặc lưu thành PDF."
        ),
        "file_program": _N(
            "Đây là chương trình chạy được, không phải tài liệu; hệ thống không nhận loại tệp này."
        ),
        "file_webpage": _N(
            "Đây là trang web hoặc tệp mã (HTML, SVG, XML); hãy in ra PDF hoặc chụp màn hình rồi "
            "gửi."
        ),
        "file_archive": _N(
            "Đây là tệp nén (ZIP, RAR, 7z…); hãy giải nén rồi gửi từng tệp bên trong."
        ),
        "file_other_image": _N(
            "Loại ảnh này chưa nhận được (GIF, WebP, BMP, TIFF…); hãy lưu lại thành JPEG hoặc PNG."
        ),
        "file_media": _N(
            "Không nhận tệp phim, tệp ghi âm; hãy gửi ảnh chụp và viết lại nội dung chính bằng lời."
        ),
        "file_plain_text": _N(
            "Đây là tệp chữ thuần; hãy chép nội dung vào phần mô tả sự việc, hoặc lưu thành PDF."
        ),
        "file_other_document": _N(
            "Loại tài liệu này chưa nhận được; hãy lưu thành PDF, Word (.docx) hoặc Excel (.xlsx)."
        ),
        "file_too_many_pixels": _N(
            "Ảnh này có kích thước quá lớn (trên 50 triệu điểm ảnh); hãy thu nhỏ rồi gửi lại."
        ),
        "file_too_many_pages": _N("Tệp PDF này có quá nhiều trang (trên 500); hãy tách ra."),
        "file_bomb": _N(
            "Nội dung tệp này giải nén ra lớn bất thường nên không mở được an toàn; hãy lưu lại "
            "thành PDF rồi gửi lại."
        ),
        "file_signed_active": _N(
            "Tệp PDF có chữ ký số này còn chứa mã lệnh hoặc tệp nhúng; hãy xuất lại bản không có "
            "mã lệnh rồi ký."
        ),
        "file_infected": _N(
            "Tệp này chứa mã độc nên không được nhận. Hãy quét vi-rút trên máy rồi gửi tệp khác."
        ),
    }
)
"""Every code with which a file is refused. A service's other codes stand in `labels.errors`."""

FILE_SOURCE: Mapping[str, str] = MappingProxyType(
    {
        "petition": _N("Người gửi gửi kèm"),
        "addition": _N("Người gửi bổ sung"),
        "answer": _N("Kèm trả lời của cơ quan"),
        "answer_draft": _N("Kèm dự thảo trả lời"),
        "paper": _N("Văn bản giấy đã nhập"),
    }
)
"""Where a file of a case came in."""
