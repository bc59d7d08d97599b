"""TCVN3, VNI and Windows-1258 brought to Unicode, letter by letter."""

import unicodedata

import pytest

from routing.legacy import modernised, to_unicode

SENTENCE = "Đề nghị bỏ thành phần hồ sơ này vì người dân phải đi lại nhiều lần"
LOWER = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
TCVN3 = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ"
VNI = (
    "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä ñ eø eù eû eõ eï eâ eà eá eå eã eä "
    "ì í æ ó ò oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû "
    "öõ öï yø yù yû yõ î"
)


def test_every_letter_of_tcvn3() -> None:
    assert to_unicode(TCVN3, "tcvn3") == LOWER
    assert to_unicode("¡¢§£¤¥¦", "tcvn3") == "ĂÂĐÊÔƠƯ"


def test_every_letter_of_vni_in_both_cases() -> None:
    assert "".join(to_unicode(letter, "vni") for letter in VNI.split()) == LOWER
    assert "".join(to_unicode(letter.upper(), "vni") for letter in VNI.split()) == LOWER.upper()
    assert to_unicode("Ñaø Naüng", "vni") == "Đà Nẵng"


def test_a_sentence_of_each() -> None:
    tcvn3 = "§Ò nghÞ bá thµnh phÇn hå s¬ nµy v× ng\u00adêi d©n ph¶i ®i l¹i nhiÒu lÇn"
    assert modernised(tcvn3) == (SENTENCE, "tcvn3")
    latin = "ÐêÌ nghiò boÒ thành phâÌn hôÌ sõ này viÌ ngýõÌi dân phaÒi ði laòi nhiêÌu lâÌn"
    assert modernised(latin) == (SENTENCE, "windows-1258")


def test_unicode_stays_what_it_is() -> None:
    assert modernised(SENTENCE) == (SENTENCE, None)
    assert modernised(unicodedata.normalize("NFD", SENTENCE)) == (SENTENCE, None)


@pytest.mark.parametrize("text", ["", "UBND", "thu tuc hanh chinh", "Ngày 22/11/2026 – 50 %"])
def test_what_is_in_no_such_encoding_is_left_alone(text: str) -> None:
    assert modernised(text) == (text, None)


def test_letters_outside_of_a_code_page_stay() -> None:
    assert to_unicode("Ở Đà Nẵng → 5 €", "windows-1258") == "Ở Đà Nẵng → 5 €"
