"""One công văn for several cases, and the letters on a case's page (R64)."""

from pakn.rules.states import Role
from tests.factories.lettering import forwarded_case, letter_ids, transfer_letter, words_of
from tests.web.standing.site import StandingSite

HOME = "/thuong-truc/van-ban/"
WRITE = f"{HOME}soan-cong-van-chuyen/"


def test_one_cong_van_for_chosen_cases(standing: StandingSite) -> None:
    """R64: from the agency's cases; each stands in one công văn; twice sent drafts one."""
    with standing.desk() as work:
        first, second, third = (forwarded_case(work) for _ in range(3))
        forwarded_case(work, "BXD")
    officer = standing.officer(Role.TRIAGE_OFFICER)
    empty = officer.get(WRITE)
    assert 'name="case"' not in empty.html
    page = officer.get(f"{WRITE}?co-quan=BCA&ho-so={second}")
    assert page.html.count('name="case"') == 3
    assert page.html.count(" checked>") == 1
    assert officer.get(f"{WRITE}?co-quan=BCA&chon=tat-ca").html.count(" checked>") == 3
    typed = {
        "csrf_token": page.token,
        "key": page.value_of("key"),
        "agency": "BCA",
        "case": [str(first), str(second)],
    }
    answers = [officer.post(WRITE, typed) for _ in range(2)]
    assert answers[0].location == answers[1].location
    shown = officer.get(answers[0].location)
    assert "Hồ sơ kèm theo (2)" in shown.text
    left = officer.get(f"{WRITE}?co-quan=BCA")
    assert left.html.count('name="case"') == 1
    assert f'value="{third}"' in left.html


def test_nothing_ticked_is_said_and_the_rest_kept(standing: StandingSite) -> None:
    with standing.desk() as work:
        case_id, other = forwarded_case(work), forwarded_case(work)
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = officer.get(f"{WRITE}?co-quan=BCA")
    typed = {"csrf_token": page.token, "key": "k", "agency": "BCA"}
    answer = officer.post(WRITE, typed)
    assert answer.status == 422
    assert "Hãy điền hoặc chọn" in answer.error_of("cases")
    with standing.desk() as work:
        work.give_back(other, "BCA", proposed="BXD")
    answer = officer.post(WRITE, {**typed, "case": [str(case_id), str(other), "x"]})
    assert answer.status == 422
    assert "không còn đang xử lý" in answer.error_of("cases")
    assert answer.html.count(" checked>") == 1
    assert answer.value_of("key") == "k"
    with standing.inside():
        assert letter_ids("transfer_letter") == []


def test_the_case_page_has_its_letters_and_their_files(standing: StandingSite) -> None:
    with standing.desk() as work:
        case_id = forwarded_case(work)
        letter_id = transfer_letter(work, case_id)
        (slip,) = letter_ids("transfer_slip")
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = officer.get(f"/thuong-truc/ho-so/{case_id}")
    for one in (slip, letter_id):
        for address in (f"{one}", f"{one}/van-ban.docx", f"{one}/van-ban.pdf"):
            assert f'href="{HOME}{address}"' in page.html
    assert f"co-quan=BCA&amp;ho-so={case_id}" in page.html
    said = words_of(officer.raw(f"{HOME}{slip}/van-ban.docx").data)
    assert "PHIẾU CHUYỂN" in said.upper()
    publisher = standing.officer(Role.PUBLISHER).get(f"/thuong-truc/ho-so/{case_id}")
    assert HOME not in publisher.html
