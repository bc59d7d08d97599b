"""Every awkward file is refused on the form's page by its name, and nothing of it is kept (R7)."""

import pytest

from models.intake import DraftFile, StoredFile
from pakn.labels.errors import FIELD_ERROR
from tests.unit.adapters.test_inspection import REFUSED
from tests.web.public.site import Site, fill, words
from tests.web.public.test_attachments import attach, on_disk


@pytest.mark.parametrize("case", REFUSED)
def test_a_person_reads_which_file_and_what_to_do(site: Site, case: str) -> None:
    make, code = REFUSED[case]
    device = site.device()
    fill(device, until="tep")
    answer = attach(device, [("Ảnh chụp giấy hẹn.jpg", make())])
    assert answer.status_code == 422
    shown = words(answer)
    assert "“Ảnh chụp giấy hẹn.jpg”: " in shown
    assert str(FIELD_ERROR[code]) in shown
    assert (site.count(DraftFile), site.count(StoredFile), on_disk(site)) == (0, 0, 0)
