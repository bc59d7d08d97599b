"""Mail: over SMTP, or spooled as files where no server is configured."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pakn.ports import MailServerAway, MailUnconfirmed

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
        """Send the message; raises MailServerAway, MailUnconfirmed, or smtplib's refusal."""
        server = self._connect()
        try:
            server.send_message(message)
        except (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError) as lost:
            raise MailUnconfirmed(type(lost).__name__) from lost
        finally:
            # The message is taken or not by now; a failing farewell changes nothing about it.
            with suppress(OSError):
                server.quit()
            server.close()

    def _connect(self) -> smtplib.SMTP:
        try:
            server = self._open()
        except OSError as error:
            raise MailServerAway(type(error).__name__) from error
        try:
            server.ehlo_or_helo_if_needed()
            if not self._tls and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            if self._user:
                server.login(self._user, self._password)
        except OSError as error:
            server.close()
            raise MailServerAway(type(error).__name__) from error
        return server

    def _open(self) -> smtplib.SMTP:
        if not self._tls:
            return smtplib.SMTP(self._host, self._port, timeout=_TIMEOUT)
        trusted = ssl.create_default_context()
        return smtplib.SMTP_SSL(self._host, self._port, timeout=_TIMEOUT, context=trusted)
