"""Which program a file of notes is from, told by what is in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from reader.errors import ReaderError
from reader.imports.devices import kindle_notes, koreader_notes, readwise_notes
from reader.imports.found import Parsed
from reader.imports.ours import SCHEMA, lines_of, our_notes
from reader.imports.web import hypothesis_notes, web_annotations

FORMS = ("jsonld", "hypothesis", "readwise", "kindle", "koreader", "json")
"""The names of the forms that can be read."""

_JSON: Mapping[str, Callable[[object], Parsed]] = {
    "jsonld": web_annotations,
    "hypothesis": hypothesis_notes,
    "koreader": koreader_notes,
    "json": our_notes,
}
_TEXT: Mapping[str, Callable[[str], Parsed]] = {"readwise": readwise_notes, "kindle": kindle_notes}


def parse(data: bytes, name: str, form: str = "auto") -> Parsed:
    """The notes in a file.

    Args:
        data: What the file holds.
        name: What to call it when something is wrong with it.
        form: One of `FORMS`, or `auto`.

    Raises:
        ReaderError: It is none of these, or not the one that was named.
    """
    text = _text(data)
    value = _value(text)
    if form == "auto":
        form = _form_of(text, value)
    if form in _TEXT:
        return _TEXT[form](text)
    if form in _JSON and value is not None:
        try:
            return _JSON[form](value)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ReaderError(
                f"{name}: not notes as {form} has them ({type(error).__name__}: {error}):"
                " export them again there"
            ) from error
    wanted = f"no {form}" if form else "no notes this program can read"
    raise ReaderError(f"{name}: {wanted} in it: give one of {', '.join(FORMS)} with --format")


def _text(data: bytes) -> str:
    for encoding in (
        ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",)
    ):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")


def _value(text: str) -> object:
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        value: object = json.loads(text)
    except RecursionError:
        return None
    except ValueError:
        return lines_of(text)
    return value


def _form_of(text: str, value: object) -> str:
    """The name of the form; empty when it is none."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, Mapping):
        return next((form for form, is_it in _SIGNS if is_it(first)), "")
    header = text.lstrip("\ufeff \r\n").split("\n", 1)[0]
    if "Highlight" in header and "Book Title" in header:
        return "readwise"
    return "kindle" if "\n==========" in text.replace("\r", "\n") else ""


_SIGNS: tuple[tuple[str, Callable[[Mapping[str, object]], bool]], ...] = (
    ("json", lambda one: str(one.get("schema", "")).startswith(SCHEMA)),
    ("hypothesis", lambda one: "rows" in one or ("uri" in one and "target" in one)),
    ("jsonld", lambda one: "@context" in one or "@graph" in one or "target" in one),
    (
        "koreader",
        lambda one: any(
            name in one for name in ("documents", "entries", "annotations", "bookmarks")
        ),
    ),
)
