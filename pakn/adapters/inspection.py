"""What a file is, by its content; its metadata taken off by writing it anew."""

from collections.abc import Sequence
from io import BytesIO

import puremagic

from pakn.ports import FileRefused, InspectedFile


class ContentInspector:
    """Goes by the bytes of a file, never by its name or by what the browser says."""

    def inspect(
        self, name: str, content: bytes, *, allowed: Sequence[str], as_signed: bool = False
    ) -> InspectedFile:
        """Look into a file; raises FileRefused."""
        if not content:
            raise FileRefused("file_empty")
        try:
            best = puremagic.magic_stream(BytesIO(content), filename=name)[0]
        except (puremagic.PureError, IndexError) as error:
            raise FileRefused("file_type") from error
        extension = best.extension.lstrip(".")
        if extension not in allowed:
            raise FileRefused("file_type")
        return InspectedFile(content, best.mime_type, extension)
