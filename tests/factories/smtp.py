"""A small SMTP server on a local port, which can be told to misbehave."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """What the server was told and what it took.

    Attributes:
        refuse: recipients it refuses with 550.
        drop_after_data: it reads a message and hangs up without an answer.
        fail_quit: it takes the message, but answers the farewell with an error.
        silent: it accepts connections and never says a word.
        taken: the messages it has read, as sent.
    """

    refuse: tuple[str, ...] = ()
    drop_after_data: bool = False
    fail_quit: bool = False
    silent: bool = False
    url: str = ""
    taken: list[str] = field(default_factory=list)
    connected: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)


class _Talk(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        told = self.server.told
        told.connected.set()
        if told.silent:
            told.ended.wait()
            return
        self._say("220 ready")
        while line := self.rfile.readline().decode():
            word = line.split(":")[0].split()[0].upper()
            if word == "DATA":
                if not self._take(told):
                    return
            elif word == "RCPT" and any(address in line for address in told.refuse):
                self._say("550 no such user")
            elif word == "QUIT":
                self._say("421 bad moment" if told.fail_quit else "221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self, told: MailServer) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            lines.append(line)
        told.taken.append("".join(lines))
        if told.drop_after_data:
            return False
        self._say("250 taken")
        return True

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    told: MailServer


@contextmanager
def mail_server(told: MailServer | None = None) -> Iterator[MailServer]:
    """A running server; `url` of what it yields is the MAIL_URL."""
    told = told or MailServer()
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.told = told
        told.url = f"smtp://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield told
        finally:
            told.ended.set()
            server.shutdown()
            thread.join()
