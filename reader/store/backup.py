"""A whole library in one file, and back.

The file is a ZIP archive of the library's own files, so that it can be looked into without us.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from reader.errors import Corrupt, StoreError
from reader.files import make_folder, sync_file, sync_folder, write_aside
from reader.store.article import ArticleFile
from reader.store.checkpoint import Layout, link_or_copy, parse_tables
from reader.store.disk import cannot_write
from reader.store.files import article_stems
from reader.store.log import as_utf8
from reader.store.shelf import TinyShelf
from reader.store.tables import Tables

_SCHEMA = "reader.backup/1"
_ABOUT = "about.json"
_ARTICLE = re.compile(r"articles/([A-Za-z0-9_-]{1,100})\.json")
_TEXT = re.compile(r"texts/[A-Za-z0-9]{1,100}\.(?:txt|parts)\.z")
_POSITIONS = "positions.json"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    # An unknown compression, and a password: what a flipped bit may look like.
    NotImplementedError,
    RuntimeError,
)
"""What the library for ZIP files makes of one that is damaged or none."""


def back_up(shelf: TinyShelf, target: Path, now: datetime) -> Iterator[str]:
    """Write all of a library to the file `target`; others may read and write meanwhile.

    The file is put in place at the end, whole, and takes the place of one that was there.

    Yields:
        The id of each article once it is in.

    Raises:
        StoreError: Something of the library cannot be read, or the file cannot be written.
    """
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with open(aside, "xb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                yield from _pack(shelf, archive, now)
            file.flush()
            sync_file(file.fileno())
        os.replace(aside, target)
        sync_folder(target.parent)
    except OSError as error:
        raise StoreError(
            f"{target}: no backup was written ({error.strerror or error}): make room or allow"
            " writing there, or choose another place"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink()


def _pack(shelf: TinyShelf, archive: zipfile.ZipFile, now: datetime) -> Iterator[str]:
    stems = article_stems(shelf.data / "articles")
    about = {"schema": _SCHEMA, "created": now.isoformat(), "articles": len(stems)}
    archive.writestr(_ABOUT, json.dumps(about, indent=1))
    layout = Layout()
    for stem in stems:
        archive.writestr(f"articles/{stem}.json", as_utf8(layout.text(shelf.file(stem).tables())))
        yield stem
    for path in sorted((shelf.data / "texts").glob("*.z")):
        archive.write(path, f"texts/{path.name}", zipfile.ZIP_STORED)
    archive.writestr(_POSITIONS, shelf.seen())


class Backup:
    """A file that `back_up` wrote, or the folder of a day below `backups`."""

    def __init__(self, path: Path) -> None:
        """Look into the file, and check all of it.

        Raises:
            StoreError: It cannot be read.
            Corrupt: It is damaged, or something else.
        """
        self._path = path
        self._archive: zipfile.ZipFile | None = None
        if path.is_dir():
            self._names = [f"articles/{file.name}" for file in (path / "articles").glob("*.json")]
            for name in self._names:
                parse_tables(path / name, self._read(name))
            if not self._names:
                raise Corrupt(f"{path}: no backup: it holds no articles")
            return
        try:
            with zipfile.ZipFile(path) as archive:
                about = json.loads(archive.read(_ABOUT))
                if about["schema"] != _SCHEMA:
                    raise ValueError(about["schema"])
                broken = archive.testzip()
                self._names = archive.namelist()
        except OSError as error:
            raise StoreError(
                f"{path}: cannot be read ({error.strerror or error}): check the path"
            ) from error
        except _BROKEN as error:
            raise Corrupt(
                f"{path}: no backup of this version of reader: give a file that"
                " `reader backup` wrote"
            ) from error
        if broken:
            raise Corrupt(f"{path}: damaged ({broken}): nothing was restored; use another backup")

    @property
    def article_stems(self) -> tuple[str, ...]:
        """The names of its articles."""
        return tuple(m[1] for m in map(_ARTICLE.fullmatch, self._names) if m)

    def restore(self, shelf: TinyShelf, now: datetime) -> Iterator[str]:
        """Put everything in the place of what the library holds, which is kept in its `trash`.

        Yields:
            The name of each article once it is there.

        Raises:
            StoreError: It could not be written; what was there is still kept.
        """
        kept = shelf.data / "trash" / f"before-restore-{now:%Y%m%dT%H%M%S%f}"
        try:
            self._restore_texts(shelf.data)
            for stem in self.article_stems:
                name = f"articles/{stem}.json"
                _replace(shelf.file(stem), parse_tables(Path(name), self._read(name)), kept)
                yield stem
            for stem in set(article_stems(shelf.data / "articles")) - set(self.article_stems):
                _replace(shelf.file(stem), {}, kept)
            if _POSITIONS in self._names:
                make_folder(kept)
                write_aside(kept / _POSITIONS, shelf.seen())
                shelf.see(self._read(_POSITIONS))
        except OSError as error:
            raise cannot_write(shelf.data, error) from error
        finally:
            if self._archive is not None:
                self._archive.close()
                self._archive = None

    def _read(self, name: str) -> bytes:
        if self._path.is_dir():
            return (self._path / name).read_bytes()
        if self._archive is None:
            self._archive = zipfile.ZipFile(self._path)
        return self._archive.read(name)

    def _restore_texts(self, data: Path) -> None:
        make_folder(data / "texts")
        for name in filter(_TEXT.fullmatch, self._names):
            path = data / name
            content = self._read(name)
            # Named by their hashes: what is there under the name is the same or damaged.
            if not path.is_file() or path.read_bytes() != content:
                write_aside(path, content)


def _replace(file: ArticleFile, tables: Tables, kept: Path) -> None:
    file.replace_with(tables, lambda path: _keep_in(kept, path))


def _keep_in(folder: Path, path: Path) -> None:
    make_folder(folder)
    target = folder / path.name
    if not target.exists():
        link_or_copy(path, target)
