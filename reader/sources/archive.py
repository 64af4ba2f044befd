"""ZIP archives from strangers: books and office documents are made of them."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from reader.errors import Unreadable

LARGEST_MEMBER = 16 * 1024 * 1024
"""Bytes of one text in it, unpacked."""
LARGEST_SUM = 96 * 1024 * 1024
"""Bytes of everything read from it, unpacked; a bomb ends here."""
_MOST_MEMBERS = 20_000


class Archive:
    """A ZIP archive in memory, of which names are looked up and nothing is ever unpacked to disk.

    So a name such as `../../etc/passwd` is a name like any other and leads nowhere.
    """

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        """Open it.

        Args:
            data: Its bytes.
            name: What to call it in an error.
            kind: What it should be, with an article: `an EPUB book`.

        Raises:
            Unreadable: It is no whole archive.
        """
        self._name, self._kind, self._left = name, kind, LARGEST_SUM
        with self._told():
            self._zip = zipfile.ZipFile(BytesIO(data))
            infos = self._zip.infolist()
            self._members = {info.filename: info for info in infos[:_MOST_MEMBERS]}
        if len(infos) > _MOST_MEMBERS:
            raise self.refusal(f"of more than {_MOST_MEMBERS} parts")

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def read(self, member: str) -> bytes:
        """What is in one member.

        Raises:
            Unreadable: It is missing, damaged, encrypted, or would unpack to too much.
        """
        info = self._members.get(member)
        if info is None:
            raise self.refusal("that lacks a part of itself")
        if info.flag_bits & 1:
            raise Unreadable(f"{self._name}: {self._kind} that is encrypted; unlock it first")
        limit = min(LARGEST_MEMBER, self._left)
        with self._told(), self._zip.open(info) as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            raise self.refusal("that unpacks to far more than a text")
        self._left -= len(data)
        return data

    def refusal(self, why: str) -> Unreadable:
        """The error about this archive, `why` being a clause after its kind."""
        return Unreadable(f"{self._name}: {self._kind} {why}; get it anew, or save it as text")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            ValueError,
            RuntimeError,
        ) as error:
            raise self.refusal("that is damaged or cut off") from error


def joined(base: str, target: str) -> str:
    """The member that `target` means in the member `base`; never above the archive's top."""
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), target))
    return path.lstrip("/")
