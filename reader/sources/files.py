"""The bytes of a file or of standard input, and why they cannot be had."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from reader.errors import NotFound, Unreadable
from reader.sources.content import HEAD, KINDS, kind_of

LARGEST_BYTES = 256 * 1024 * 1024
"""What is larger is no article; a text of a tenth of that is already a shelf of books."""


def bytes_of_file(path: str, name: str) -> bytes:
    """What is in the file at `path`.

    Args:
        path: Where it is.
        name: What to call it in an error.

    Raises:
        NotFound: Nothing is there.
        Unreadable: It is a folder, a pipe or a device, too large, no article, or may not be read.
    """
    with _opened(path, name) as file:
        return _bytes_of(file, name)


def check_file(path: str, name: str) -> None:
    """Do nothing if the file at `path` is there, may be read, and begins like an article.

    Raises:
        NotFound: Nothing is there.
        Unreadable: It is a folder, a pipe or a device, too large, empty, no article, or may not be
            read.
    """
    with _opened(path, name) as file:
        head = file.read(HEAD)
        kind_of(name, head)
        if not head:
            raise nothing_in(name)


def nothing_in(name: str) -> Unreadable:
    """The error about an empty input."""
    return Unreadable(f"{name}: is empty; give a file with words in it")


@contextmanager
def _opened(path: str, name: str) -> Iterator[BinaryIO]:
    """The file at `path`, for reading; what goes wrong with it in between is told by name."""
    try:
        _refuse_what_is_no_file(os.stat(path), name)
        with open(path, "rb") as file:
            yield file
    except FileNotFoundError as error:
        raise NotFound(f"{name}: no such file; check the name") from error
    except PermissionError as error:
        raise Unreadable(f"{name}: no permission to read it; see its owner and mode") from error
    except OSError as error:
        raise Unreadable(f"{name}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # a NUL in the name
        raise NotFound(f"{name}: not a file name; check it") from error


def bytes_of_stream(stream: BinaryIO, name: str) -> bytes:
    """All that `stream` gives.

    Raises:
        Unreadable: It is too large, no article, or breaks off with an error.
    """
    try:
        return _bytes_of(stream, name)
    except OSError as error:
        raise Unreadable(f"{name}: cannot be read: {error.strerror or error}") from error


def _refuse_what_is_no_file(status: os.stat_result, name: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable(f"{name}: this is a folder; name a file in it")
    if stat.S_ISFIFO(status.st_mode):
        raise Unreadable(f"{name}: this is a pipe; send it to standard input: reader - < {name}")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(f"{name}: this is a device or socket, not a file; give {KINDS}")
    if status.st_size > LARGEST_BYTES:
        raise _too_large(name)


def _bytes_of(stream: BinaryIO, name: str) -> bytes:
    head = stream.read(HEAD)
    kind_of(name, head)
    if len(head) < HEAD:
        return head
    data = head + stream.read(LARGEST_BYTES + 1 - HEAD)
    if len(data) > LARGEST_BYTES:
        raise _too_large(name)
    return data


def _too_large(name: str) -> Unreadable:
    limit = LARGEST_BYTES // (1024 * 1024)
    return Unreadable(f"{name}: larger than {limit} MB; split it first")
