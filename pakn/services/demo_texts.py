"""The invented texts of the demo cases. No person, dossier or event in them is real."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoText:
    """A petition and how far it has come.

    Attributes:
        days_ago: when it was filed; later steps follow day by day.
        steps: any of forwarded, accepted, returned, answered, published.
        codes: NĐ 20/2008 Đ5.
    """

    key: str
    title: str
    content: str
    sender: str
    days_ago: int
    proposal: str = ""
    subject: str = "rule"
    sender_kind: str = "individual"
    province: str | None = None
    steps: tuple[str, ...] = ()
    agency: str = ""
    codes: tuple[int, ...] = ()
    document: str = ""
    outcome: str = ""
    answer: str = ""
    returned_to: str = ""


TEXTS: tuple[DemoText, ...] = (
    DemoText(
        key="nghiem-thu-nha-tro",
        title="Nhà trọ nhỏ phải xin hai lần nghiệm thu cho cùng một hạng mục",
        content=(
            "Dãy trọ tám phòng của gia đình tôi đã được nghiệm thu phần xây dựng, nay phường lại"
            " hướng dẫn làm thêm một bộ hồ sơ nghiệm thu riêng cho cùng cầu thang và lối thoát."
            " Hai bộ giấy giống nhau gần hết. Xin cho biết quy định nào yêu cầu, và gộp làm một."
        ),
        proposal="Nghiệm thu một lần, hai cơ quan dùng chung biên bản.",
        sender="Người gửi thử nghiệm 9",
        days_ago=58,
        province="92",
        steps=("forwarded", "accepted"),
        agency="BXD",
        codes=(2, 7),
    ),
    DemoText(
        key="hoan-thue-ho-ca-the",
        title="Hoàn tiền thuế nộp thừa của hộ cá thể không có mốc trả lời",
        content=(
            "Tôi nộp nhầm hai lần cùng một kỳ thuế khoán. Đơn xin hoàn đã gửi từ đầu quý, tra"
            " trên ứng dụng chỉ thấy chữ đang xử lý, không có ngày hẹn. Đề nghị quy định rõ bao"
            " nhiêu ngày phải hoàn và báo cho người nộp."
        ),
        sender="Người gửi thử nghiệm 10",
        days_ago=51,
        province="31",
        steps=("forwarded", "accepted"),
        agency="BTC",
        codes=(2,),
    ),
    DemoText(
        key="dang-kiem",
        title="Lịch kiểm định xe tải nhỏ quá dày so với quãng đường chạy thực tế",
        content=(
            "Tôi có một xe tải 1,25 tấn chở rau đi chợ đầu mối, mỗi năm chạy chưa tới 9.000 km."
            " Quy định hiện nay bắt sáu tháng kiểm định một lần, mỗi lần mất nguyên buổi sáng"
            " và phải nghỉ hàng.\n\nXe chạy ít, bảo dưỡng đúng kỳ, lần nào cũng đạt. Chu kỳ như"
            " vậy không hợp với hộ kinh doanh nhỏ."
        ),
        proposal="Cho kéo dài chu kỳ với xe chạy dưới 10.000 km mỗi năm, dựa trên số km đã ghi.",
        sender="Người gửi thử nghiệm 1",
        days_ago=16,
        province="01",
        steps=("forwarded", "accepted", "answered", "published"),
        agency="BXD",
        codes=(2, 7),
        document="1204/BXD-VT",
        outcome="propose_to_competent",
        answer=(
            "Bộ Xây dựng tiếp nhận kiến nghị về chu kỳ kiểm định đối với xe tải nhỏ có quãng"
            " đường hoạt động thấp. Nội dung này đang được tổng hợp khi rà soát quy định về kiểm"
            " định; phương án tính chu kỳ theo quãng đường sẽ được lấy ý kiến công khai."
            "\n\nTrong thời gian chưa sửa đổi, chủ xe có thể đặt lịch trước trên ứng dụng để"
            " giảm thời gian chờ."
        ),
    ),
    DemoText(
        key="hoa-don-ho-kinh-doanh",
        title="Hộ kinh doanh vùng cao khó dùng hóa đơn từ máy tính tiền",
        content=(
            "Quán của gia đình tôi ở xã vùng cao, sóng điện thoại chập chờn, có hôm mất cả ngày."
            " Quy định bắt xuất hóa đơn từ máy tính tiền ngay lúc bán thì chúng tôi không làm"
            " được, mà không xuất thì bị nhắc phạt. Xin xem lại cho nơi chưa có mạng ổn định."
        ),
        sender="Người gửi thử nghiệm 2",
        days_ago=13,
        province="14",
        steps=("forwarded", "accepted", "answered"),
        agency="BTC",
        codes=(2,),
        document="8830/BTC-CT",
        outcome="explained_no_change",
        answer=(
            "Trường hợp mất kết nối, hộ kinh doanh được lập hóa đơn trên thiết bị và truyền dữ"
            " liệu khi có mạng trở lại trong ngày làm việc tiếp theo; cơ quan thuế không xử phạt"
            " nếu việc chậm do hạ tầng viễn thông và có ghi nhận."
        ),
    ),
    DemoText(
        key="thuoc-bao-hiem",
        title="Thuốc trong danh mục nhưng bệnh viện huyện cũ không có, phải mua ngoài",
        content=(
            "Mẹ tôi điều trị tăng huyết áp, thuốc có trong danh mục bảo hiểm y tế chi trả nhưng ba"
            " tháng nay nơi khám ban đầu báo hết, gia đình phải mua ngoài bằng tiền túi. Xin hỏi"
            " quy định nào cho hoàn lại khoản tiền này, thủ tục ở đâu."
        ),
        sender="Người gửi thử nghiệm 3",
        days_ago=9,
        province="37",
        steps=("forwarded", "accepted"),
        agency="BYT",
        codes=(2,),
    ),
    DemoText(
        key="quy-chuan-phong-chay",
        title="Dự thảo quy chuẩn an toàn cháy yêu cầu khoảng cách không khả thi với nhà ống",
        content=(
            "Chúng tôi là các chủ nhà cho thuê trọ quy mô nhỏ. Dự thảo quy chuẩn yêu cầu hai lối"
            " thoát độc lập cách nhau tối thiểu mà nhà mặt tiền bốn mét không thể bố trí, kể cả"
            " cải tạo. Nếu ban hành như dự thảo thì phần lớn nhà trọ hiện có sẽ phải đóng cửa."
        ),
        proposal="Cho áp dụng giải pháp thay thế: thang ngoài nhà, lối thoát lên mái liền kề.",
        subject="standard",
        sender="Hội chủ nhà trọ (thử nghiệm)",
        sender_kind="organisation",
        days_ago=6,
        province="79",
        steps=("forwarded",),
        agency="BXD",
        codes=(2, 7),
    ),
    DemoText(
        key="phi-do-xe",
        title="Thu phí đỗ xe hai lần trên cùng một tuyến phố trong một buổi",
        content=(
            "Trên tuyến phố gần chợ, tôi đỗ xe buổi sáng đã trả phí qua ứng dụng, quay lại đầu"
            " giờ chiều bị yêu cầu trả tiền mặt lần nữa và không có biên lai. Đề nghị kiểm tra"
            " đơn vị trông giữ và công khai mức thu tại chỗ."
        ),
        sender="Người gửi thử nghiệm 4",
        days_ago=8,
        province="01",
        steps=("forwarded", "returned"),
        agency="BTC",
        codes=(1,),
        returned_to="UBND-01",
    ),
    DemoText(
        key="chung-thuc-ban-sao",
        title="Bộ phận một cửa vẫn đòi bản sao chứng thực dù dữ liệu đã có trên hệ thống",
        content=(
            "Khi làm thủ tục cấp đổi giấy phép, cán bộ yêu cầu nộp bản sao chứng thực căn cước và"
            " giấy đăng ký doanh nghiệp, trong khi cả hai đã tra cứu được trên cơ sở dữ liệu quốc"
            " gia. Tôi phải đi thêm hai lần. Quy định nói không được yêu cầu giấy tờ đã có dữ"
            " liệu, đề nghị thực hiện thống nhất."
        ),
        subject="dossier",
        sender="Người gửi thử nghiệm 5",
        days_ago=3,
        province="48",
    ),
    DemoText(
        key="giay-phep-nuoc",
        title="Thời hạn giấy phép khai thác nước dưới đất quá ngắn với trại cá giống",
        content=(
            "Trại cá giống dùng nước giếng quanh năm. Mỗi lần xin lại giấy phép phải làm báo cáo"
            " hiện trạng gần như từ đầu, thuê tư vấn hơn ba mươi triệu đồng dù lưu lượng không"
            " đổi. Cơ sở nhỏ không chịu nổi chi phí này."
        ),
        proposal="Gia hạn theo thủ tục rút gọn khi lưu lượng không tăng và có nhật ký quan trắc.",
        sender="Người gửi thử nghiệm 6",
        days_ago=2,
        province="96",
    ),
    DemoText(
        key="tai-khoan-dinh-danh",
        title="Người cao tuổi không có điện thoại thông minh không nộp được hồ sơ trực tuyến",
        content=(
            "Bố tôi 78 tuổi, không dùng điện thoại thông minh. Ra trung tâm phục vụ hành chính"
            " công thì được hướng dẫn về nhà nộp trực tuyến bằng tài khoản định danh. Nên có"
            " quầy làm thay cho người cao tuổi, không bắt buộc trực tuyến."
        ),
        sender="Người gửi thử nghiệm 7",
        days_ago=1,
        province="33",
    ),
    DemoText(
        key="nhan-hieu",
        title="Đơn đăng ký nhãn hiệu quá hạn thẩm định nội dung nhiều tháng",
        content=(
            "Công ty nộp đơn đăng ký nhãn hiệu, đã qua thẩm định hình thức nhưng thời hạn thẩm"
            " định nội dung theo luật đã hết từ lâu mà chưa có kết quả, hỏi thì được trả lời là"
            " đơn nhiều. Chúng tôi không dám in bao bì. Xin cho biết khi nào có kết quả."
        ),
        sender="Công ty thử nghiệm A",
        sender_kind="organisation",
        days_ago=1,
        province="79",
    ),
    DemoText(
        key="duong-lien-xa",
        title="Đường liên xã xuống cấp, xe ben chở đất chạy cả ban đêm",
        content=(
            "Duong lien xa qua thon toi nat het, mua thi lay noi, nang thi bui mu. Xe ben cho dat"
            " chay ca dem, chau nho va nguoi gia khong ngu duoc. Dan da bao thon nhieu lan ma"
            " chua thay ai ve xem. Mong cap tren cho sua duong va cam xe qua tai."
        ),
        sender="Người gửi thử nghiệm 8",
        days_ago=0,
        province="38",
    ),
)
