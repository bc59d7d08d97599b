"""Whose a dossier is, by its code (R18, R19)."""

import datetime as dt

import pytest

from models.session import read_session
from pakn.composition import System
from pakn.services.dossier_bodies import DossierBody, body_of_dossier

TODAY = dt.date(2026, 11, 16)


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("000.00.00.H26-261102-0034", DossierBody("UBND thành phố Hà Nội")),
        ("G12.899.000.000-261102-0001", DossierBody("Bộ Tài chính")),
        ("H22-250601-0001", DossierBody("UBND tỉnh Hà Giang", "UBND tỉnh Tuyên Quang")),
        ("G10-261102-0001", DossierBody("Bộ Nông nghiệp và Môi trường")),
    ],
)
def test_the_prefix_names_the_body_of_then_and_of_today(
    system: System, code: str, body: DossierBody
) -> None:
    assert body_of_dossier(read_session(), code, TODAY) == body


@pytest.mark.parametrize("code", ["", "không nhớ", "X99-261102-0001"])
def test_an_unknown_code_is_no_error(system: System, code: str) -> None:
    assert body_of_dossier(read_session(), code, TODAY) is None


def test_a_ministry_whose_matters_went_to_several_names_none_of_them(system: System) -> None:
    body = body_of_dossier(read_session(), "G07-240102-0001", TODAY)
    assert body == DossierBody("Bộ Lao động - Thương binh và Xã hội")
