"""Mail: over SMTP, or spooled as files where no server is configured."""

import smtplib
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

_TIMEOUT = 20


class SpoolMailer:
    """Writes each message as a file named by its Message-ID: exactly once, by its key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        """Write the message whole or not at all; the same Message-ID writes the same file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").replace("/", "_")
        temporary = self._folder / f".{name}.part"
        temporary.write_bytes(message.as_bytes())
        temporary.replace(self._folder / f"{name}.eml")


class SmtpMailer:
    """Sends over SMTP, with STARTTLS (`smtp://`) or TLS from the first byte (`smtps://`)."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._tls = parts.scheme == "smtps"
        self._host = parts.hostname or "localhost"
        self._port = parts.port or (465 if self._tls else 587)
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")

    def send(self, message: EmailMessage) -> None:
        """Send the message; raises OSError (smtplib's errors are) when it was not taken."""
        kind = smtplib.SMTP_SSL if self._tls else smtplib.SMTP
        with kind(self._host, self._port, timeout=_TIMEOUT) as server:
            if not self._tls and server.has_extn("starttls"):
                server.starttls()
            if self._user:
                server.login(self._user, self._password)
            server.send_message(message)
