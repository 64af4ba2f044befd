"""Putting an export where the person wants it, without running over anything of theirs."""

from __future__ import annotations

import json
from pathlib import Path

from reader.errors import ReaderError
from reader.export.matter import article_id_in, has_our_matter
from reader.export.merging import merged_export
from reader.export.seal import is_untouched, seal_of
from reader.export.webannotation import OURS
from reader.files import make_folder, write_aside


def write_export(path: Path, text: str, *, force: bool = False) -> bool:
    """Write an export to `path` in one step; a file that says so already is left alone.

    In an earlier export of the same article in Markdown, what somebody wrote is kept: see
    `merged_export`.

    Args:
        path: The file; its folder is made if need be.
        text: The export.
        force: Overwrite whatever is there.

    Returns:
        Whether anything had to be written.

    Raises:
        ReaderError: It could not be written, or a file is there that is not ours.
    """
    there, new = planned_export(path, text, force=force)
    if there == new:
        return False
    try:
        make_folder(path.parent)
        write_aside(path, new)
    except OSError as error:
        raise _not_written(path, error) from error
    return True


def planned_export(path: Path, text: str, *, force: bool = False) -> tuple[bytes | None, bytes]:
    """What a file holds, None if it is not there, and what it is to hold after an export.

    Args:
        path: The file.
        text: The export.
        force: Whether whatever is there may go.

    Raises:
        ReaderError: The file cannot be read, or is not ours.
    """
    data = text.encode("utf-8", "replace")
    try:
        there = path.read_bytes() if path.exists() else None
    except OSError as error:
        raise _not_written(path, error) from error
    if there is None or there == data or force:
        return there, data
    try:
        held = there.decode("utf-8")
    except UnicodeDecodeError:
        held = ""
    reason = why_not(held, text) if held or there else ""
    if reason:
        raise ReaderError(
            f"{path}: not written: the file there {reason}:"
            " choose another name, or overwrite it with --force"
        )
    if has_our_matter(held):
        data = merged_export(held, text).encode("utf-8", "replace")
    return there, data


def why_not(there: str, new: str) -> str:
    """Why `new` must not take the place of the text of a file; empty when it may."""
    if not is_ours(there, new):
        return "is not an export of this article that can be told from what somebody wrote"
    if not has_our_matter(there) and seal_of(there).hash and not is_untouched(there):
        return "was edited by hand since it was exported"
    return ""


def is_ours(text: str, new: str = "") -> bool:
    """Whether the text of a file is an export of this program, edited since or not.

    Tables are not told from those of others, and somebody may have written in them.

    Args:
        text: What the file holds.
        new: What is to take its place: an export of another article is not to, unless the file
            is only for programs.
    """
    if has_our_matter(text):
        is_same = article_id_in(new) == article_id_in(text) and has_our_matter(new)
        return is_same or not new
    if seal_of(text).hash:
        return not new or bool(seal_of(text).items & seal_of(new).items)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        value = json.loads(text.split("\n", 1)[0] if text.startswith('{"schema"') else text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict):
        return False
    return str(value.get("schema", "")).startswith("reader.") or OURS in json.dumps(
        value.get("@context")
    )


def _not_written(path: Path, error: OSError) -> ReaderError:
    return ReaderError(
        f"{path}: not written ({error.strerror or error}): choose another place with -o"
    )
