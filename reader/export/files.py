"""Putting an export where the person wants it, without running over anything of theirs."""

from __future__ import annotations

import json
import re
from pathlib import Path

from reader.errors import ReaderError
from reader.files import make_folder, write_aside

_FRONT_MATTER = re.compile(r"---\n(?:[^\n]*\n)*?---\n")
_ID = re.compile(r"^id: ['\"]?([^'\"\n]+)", re.MULTILINE)
_OURS = re.compile(r"^text_sha256: ", re.MULTILINE)


def write_export(path: Path, text: str, *, force: bool = False) -> bool:
    """Write `text` to `path` in one step; a file of that text already is left alone.

    Args:
        path: The file; its folder is made if need be.
        text: What to write.
        force: Overwrite a file that was not exported by this program.

    Returns:
        Whether anything had to be written.

    Raises:
        ReaderError: It could not be written, or a file that is not ours is there.
    """
    data = text.encode("utf-8", "replace")
    try:
        there = path.read_bytes() if path.exists() else None
        if there == data:
            return False
        if there and not force and not is_ours(there.decode("utf-8", "replace"), text):
            raise ReaderError(
                f"{path}: not written: the file there is not an export of this article:"
                " choose another name, or overwrite it with --force"
            )
        make_folder(path.parent)
        write_aside(path, data)
    except OSError as error:
        raise ReaderError(
            f"{path}: not written ({error.strerror or error}): choose another place with -o"
        ) from error
    return True


def is_ours(text: str, new: str = "") -> bool:
    """Whether the text of a file is an export of this program, edited since or not.

    Args:
        text: What the file holds.
        new: What is to take its place: an export of another article in Markdown is not to.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    matter = _FRONT_MATTER.match(text)
    if matter:
        return bool(_OURS.search(matter[0])) and _article_of(new) in ("", _article_of(text))
    try:
        value = json.loads(text.split("\n", 1)[0] if text.startswith('{"schema"') else text)
    except ValueError:
        return False
    return isinstance(value, dict) and str(value.get("schema", "")).startswith("reader.")


def _article_of(text: str) -> str:
    """The id in an export's front matter; empty where there is none."""
    matter = _FRONT_MATTER.match(text)
    found = _ID.search(matter[0]) if matter else None
    return found[1] if found else ""
