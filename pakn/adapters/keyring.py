"""Keys derived from one root secret: AES-256-GCM for personal values, HMAC-SHA-256 for the rest.

A stored value begins with the version of its key, so keys can be renewed without a standstill.
"""

import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12


class UnknownKeyVersion(LookupError):
    """A stored value names a key version that this installation has no secret for."""


class DerivedKeyring:
    """A keyring over root secrets by version; the highest version is in use."""

    def __init__(self, secrets_by_version: dict[int, bytes]) -> None:
        self._secrets = dict(secrets_by_version)
        self._version = max(self._secrets)
        self._derive = lru_cache(maxsize=64)(self._derive_uncached)

    @property
    def version(self) -> int:
        """The version in use for new values."""
        return self._version

    def encrypt(self, text: str) -> bytes:
        """Version byte, nonce, ciphertext with tag."""
        nonce = os.urandom(_NONCE)
        cipher = AESGCM(self._derive("personal", self.version))
        return bytes([self.version]) + nonce + cipher.encrypt(nonce, text.encode(), None)

    def decrypt(self, blob: bytes) -> str:
        """The text; raises UnknownKeyVersion or cryptography's InvalidTag."""
        cipher = AESGCM(self._derive("personal", blob[0]))
        return cipher.decrypt(blob[1 : 1 + _NONCE], blob[1 + _NONCE :], None).decode()

    def mac(self, purpose: str, data: bytes, *, version: int | None = None) -> bytes:
        """32 bytes; `version` None means the key in use now."""
        key = self._derive(f"mac:{purpose}", version or self.version)
        return hmac.digest(key, data, "sha256")

    def _derive_uncached(self, purpose: str, version: int) -> bytes:
        if version not in self._secrets:
            raise UnknownKeyVersion(f"key version {version}")
        kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode())
        return kdf.derive(self._secrets[version])


def root_secret(given: str | None, instance: Path) -> bytes:
    """The root secret: the one given, else the one kept under `instance`, made on first use.

    Two processes starting together agree: the file is created exclusively and linked whole.
    """
    if given:
        return hashlib.sha256(given.encode()).digest()
    path = instance / "secret.key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        fresh = instance / f"secret.{os.getpid()}.new"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32), encoding="ascii")
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process was first; its secret is the one
        finally:
            fresh.unlink()
    return hashlib.sha256(path.read_text(encoding="ascii").encode()).digest()
