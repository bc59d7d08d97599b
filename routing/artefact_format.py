"""Which shape of artefact this program reads; apart, so that asking it needs no numpy."""

from typing import Final

FORMAT: Final = 2
