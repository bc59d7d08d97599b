"""Looking into a file: what it is, whether it may be taken, and what of it is kept."""

import logging
from collections.abc import Sequence

from pakn.adapters.inspection.compound import look_into_compound
from pakn.adapters.inspection.kinds import Container, container_of
from pakn.adapters.inspection.office import clean_office
from pakn.adapters.inspection.pictures import clean_picture
from pakn.adapters.inspection.portable import clean_pdf
from pakn.ports import FileRefused, InspectedFile

_ENDING = {Container.JPEG: "jpg", Container.PNG: "png", Container.HEIC: "heic"}

log = logging.getLogger(__name__)


class ContentInspector:
    """Goes by the bytes of a file, never by its name or by what the browser says."""

    def inspect(
        self, name: str, content: bytes, *, allowed: Sequence[str], as_signed: bool = False
    ) -> InspectedFile:
        """Look into a file; raises FileRefused."""
        container = container_of(content)
        if container in _ENDING and _ENDING[container] not in allowed:
            raise FileRefused("file_type")
        try:
            inspected = _looked_into(content, container, as_signed=as_signed)
        except FileRefused:
            raise
        except Exception as error:
            # Those who read other people's files meet every error there is; the file is at fault.
            log.info("a %s could not be read: %s", container, type(error).__name__)
            raise FileRefused("file_broken") from error
        if container not in _ENDING and inspected.extension not in allowed:
            raise FileRefused("file_type")
        return inspected


def _looked_into(content: bytes, container: Container, *, as_signed: bool) -> InspectedFile:
    match container:
        case Container.PDF:
            return clean_pdf(content, as_signed=as_signed)
        case Container.ZIP:
            return clean_office(content)
        case Container.COMPOUND:
            return look_into_compound(content)
        case _:
            return clean_picture(content, container)
