"""Words by which names of persons are told from streets, places, bodies and laws.

Data of `privacy_names`: family names, forms of address, introductions, words of kind.
"""


def _words(block: str) -> frozenset[str]:
    """The phrases of a block, with `|` between them, or else the words."""
    if "|" in block:
        return frozenset(" ".join(phrase.split()) for phrase in block.split("|"))
    return frozenset(block.split())


SURE_FAMILIES = _words(
    """
    bùi hoàng huỳnh lê nguyễn ngô phan phạm trương trần trịnh võ vũ đoàn đặng đỗ
    """
)
"""Families whose word is hardly anything else."""

OTHER_FAMILIES = _words(
    """
    bành bạch bế cao chu châu cung cà cù cứ diệp doãn dương giàng giáp hà hàn hồ hờ hứa kha
    khuất khương khổng kiều ksor la lâm lò lý lư lưu lương lường lầu lộc lục ma mai mùa mạc nay
    nghiêm ngụy nhâm nhữ ninh nông phí phùng quàng quách quản rơ siu sùng sử thi thiều thào thái
    thân thạch tiêu triệu trà tòng tô tôn tăng tạ tống từ uông vi viên vàng văn vương vừ xa ân
    âu ông đinh điêu đàm đào đậu đồng
    """
)
"""Families whose word also begins places and ordinary phrases."""

UNMARKED_FAMILIES = _words(
    """
    au bach banh be bui ca chau chu dam dang dao diep dieu dinh do doan duong giang giap han ho
    hoang huynh kha khong khuat khuong kieu ksor lam lau le lo loc lu luc luong luu ly mac mai
    nghiem ngo nguy nguyen nham nhu ninh nong ong pham phan phi phung quach quan quang ro siu su
    sung ta tang thao thieu tieu to ton tong tra tran trieu trinh truong uong vang vien vo vu
    vuong
    """
)
"""Families without marks, but for those that are ordinary words then."""

MIDDLES = _words(
    """
    bá công duy gia hữu minh ngọc quang thanh thị văn xuân đình đức
    """
)
"""Middle words that make a name of what stands around them."""

TITLES = _words(
    """
    anh bac bà bác chau chu cháu chú chị co cô cậu cụ dì em mợ ong thay thím thầy ông ông/bà
    """
)
"""Forms of address."""

NOT_TITLED = _words(
    """
    anh em|anh quốc|anh sơn|bà chiểu|bà hom|bà huyện|bà nà|bà rịa|bà triệu|bà trưng|bà đen|
    bà điểm|bác hồ|bác ái|chú ý|chị em|cô tô|ông lãnh|ông trời|ông ích
    """
)
"""Form of address and name, but a place or a word of its own."""

PLACE_WORDS = _words(
    """
    ap|ban|benh vien|biển|buôn|bãi|bưu điện|bản|bảo tàng|bến|bến xe|bệnh viện|bộ luật|cao tốc|
    cau|cho|chung cư|chùa|chợ|cong ty|cp|cty|công ty|công viên|cảng|cầu|cổ phần|cụm|cửa khẩu|
    dntn|doanh nghiệp|du an|duong|dự án|ga|giải thưởng|htx|huyen|huyện|hãng|hầm|hẻm|học viện|hồ|
    hội|hợp tác xã|kcn|khu|khu công nghiệp|khu đô thị|khách sạn|khóm|kđt|luật|làng|lăng|miền|
    mầm non|mẫu giáo|nghĩa trang|ngách|ngân hàng|ngã ba|ngã tư|ngõ|nhà hát|nhà máy|nhà thờ|
    nhà văn hoá|nhà văn hóa|nhãn hiệu|núi|nút giao|nước|p|pho|phuong|phía|phòng|phường|phố|q|
    quan|quảng trường|quần đảo|quận|quốc lộ|siêu thị|suối|sân bay|sông|sở|thanh pho|thcs|
    thi tran|thi xa|thon|thpt|thuỷ điện|thành phố|thôn|thương hiệu|thị trấn|thị xã|thủy điện|
    tinh|tiếng|tiểu học|tnhh|toà nhà|tp|trung tâm|truong|trường|trại|trạm|tuyến|tx|tòa nhà|
    tập đoàn|tỉnh|tổng công ty|vòng xoay|vùng|vịnh|xa|xã|xóm|đoàn|đèo|đường|đại học|đại lộ|đảo|
    đập|đặc khu|đền|ấp
    """
)
"""Before a capitalised run: it is a street, a place, a school, a body, a law."""

INTRODUCTIONS = _words(
    """
    ba tôi|bố là|bố tôi|cha tôi|chu ho|chu tai khoan|cháu là|chồng là|chồng tôi|chủ hộ|
    chủ hộ là|chủ sở hữu|chủ sử dụng|chủ tài khoản|chủ đất|chữ ký|con gái|con là|con trai|
    con tôi|do tôi|em là|ho ten|ho va ten|hàng xóm là|họ tên|họ và tên|kí tên|kính thư|ký tên|
    mang tên|mẹ là|mẹ tôi|người gửi|người khai|người làm đơn|người nộp|người viết|
    người được uỷ quyền|người được ủy quyền|người đại diện|ten la|ten toi|toi la|toi ten|
    tác giả|tên chồng|tên chủ thẻ|tên con|tên là|tên tôi|tên vợ|tôi là|tôi tên|vợ là|vợ tôi|
    đại diện là|đứng tên
    """
)
"""Before a capitalised run: it is somebody's name."""

GOES_ON = _words(
    """
    bi bị cho co cua có của da den duoc gui gửi khong không kinh ky kính ký la lam là làm nop
    nộp o sinh so sđt số tai thi thì tru trú tại va vao ve voi và vào về với xin đang đã được
    đến ở
    """
)
"""After a name in small letters: the sentence goes on."""

PLACES = _words(
    """
    bùi chu|bạch long|bạch mai|bạch đằng|cao bằng|cao lãnh|cao nguyên|cao tốc|cao đẳng|chu lai|
    châu thành|châu đốc|chí minh|cung cấp|diệp lục|dương kinh|hoà bình|hoàng liên|hoàng mai|
    hoàng sa|hoàng su|hoàng thành|hà giang|hà lan|hà nam|hà nội|hà tiên|hà tĩnh|hà đô|hà đông|
    hàn quốc|hồ chí minh|hồ gươm|hồ tây|hứa hẹn|kiều bào|la gi|la habana|lai châu|lâm bình|
    lâm hà|lâm thao|lâm đồng|lê chân|lê lợi|lê thánh|lý nhân|lý sơn|lương sơn|lương tài|lộc hà|
    lộc ninh|lục nam|lục ngạn|lục yên|mai châu|mai sơn|nguyễn huệ|nguyễn trãi|ngô quyền|
    ninh bình|ninh giang|ninh hoà|ninh hòa|ninh hải|ninh kiều|ninh phước|ninh thuận|phan chu|
    phan rang|phan thiết|phan xi|phí bảo|phí bảo trì|phạm vi|quản lý|quản trị|thanh tra|
    thi hành|thi đua|thái bình|thái lan|thái nguyên|thân mến|thân nhân|thạch hà|thạch thất|
    tiêu chuẩn|tiêu dùng|trà vinh|trương mỹ|trần hưng đạo|trịnh tường|tân bình|tô hiệu|tô lịch|
    tôn giáo|tăng cường|từ liêm|từ ngày|từ sơn|từ điển|vi thanh|vinhomes|viên chức|viên minh|
    vàng bạc|võ lâm|võ nhai|văn bàn|văn bản|văn chấn|văn giang|văn hoá|văn hóa|văn lâm|
    văn phòng|văn yên|vũ quang|vũ thư|vũng tàu|vương quốc|vị thanh|ân thi|đinh tiên|đoàn hội|
    đoàn kết|đoàn luật|đoàn thanh niên|đoàn thể|đào tạo|đông anh|đường bộ|đường sắt|đặng xá|
    đồng hới|đồng hỷ|đồng nai|đồng phú|đồng tháp|đồng văn|đồng xoài|đỗ xá
    """
)
"""Begin like a name and are a place or a phrase."""
