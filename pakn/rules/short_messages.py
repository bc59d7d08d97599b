"""How many short messages a text takes (3GPP TS 23.038): networks bill and cut by these."""

from dataclasses import dataclass

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE = frozenset("^{}\\[~]|€\f")
_ONE = {False: 160, True: 70}
_PART = {False: 153, True: 67}


@dataclass(frozen=True, slots=True)
class Measured:
    """What a text takes.

    Attributes:
        length: characters as the network counts them.
        marked: a letter needs the long alphabet, as Vietnamese marks do.
        parts: how many messages it is sent as.
        room: how many characters one message holds in this alphabet.
    """

    length: int
    marked: bool
    parts: int
    room: int


def measure(text: str) -> Measured:
    """Measure a text as it would be sent."""
    marked = any(letter not in _BASIC and letter not in _DOUBLE for letter in text)
    if marked:
        length = len(text.encode("utf-16-be")) // 2
    else:
        length = sum(2 if letter in _DOUBLE else 1 for letter in text)
    room = _ONE[marked]
    parts = 1 if length <= room else -(-length // _PART[marked])
    return Measured(length, marked, parts, room)
