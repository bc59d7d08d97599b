"""One-time codes as such: derived from a ticket that only the browser holds, never stored."""

import hashlib
import hmac

from pakn.ports import Keyring

DIGITS = 6


def ticket_hash(ticket: str) -> bytes:
    """What of a ticket is stored."""
    return hashlib.sha256(ticket.encode()).digest()


def code_of(keys: Keyring, hashed_ticket: bytes) -> str:
    """The code of a ticket: six digits that nobody can work out without the keys."""
    mac = keys.mac("one-time-code", hashed_ticket)
    return f"{int.from_bytes(mac[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


def code_hash(keys: Keyring, hashed_ticket: bytes, code: str) -> bytes:
    """What of a code is stored."""
    return keys.mac("one-time-code-typed", hashed_ticket + code.encode())


def is_code(keys: Keyring, hashed_ticket: bytes, stored: bytes, typed: str) -> bool:
    """Whether somebody typed the code; blanks between the digits are forgiven."""
    digits = "".join(typed.split())
    return hmac.compare_digest(stored, code_hash(keys, hashed_ticket, digits))
