"""Words for what administrators keep: accounts, agencies, associations, the working calendar."""

from collections.abc import Mapping
from types import MappingProxyType

from pakn.labels.marker import _N

DAY_KIND: Mapping[str, str] = MappingProxyType(
    {
        "holiday": _N("Nghỉ lễ, tết"),
        "swapped_off": _N("Nghỉ hoán đổi"),
        "swapped_work": _N("Làm bù"),
        "unconfirmed": _N("Chưa rõ, chưa tính là ngày nghỉ"),
    }
)
"""Kinds of days in the working calendar (BLLĐ 2019 Đ111-112)."""

AGENCY_KIND: Mapping[str, str] = MappingProxyType(
    {
        "ministry": _N("Bộ"),
        "ministerial_agency": _N("Cơ quan ngang bộ"),
        "government_agency": _N("Cơ quan thuộc Chính phủ"),
        "province": _N("UBND cấp tỉnh"),
    }
)

NAME_RELATION: Mapping[str, str] = MappingProxyType(
    {
        "same": _N("Tên khác của chính cơ quan"),
        "part": _N("Đơn vị bên trong cơ quan"),
        "vertical": _N("Cơ quan ngành dọc ở địa phương"),
        "place": _N("Tên địa danh"),
    }
)
"""What another name of a body says (R18, R55)."""

KEEPING_EVENT: Mapping[str, str] = MappingProxyType(
    {
        "calendar_set": _N("Ghi ngày vào lịch làm việc"),
        "calendar_remove": _N("Bỏ ngày khỏi lịch làm việc"),
        "account_add": _N("Tạo tài khoản"),
        "account_edit": _N("Sửa tài khoản"),
        "account_unit": _N("Xếp tài khoản vào đơn vị"),
        "account_close": _N("Khóa tài khoản"),
        "account_open": _N("Mở lại tài khoản"),
        "lift_lock": _N("Bỏ tạm khóa do nhập sai mật khẩu"),
        "reset_password": _N("Cấp lại mật khẩu"),
        "change_password": _N("Tự đổi mật khẩu"),
        "role_give": _N("Giao vai trò"),
        "role_take": _N("Thu hồi vai trò"),
        "organisation_add": _N("Thêm hiệp hội"),
        "organisation_edit": _N("Sửa hiệp hội"),
        "agency_add": _N("Thêm cơ quan"),
        "agency_edit": _N("Sửa thông tin cơ quan"),
        "agency_end": _N("Kết thúc hoạt động của cơ quan"),
        "agency_restore": _N("Hủy việc kết thúc cơ quan"),
        "agency_name_add": _N("Thêm tên gọi của cơ quan"),
        "agency_name_remove": _N("Bỏ tên gọi của cơ quan"),
        "field_move": _N("Chuyển một lĩnh vực sang cơ quan khác"),
        "field_move_undo": _N("Bỏ việc chuyển lĩnh vực"),
        "follow_start": _N("Phân công theo dõi cơ quan"),
        "follow_end": _N("Thôi theo dõi cơ quan"),
    }
)
"""Acts on records that administrators keep, by their names in histories."""

KEEPING_ERROR: Mapping[str, str] = MappingProxyType(
    {
        "changed_meanwhile": _N(
            "Người khác vừa sửa mục này sau khi anh/chị mở trang, nên chưa lưu. Nội dung đã nhập "
            "vẫn còn ở dưới; hãy xem lại giá trị hiện có rồi bấm lưu lần nữa."
        ),
        "over_120": _N("Quá 120 ký tự; hãy viết ngắn lại."),
        "over_200": _N("Quá 200 ký tự; hãy viết ngắn lại."),
        "over_300": _N("Quá 300 ký tự; hãy viết ngắn lại."),
        "over_80": _N("Quá 80 ký tự; hãy viết ngắn lại."),
        "year_out_of_range": _N("Hãy nhập một ngày từ năm 2000 đến năm 2100."),
        "work_on_weekday": _N(
            "Ngày làm bù phải là thứ Bảy hoặc Chủ nhật; ngày này vốn đã là ngày làm việc."
        ),
        "off_on_weekend": _N(
            "Ngày nghỉ hoán đổi phải là ngày từ thứ Hai đến thứ Sáu; ngày này vốn đã được nghỉ."
        ),
        "basis_needed": _N(
            "Hãy ghi căn cứ: điều luật, thông báo hoặc công văn cho nghỉ, cho hoán đổi."
        ),
        "confirmed_which": _N(
            "Ngày “chưa rõ” thì chưa xác nhận được; hãy chọn loại ngày, hoặc bỏ dấu này."
        ),
        "last_holiday": _N(
            "Đây là ngày nghỉ lễ cuối cùng của năm trong lịch. Nếu bỏ, hệ thống coi năm đó là chưa "
            "có lịch và không tính được hạn nào nữa; hãy nhập các ngày lễ khác trước."
        ),
        "days_out_of_range": _N("Hãy nhập số ngày từ 1 đến 3650."),
        "year_not_covered": _N(
            "Lịch chưa có ngày nghỉ lễ của một năm mà thời hạn này đi qua; hãy nhập lịch năm đó."
        ),
        "bad_username": _N(
            "Tên đăng nhập có từ 3 đến 60 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch "
            "ngang, gạch dưới; bắt đầu và kết thúc bằng chữ hoặc số."
        ),
        "username_taken": _N("Đã có tài khoản mang tên đăng nhập này; hãy chọn tên khác."),
        "agency_missing": _N(
            "Vai trò của cơ quan xử lý cần một bộ, cơ quan ngang bộ hoặc UBND cấp tỉnh; hãy chọn "
            "cơ quan."
        ),
        "organisation_missing": _N("Vai trò của hiệp hội cần một hiệp hội; hãy chọn hiệp hội."),
        "two_bodies": _N("Một tài khoản chỉ làm cho một nơi: hãy bỏ cơ quan hoặc hiệp hội."),
        "council_apart": _N(
            "Vai trò của hiệp hội không đi cùng vai trò khác: người của hiệp hội chỉ được xem hồ "
            "sơ do mình gửi. Hãy tạo tài khoản riêng."
        ),
        "auditor_apart": _N(
            "Một người không vừa quản trị vừa kiểm tra nhật ký: hãy giao cho hai người khác nhau."
        ),
        "unknown_organisation": _N("Không có hiệp hội này; hãy chọn lại từ danh sách."),
        "organisation_taken": _N("Đã có hiệp hội mang tên này."),
        "unknown_unit": _N("Đơn vị này không có hoặc đã ngừng; hãy chọn lại."),
        "no_unit_role": _N(
            "Người này chưa giữ vai trò Đơn vị xử lý của cơ quan nào; hãy giao vai trò trước."
        ),
        "role_held": _N("Người này đã giữ vai trò đó trong thời gian đã chọn."),
        "ends_first": _N("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
        "own_account": _N("Anh/chị không thể tự khóa tài khoản của mình."),
        "own_admin_role": _N(
            "Anh/chị không thể tự bỏ vai trò quản trị của mình; hãy nhờ một quản trị khác."
        ),
        "own_password": _N("Mật khẩu của mình thì đổi ở trang Tài khoản, không cấp lại ở đây."),
        "last_admin": _N(
            "Đây là quản trị cuối cùng: nếu bỏ, không còn ai sửa lại được. Hãy giao vai trò quản "
            "trị, không có ngày kết thúc, cho một người khác trước."
        ),
        "day_out_of_range": _N("Hãy nhập một ngày từ 02/9/1945 đến năm 2100."),
        "bad_slug": _N(
            "Ký hiệu có từ 2 đến 20 chữ in hoa không dấu, chữ số hoặc gạch ngang, ví dụ: BXD."
        ),
        "slug_taken": _N(
            "Ký hiệu này đã dùng cho một cơ quan, kể cả cơ quan đã kết thúc; hãy chọn ký hiệu khác."
        ),
        "bad_code": _N("Mã định danh gồm chữ in hoa, chữ số, dấu chấm, ví dụ: G17."),
        "agency_same_name": _N("Trong thời gian này đã có cơ quan khác mang tên đó."),
        "agency_same_code": _N("Trong thời gian này đã có cơ quan khác mang mã đó."),
        "name_claimed": _N(
            "Tên này đang được hiểu là một cơ quan khác; hãy bỏ ở cơ quan kia trước."
        ),
        "renamed_when": _N(
            "Tên chính thức đổi từ một ngày đã đến, sau khi cơ quan được lập. Tên sẽ dùng về sau "
            "thì thêm vào mục Tên gọi khác."
        ),
        "province_by_places": _N(
            "Tỉnh, thành phố thay đổi cùng danh mục xã, phường nên không thêm, không kết thúc ở "
            "đây; hãy nạp danh mục địa giới mới."
        ),
        "already_ended": _N("Cơ quan này đã kết thúc rồi; hãy hủy việc kết thúc nếu ghi nhầm."),
        "before_founding": _N("Ngày này trước khi cơ quan được lập."),
        "not_then": _N("Ngày này cơ quan chưa được lập hoặc đã kết thúc."),
        "heir_needed": _N(
            "Hãy chọn cơ quan kế thừa: không có cơ quan này thì tên cũ không dẫn tới đâu."
        ),
        "heir_gap": _N(
            "Cơ quan này không hoạt động vào ngày nhận bàn giao nên sẽ có khoảng trống; hãy kiểm "
            "tra lại ngày, hoặc thêm cơ quan mới trước."
        ),
        "own_heir": _N("Cơ quan không thể kế thừa chính mình."),
        "field_needed": _N("Hãy ghi lĩnh vực mà cơ quan này nhận, ví dụ: giấy phép lái xe."),
        "field_twice": _N("Lĩnh vực này đã giao cho một cơ quan khác ở trên."),
        "field_moved": _N(
            "Lĩnh vực này đã rời cơ quan; hãy bỏ dòng cũ, hoặc ghi tiếp ở cơ quan đang giữ."
        ),
        "part_of_end": _N(
            "Dòng này thuộc việc kết thúc cơ quan; hãy dùng “Hủy việc kết thúc” nếu ghi nhầm."
        ),
        "no_member": _N("Hãy chọn một thành viên Tổ công tác đang dùng tài khoản."),
        "follows_already": _N("Người này đã theo dõi cơ quan trong thời gian đó."),
        "another_follows": _N(
            "Trong thời gian này đã có người khác theo dõi cơ quan; hãy chọn thay người đó, hoặc "
            "chọn ngày khác."
        ),
        "wrong_password": _N("Mật khẩu hiện tại chưa đúng."),
        "password_short": _N("Mật khẩu mới phải có ít nhất 10 ký tự; một câu ngắn là tốt nhất."),
        "password_is_name": _N("Mật khẩu mới không được chứa tên đăng nhập."),
        "password_same": _N("Mật khẩu mới phải khác mật khẩu hiện tại."),
        "password_plain": _N("Mật khẩu mới dùng quá ít ký tự khác nhau; hãy chọn câu khác."),
        "password_differs": _N("Hai lần nhập mật khẩu mới không giống nhau; hãy nhập lại."),
    }
)
"""Why a record was not taken."""

KEEPING_FIELD: Mapping[str, str] = MappingProxyType(
    {
        "day": _N("Ngày"),
        "day_kind": _N("Loại ngày"),
        "legal_basis": _N("Căn cứ"),
        "confirmed": _N("Đã đối chiếu"),
        "official_name": _N("Tên cơ quan"),
        "agency_kind": _N("Loại cơ quan"),
        "short_name": _N("Tên ngắn"),
        "code": _N("Mã định danh"),
        "decree": _N("Nghị định"),
        "relation": _N("Quan hệ"),
        "field": _N("Lĩnh vực"),
        "heirs": _N("Cơ quan kế thừa"),
        "on_date": _N("Từ ngày"),
        "renamed_on": _N("Đổi tên từ ngày"),
        "source": _N("Căn cứ"),
        "username": _N("Tên đăng nhập"),
        "display_name": _N("Họ tên, chức danh"),
        "agency_id": _N("Cơ quan số"),
        "organisation_id": _N("Hiệp hội số"),
        "unit": _N("Đơn vị số"),
        "valid_from": _N("Từ ngày"),
        "valid_to": _N("Đến hết ngày"),
    }
)
"""Values that events name."""
