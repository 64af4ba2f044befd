"""Putting an export where the person wants it, without running over anything of theirs."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from reader.errors import ReaderError
from reader.files import make_folder, write_aside

_FRONT_MATTER = re.compile(r"---\n(?:[^\n]*\n)*?---\n")
_ID = re.compile(r"^id: ['\"]?([^'\"\n]+)", re.MULTILINE)
_ITEM = re.compile(
    r"<!-- hl:(?P<id>\S+) h:(?P<hash>\S+) -->\n\n(?P<content>.*?)\n\n<!-- /hl:(?P=id) -->",
    re.DOTALL,
)
_OURS = re.compile(r"^text_sha256: ", re.MULTILINE)


def write_export(path: Path, text: str, *, force: bool = False) -> bool:
    """Write `text` to `path` in one step; a file of that text already is left alone.

    Args:
        path: The file; its folder is made if need be.
        text: What to write.
        force: Overwrite whatever is there.

    Returns:
        Whether anything had to be written.

    Raises:
        ReaderError: It could not be written, or a file is there that is not ours, or that
            somebody has written in.
    """
    data = text.encode("utf-8", "replace")
    try:
        there = path.read_bytes() if path.exists() else None
        if there == data:
            return False
        reason = why_not(there.decode("utf-8", "replace"), text) if there and not force else ""
        if reason:
            raise ReaderError(
                f"{path}: not written: the file there {reason}:"
                " choose another name, or overwrite it with --force"
            )
        make_folder(path.parent)
        write_aside(path, data)
    except OSError as error:
        raise ReaderError(
            f"{path}: not written ({error.strerror or error}): choose another place with -o"
        ) from error
    return True


def why_not(there: str, new: str) -> str:
    """Why `new` must not take the place of the text of a file; empty when it may."""
    if not is_ours(there, new):
        return "is not an export of this article"
    return "" if is_untouched(there, new) else "was edited by hand since it was exported"


def is_untouched(there: str, new: str) -> bool:
    """Whether an exported file holds only what this program put there.

    Each item carries a hash of its text. Around the items there may be nothing that `new` does
    not have there as well, but for headings of groups.
    """
    body = _FRONT_MATTER.sub("", there.removeprefix("\ufeff").replace("\r\n", "\n"), count=1)
    if not _FRONT_MATTER.match(new):
        return True
    known = {line.strip() for line in _ITEM.sub("", new).split("\n")}
    around = (line.strip() for line in _ITEM.sub("", body).split("\n"))
    return all(line in known or line.startswith("## ") for line in around if line) and all(
        item["hash"] == content_hash(item["content"]) for item in _ITEM.finditer(body)
    )


def content_hash(content: str) -> str:
    """What tells an item's text from an edited one."""
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:12]


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
