"""The old .doc and .xls: known by the streams inside; they cannot be cleaned without Word."""

from collections.abc import Iterator
from dataclasses import dataclass

from pakn.ports import FileRefused, InspectedFile

_HEADER = 512
_ENTRY = 128
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_IN_HEADER = 109
_MACROS = frozenset({"Macros", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA"})
_PACKAGED = "\x01Ole10Native"
_WORD = "WordDocument"
_EXCEL = ("Workbook", "Book")
_WORD_ENCRYPTED = 0x0100
_FILE_PASSWORD = 0x002F


def look_into_compound(content: bytes) -> InspectedFile:
    """A .doc or .xls as it is.

    Raises:
        FileRefused: with a password, with macros, with files inside, broken, or something else.
    """
    book = _Compound(content)
    names = book.starts
    if "EncryptedPackage" in names:
        raise FileRefused("file_encrypted")
    if _MACROS & names.keys():
        raise FileRefused("file_macros")
    if _PACKAGED in names:
        raise FileRefused("file_embedded")
    if _WORD in names:
        if int.from_bytes(book.begins(_WORD)[10:12], "little") & _WORD_ENCRYPTED:
            raise FileRefused("file_encrypted")
        return InspectedFile(content, "application/msword", "doc")
    for name in _EXCEL:
        if name in names:
            if _FILE_PASSWORD in _records(book.begins(name)):
                raise FileRefused("file_encrypted")
            return InspectedFile(content, "application/vnd.ms-excel", "xls")
    raise FileRefused("file_other_document")


def _records(stream: bytes) -> Iterator[int]:
    """The kinds of the records with which a workbook begins."""
    at = 0
    while at + 4 <= len(stream):
        yield int.from_bytes(stream[at : at + 2], "little")
        at += 4 + int.from_bytes(stream[at + 2 : at + 4], "little")


@dataclass
class _Compound:
    """The directory of a compound file ([MS-CFB]): the names of its streams and where they begin.

    Attributes:
        starts: first sector by name.
    """

    content: bytes

    def __post_init__(self) -> None:
        shift = self._number(30, 2)
        if shift not in (9, 12):
            raise FileRefused("file_broken")
        self._size = 1 << shift
        self._most = len(self.content) // self._size + 1
        self._table = self._allocation()
        self.starts = dict(self._entries())

    def begins(self, name: str) -> bytes:
        """The first sector of a stream."""
        return self._sector(self.starts[name])

    def _number(self, at: int, width: int = 4) -> int:
        return int.from_bytes(self.content[at : at + width], "little")

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        sector = self.content[at : at + self._size]
        if not sector:
            raise FileRefused("file_broken")
        return sector

    def _allocation(self) -> list[int]:
        """Which sector follows which."""
        places = [self._number(76 + 4 * place) for place in range(_IN_HEADER)]
        more, seen = self._number(68), 0
        while more < _LAST and seen < self._most:
            numbers = _numbers(self._sector(more))
            places.extend(numbers[:-1])
            more, seen = numbers[-1], seen + 1
        table: list[int] = []
        for place in places[: self._most]:
            if place < _LAST:
                table.extend(_numbers(self._sector(place)))
        return table

    def _entries(self) -> Iterator[tuple[str, int]]:
        at, seen = self._number(48), 0
        while at < _LAST and seen < self._most:
            sector = self._sector(at)
            for begin in range(0, len(sector) - _ENTRY + 1, _ENTRY):
                entry = sector[begin : begin + _ENTRY]
                length = int.from_bytes(entry[64:66], "little")
                if 2 <= length <= 64:
                    name = entry[: length - 2].decode("utf-16-le", errors="replace")
                    yield name, int.from_bytes(entry[116:120], "little")
            if at >= len(self._table):
                raise FileRefused("file_broken")
            at, seen = self._table[at], seen + 1


def _numbers(sector: bytes) -> list[int]:
    return [int.from_bytes(sector[at : at + 4], "little") for at in range(0, len(sector) - 3, 4)]
