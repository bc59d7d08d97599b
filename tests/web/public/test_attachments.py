"""The form's page for files: by plain POST, one by one by the script, and when things go wrong."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.intake import DraftFile, Petition, PetitionFile, StoredFile
from tests.factories import files
from tests.factories.reading import fresh
from tests.web.public.site import ANSWERS, Site, fill, hidden, send, words

PAGE = "/gui/tep"
File = tuple[str, bytes]


@pytest.fixture
def device(site: Site) -> FlaskClient:
    """Somebody who has come to the page for files."""
    device = site.device()
    fill(device, until="tep")
    return device


def attach(
    device: FlaskClient, sent: Sequence[File], button: str = "attach", **headers: str
) -> TestResponse:
    """Choose files and press a button."""
    data: dict[str, Any] = {
        "csrf_token": hidden(device.get(PAGE).text, "csrf_token"),
        button: "1",
        "files": [(BytesIO(content), name) for name, content in sent],
    }
    return device.post(PAGE, data=data, headers=headers)


def on_disk(site: Site) -> int:
    """How many files are kept."""
    folder = site.system.settings.instance / "files"
    return sum(1 for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0


def test_files_go_with_the_petition(site: Site, device: FlaskClient) -> None:
    """R7: attached without JavaScript, shown before it is sent, sent with it, cleaned."""
    answer = attach(device, [("Giấy hẹn.jpeg", files.jpeg()), ("C:\\đơn.PDF", files.telling_pdf())])
    assert (answer.status_code, answer.location) == (302, PAGE)
    shown = words(device.get(PAGE))
    assert "Đã đính kèm 2 trên 5 tệp" in shown
    assert "Giấy hẹn.jpg" in shown
    assert "đơn.pdf" in shown
    go_on_and_send(device)
    with site.system.app.app_context():
        session = fresh()
        petition = session.scalars(select(Petition)).one()
        rows = session.scalars(select(PetitionFile).order_by(PetitionFile.id)).all()
        assert [(row.petition_id, row.name) for row in rows] == [
            (petition.id, "Giấy hẹn.jpg"),
            (petition.id, "đơn.pdf"),
        ]
        assert session.scalars(select(DraftFile)).all() == []
        for stored in session.scalars(select(StoredFile)):
            kept = site.system.ports.files.read(stored.sha256)
            assert len(kept) == stored.size
            assert files.TELLTALE.encode() not in kept


def go_on_and_send(device: FlaskClient) -> None:
    """Answer what is left and send it."""
    from_here = False
    for slug, data in ANSWERS.items():
        from_here = from_here or slug == "tep"
        if from_here:
            assert send(device, f"/gui/{slug}", data).status_code == 302
    check = device.get("/gui/kiem-tra")
    assert "Giấy hẹn.jpg; đơn.pdf" in words(check)
    assert send(device, "/gui/kiem-tra", {}).location.startswith("/bien-nhan/")


def test_none_is_an_answer_too(device: FlaskClient) -> None:
    answer = attach(device, [], button="submit")
    assert answer.status_code == 302
    assert device.get("/gui/kiem-tra").location == "/gui/noi-xay-ra"


def test_choosing_and_going_on_attaches_too(site: Site, device: FlaskClient) -> None:
    assert attach(device, [("a.jpg", files.jpeg())], button="submit").status_code == 302
    assert site.count(DraftFile) == 1


def test_a_refused_file_is_said_by_its_name_and_the_others_stay(
    site: Site, device: FlaskClient
) -> None:
    answer = attach(
        device,
        [("tốt.png", files.png()), ("don.pdf.exe", b"MZ" + bytes(90)), ("rong.jpg", b"")],
        button="submit",
    )
    assert answer.status_code == 422
    shown = words(answer)
    assert "“don.pdf.exe”: Đây là chương trình chạy được" in shown
    assert "“rong.jpg”: Tệp này rỗng" in shown
    assert "Đã đính kèm 1 trên 5 tệp" in shown
    assert (site.count(DraftFile), site.count(StoredFile), on_disk(site)) == (1, 1, 1)


def test_nothing_is_half_saved_of_a_refused_file(site: Site, device: FlaskClient) -> None:
    for content in (files.jpeg()[:200], files.zipped({"x": b"y"}), files.huge_png(60_000)):
        assert attach(device, [("anh.jpg", content)]).status_code == 422
    assert (site.count(DraftFile), site.count(StoredFile), on_disk(site)) == (0, 0, 0)


def test_the_script_gets_the_list_back(device: FlaskClient) -> None:
    by_script = {"X-Pakn-Upload": "1"}
    answer = attach(device, [("anh.heic", files.heic())], **by_script)
    assert (answer.status_code, answer.json["errors"]) == (200, [])  # type: ignore[index]
    assert "anh.jpg" in answer.json["attached"]  # type: ignore[index]
    refused = attach(device, [("phim.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(60))], **by_script)
    assert refused.status_code == 422
    assert refused.json is not None
    assert refused.json["errors"][0].startswith("“phim.mp4”: Không nhận tệp phim")
    assert "anh.jpg" in refused.json["attached"]


def test_a_file_can_be_taken_off_again(site: Site, device: FlaskClient) -> None:
    attach(device, [("a.jpg", files.jpeg()), ("b.png", files.png())])
    page = device.get(PAGE).text
    address = page.split('action="/gui/tep/')[1].split('"')[0]
    gone = device.post(f"/gui/tep/{address}", data={"csrf_token": hidden(page, "csrf_token")})
    assert gone.location == PAGE
    assert "Đã đính kèm 1 trên 5 tệp" in words(device.get(PAGE))
    assert site.count(DraftFile) == 1


def test_only_the_own_file_can_be_taken_off(site: Site, device: FlaskClient) -> None:
    attach(device, [("a.jpg", files.jpeg())])
    stranger = site.device()
    fill(stranger, until="tep")
    attach(stranger, [("b.png", files.png())])
    page = device.get(PAGE).text
    address = page.split('action="/gui/tep/')[1].split('"')[0]
    token = hidden(stranger.get(PAGE).text, "csrf_token")
    stranger.post(f"/gui/tep/{address}", data={"csrf_token": token})
    assert site.count(DraftFile) == 2


def test_the_same_file_twice_is_one(site: Site, device: FlaskClient) -> None:
    attach(device, [("a.jpg", files.jpeg()), ("b.jpg", files.jpeg())])
    assert site.count(DraftFile) == 1


def test_there_may_be_five(site: Site, device: FlaskClient) -> None:
    some = [
        (f"{side}.png", files.saved(files.picture(side, side), "PNG")) for side in range(40, 46)
    ]
    assert "Quá số tệp cho phép" in words(attach(device, some))
    assert attach(device, some[:5]).status_code == 302
    assert "Quá số tệp cho phép" in words(attach(device, some[5:]))
    assert site.count(DraftFile) == 5


def test_a_file_above_the_limit_is_refused_by_its_name(site: Site, device: FlaskClient) -> None:
    head = (
        '--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
        f"{hidden(device.get(PAGE).text, 'csrf_token')}\r\n"
        '--x\r\nContent-Disposition: form-data; name="files"; filename="anh lon.jpg"\r\n\r\n'
    )
    body = head.encode() + files.jpeg() + bytes(10 * 1024 * 1024) + b"\r\n--x--\r\n"
    answer = device.post(PAGE, data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert "“anh lon.jpg”: Tệp này lớn hơn dung lượng cho phép" in words(answer)
    assert on_disk(site) == 0


def test_a_huge_body_is_refused_on_a_page_that_says_so(device: FlaskClient) -> None:
    answer = device.post(
        PAGE,
        data=b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(70 * 1024 * 1024)},
    )
    assert answer.status_code == 413
    assert "dung lượng" in words(answer) or "lớn" in words(answer)


def test_a_full_disk_keeps_what_was_typed(site: Site, device: FlaskClient) -> None:
    """Nothing can be written where files are kept: said, and the form goes on without."""
    (site.system.settings.instance / "files").write_bytes(b"no folder")
    answer = attach(device, [("anh.jpg", files.jpeg())])
    assert answer.status_code == 422
    assert "“anh.jpg”: Máy chủ chưa lưu được tệp này" in words(answer)
    assert (site.count(DraftFile), site.count(StoredFile)) == (0, 0)
    assert attach(device, [], button="submit").status_code == 302


def test_what_was_sent_keeps_its_files(site: Site, device: FlaskClient) -> None:
    attach(device, [("Giấy hẹn.jpg", files.jpeg()), ("đơn.pdf", files.telling_pdf())])
    page = device.get(PAGE).text
    address = page.split('action="/gui/tep/')[1].split('"')[0]
    token = hidden(page, "csrf_token")
    go_on_and_send(device)
    answer = device.post(f"/gui/tep/{address}", data={"csrf_token": token})
    assert answer.location == "/gui/kiem-tra"
    assert site.count(PetitionFile) == 2


def test_a_stale_page_does_not_send_what_was_not_seen(site: Site, device: FlaskClient) -> None:
    """A file attached in another window changes what was checked: it is asked again."""
    fill(device)
    seen = hidden(device.get("/gui/kiem-tra").text, "seen")
    attach(device, [("a.jpg", files.jpeg())])
    token = hidden(device.get("/gui/kiem-tra").text, "csrf_token")
    answer = device.post("/gui/kiem-tra", data={"csrf_token": token, "seen": seen})
    assert answer.location == "/gui/kiem-tra"
    assert site.count(Petition) == 0
