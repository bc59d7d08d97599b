"""Short messages: spooled as files. No gateway is connected; a real one is a class beside this."""

from pathlib import Path

from pakn.ports import Sms


class SpoolSms:
    """Writes each message as a file named by its key: exactly once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Sms) -> None:
        """Write the message whole or not at all; the same key writes the same file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        name = message.key.strip("<>").replace("/", "_")
        temporary = self._folder / f".{name}.part"
        temporary.write_text(f"To: {message.to}\n\n{message.text}\n", encoding="utf-8")
        temporary.replace(self._folder / f"{name}.txt")
