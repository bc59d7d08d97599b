"""What the use cases need from the outside, as Protocols. Adapters fulfil them."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, BinaryIO, Protocol

from pakn.sheets import Sheet
from pakn.workbooks import BookSheet


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> dt.datetime:
        """The moment now, aware, in UTC."""
        ...


class Keyring(Protocol):
    """Encrypts, and makes MACs with keys that never stand in the database."""

    @property
    def version(self) -> int:
        """The version of the keys in use now; stored beside what they made."""
        ...

    def encrypt(self, text: str) -> bytes:
        """Encrypt a personal value."""
        ...

    def decrypt(self, blob: bytes) -> str:
        """Decrypt what `encrypt` made, under whichever key version it names."""
        ...

    def mac(self, purpose: str, data: bytes, *, version: int | None = None) -> bytes:
        """32 bytes over `data`, different for each purpose."""
        ...


class Passwords(Protocol):
    """Stores and checks passwords."""

    def hash(self, password: str) -> str:
        """A salted, slow hash."""
        ...

    def verify(self, stored: str, password: str) -> bool:
        """Whether the password is the one that was stored."""
        ...


@dataclass(frozen=True)
class Push:
    """An outbox row to be carried to the workers."""

    outbox_id: int
    kind: str
    attempt: int


class Queue(Protocol):
    """Carries outbox rows to the workers."""

    def push(self, rows: Sequence[Push]) -> bool:
        """Carry the rows; False when the queue cannot be reached (the sweep comes later)."""
        ...

    def arrived(self, row: Push) -> None:
        """Note that a worker took up a row's job: from now on a new job may be pushed for it."""
        ...

    def announce_model(self, name: str) -> None:
        """Tell the workers which model is in use, so that they load it before they fork."""
        ...

    def announced_model(self) -> str | None:
        """The name last announced; None when none was or the queue cannot be reached."""
        ...


class SenderAway(OSError):
    """What carries our messages cannot be reached or does not let us in; nothing leaves now."""


class SendingUnconfirmed(OSError):
    """The connection broke while a message was handed over: it may have been taken or not."""


class MailServerAway(SenderAway):
    """The mail server cannot be reached or does not let us in; no mail can be sent now."""


class MailUnconfirmed(SendingUnconfirmed):
    """The mail server was lost while it was handed a mail."""


class Mailer(Protocol):
    """Sends mail."""

    def send(self, message: EmailMessage) -> None:
        """Hand the message over.

        Raises:
            MailServerAway: nothing was handed over, and nothing else can be now.
            MailUnconfirmed: nobody knows whether the server took it.
            OSError: the server refused this message.
        """
        ...


@dataclass(frozen=True)
class Sms:
    """A short message.

    Attributes:
        key: stays the same however often it is handed over; a gateway that knows keys takes each
            once.
    """

    key: str
    to: str
    text: str


class SmsSender(Protocol):
    """Sends short messages."""

    def send(self, message: Sms) -> None:
        """Hand the message over.

        Raises:
            SenderAway: nothing was handed over, and nothing else can be now.
            SendingUnconfirmed: nobody knows whether the gateway took it.
            OSError: the gateway refused this message.
        """
        ...


@dataclass(frozen=True)
class Notice:
    """A message in words, or the template of one; a short message has no subject."""

    subject: str
    body: str


class NoticeWords(Protocol):
    """The words of notices (`templates/mail/<notice>/`), and templates that people write."""

    def names(self, channel: str) -> Sequence[str]:
        """The notices that have words for a channel."""
        ...

    def template(self, notice: str, channel: str) -> Notice:
        """The template as its file stands; raises LookupError where there is none."""
        ...

    def asks(self, template: Notice) -> frozenset[str]:
        """The values that a template names.

        Raises:
            ValueError: it cannot be read, or does more than name values and choose by them.
        """
        ...

    def fill(self, template: Notice, values: Mapping[str, Any]) -> Notice:
        """Put values into a template, in a sandbox.

        Raises:
            ValueError: it cannot be read, or names a value that is not given.
        """
        ...


class FileStore(Protocol):
    """Keeps files by their content: the same bytes are kept once, under their SHA-256."""

    def put(self, content: bytes) -> bytes:
        """Keep the bytes durably, before this returns; gives their SHA-256 (32 bytes).

        Raises:
            OSError: there is no room, or the store is away; nothing of it is kept.
        """
        ...

    def read(self, sha256: bytes) -> bytes:
        """The bytes of a digest; raises LookupError when they are not kept."""
        ...

    def older(self, than: dt.datetime) -> Iterator[bytes]:
        """Digests of what was kept, and not wanted again, since before a moment; in any order."""
        ...

    def discard(self, sha256: bytes, *, older: dt.datetime) -> bool:
        """Delete the bytes of a digest unless they are younger; whether they were deleted."""
        ...


class FileRefused(ValueError):
    """A file that cannot be taken.

    Attributes:
        code: why, a key of `pakn.labels.errors.FIELD_ERROR`; the words are put by who shows them.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class InspectedFile:
    """A file as it may be kept: of an allowed type by content, its metadata stripped.

    Attributes:
        extension: its true ending, without the dot; a HEIC photo has become a `jpg`.
    """

    content: bytes
    media_type: str
    extension: str


class FileInspector(Protocol):
    """Says what a file is by its content, and takes its metadata off (R7)."""

    def inspect(
        self, name: str, content: bytes, *, allowed: Sequence[str], as_signed: bool = False
    ) -> InspectedFile:
        """Look into a file.

        Args:
            name: as the sender called it; nothing is decided by it.
            content: the bytes.
            allowed: extensions that may be taken (a dated parameter).
            as_signed: keep a document that bears a digital signature to the byte.

        Raises:
            FileRefused: empty, of a type that is not allowed, broken, encrypted, …
        """
        ...


class DocumentUnavailable(RuntimeError):
    """That form of a document cannot be made here ("chưa tạo được"); nothing else is wrong."""


class Documents(Protocol):
    """Renders documents by NĐ 30/2020/NĐ-CP from `templates/documents/<kind>.xml`."""

    def sheet(self, kind: str, values: Mapping[str, Any]) -> Sheet:
        """The document in words, for a preview; raises LookupError for an unknown kind."""
        ...

    def docx(self, kind: str, values: Mapping[str, Any]) -> bytes:
        """The document as .docx; raises LookupError for an unknown kind."""
        ...

    def pdf(self, kind: str, values: Mapping[str, Any]) -> bytes:
        """The document as PDF; raises DocumentUnavailable where none can be made."""
        ...


class TableRefused(ValueError):
    """An uploaded table that cannot be read, at its beginning or further down.

    Attributes:
        code: why, a key of `pakn.labels.uploads.TABLE_PROBLEM`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of an uploaded table.

    Attributes:
        text: days as 2026-11-22, whole numbers without ".0".
        problem: why the text is not what was meant: formula, cell_error or merged; mostly "".
    """

    text: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of an uploaded table, numbered as its program shows it."""

    number: int
    cells: Sequence[TableCell]


@dataclass(frozen=True)
class OpenedTable:
    """An uploaded table.

    Attributes:
        headings: the row that names the columns.
        rows: those below that are not empty, streamed; TableRefused where the file breaks off.
        notes: what its sender should know: hidden_sheets, not_utf8.
    """

    headings: Sequence[str]
    rows: Iterator[TableRow]
    notes: tuple[str, ...] = ()


class Tables(Protocol):
    """Reads tables that people bring, and writes workbooks for them to fill in."""

    def open(
        self, content: bytes, media_type: str, is_heading: Callable[[Sequence[str]], bool]
    ) -> OpenedTable:
        """Open a table on its first visible sheet with a row of headings.

        Raises:
            TableRefused: it is no such table, or has no such row near the top.
        """
        ...

    def write(self, sheets: Sequence[BookSheet]) -> BinaryIO:
        """A workbook, at its beginning; on the disk, gone when it is closed."""
        ...


class RootArchive(Protocol):
    """Keeps the daily roots of the history outside the database."""

    def append(self, line: str) -> None:
        """Add a line and make it durable."""
        ...

    def lines(self) -> Iterable[str]:
        """Every line added so far, oldest first."""
        ...


class Presence(Protocol):
    """Knows for a minute who has a case open; it may know nothing, and then says nobody."""

    def touch(self, case_id: int, user_id: int, name: str, now: dt.datetime) -> Sequence[str]:
        """Say that somebody has a case open; gives the names of the others who have."""
        ...


class Router(Protocol):
    """Suggests who has jurisdiction. Only workers and the command line have one."""

    @property
    def version(self) -> str:
        """The version of the model in use."""

    def suggest_many(
        self, texts: Sequence[str], on: dt.date, homes: Sequence[str] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """One suggestion a text (DESIGN §5); `homes`: the UBND of each form's place, or ""."""


class RouterSource(Protocol):
    """Gives the Router of an artefact, loading it when it is not the one already loaded."""

    def load(self, name: str, version: str, sha256: str, content: bytes) -> Router:
        """The Router of these bytes with the register of now, kept under a name.

        Raises ValueError when the hash does not fit.
        """
        ...

    def cached(self, name: str) -> Router | None:
        """The Router already loaded in this process, if it is the one of this name."""
        ...


@dataclass(frozen=True)
class Ports:
    """All parts of the outside that the use cases see."""

    clock: Clock
    keys: Keyring
    passwords: Passwords
    queue: Queue
    mailer: Mailer
    # None where no short messages are sent.
    sms: SmsSender | None
    notices: NoticeWords
    roots: RootArchive
    routers: RouterSource
    files: FileStore
    inspector: FileInspector
    documents: Documents
    tables: Tables
    presence: Presence
    base_url: str
    mail_from: str
