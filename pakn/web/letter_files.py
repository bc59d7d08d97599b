"""A letter as a file to be printed and signed."""

import re
import unicodedata
from io import BytesIO

from flask import flash, redirect, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from pakn.labels.letters import LETTER_KIND
from pakn.ports import DocumentUnavailable
from pakn.rules.letters import LetterKind
from pakn.services.context import Context
from pakn.services.letter_reading import OpenLetter, pdf_file, word_file

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PDF = "application/pdf"


def word_response(ctx: Context, opened: OpenLetter) -> ResponseReturnValue:
    """The letter as .docx."""
    return _handed_over(word_file(ctx, opened), _DOCX, f"{file_stem(opened)}.docx")


def pdf_response(ctx: Context, opened: OpenLetter, back: str) -> ResponseReturnValue:
    """The letter as PDF; where none can be made here, back to its page with the reason."""
    try:
        content = pdf_file(ctx, opened)
    except DocumentUnavailable:
        flash(
            gettext("Bản PDF chưa tạo được trên máy chủ này; bản .docx có cùng nội dung."),
            "warning",
        )
        return redirect(back)
    return _handed_over(content, _PDF, f"{file_stem(opened)}.pdf")


def file_stem(opened: OpenLetter) -> str:
    """The name of a letter's file: what it is, to whom, its number or else its place."""
    letter = opened.letter
    to = opened.file.agency.slug if opened.file.agency else ""
    said = (str(LETTER_KIND[LetterKind(letter.kind)]), to, letter.number or f"du-thao-{letter.id}")
    return "-".join(part for part in map(_plain, said) if part)


def _plain(text: str) -> str:
    """Letters without marks, digits and dashes: a name that every system keeps."""
    spread = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def _handed_over(content: bytes, kind: str, name: str) -> ResponseReturnValue:
    response = send_file(
        BytesIO(content),
        mimetype=kind,
        as_attachment=True,
        download_name=name,
        etag=False,
        max_age=0,
    )
    response.headers["Cache-Control"] = "no-store, private"
    return response
