"""The last line of an exported Markdown file: how the program left it, to tell what changed since.

Nothing in it says when. Without it the file is still merged with, only more carefully.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SEAL = re.compile(
    r"^(?:\# )?<!-- sealed h:(?P<hash>[0-9a-f]{12}|0) f:(?P<fields>(?:[a-z0-9_]+=[0-9a-f]{8},?)*)"
    r" i:(?P<items>(?:[0-9a-f]{8},?)*) -->[ \t]*\r?\n?",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Seal:
    """How the program left a file."""

    hash: str = ""
    """Of all the file but this line; it fits no longer when somebody wrote in it."""
    fields: frozenset[tuple[str, str]] = frozenset()
    """Each field of the front matter with a hash of its value as exported."""
    items: frozenset[str] = frozenset()
    """A hash for each item as exported, whether it stands in the file or was taken out."""

    @property
    def line(self) -> str:
        """The line, with its line break."""
        fields = ",".join(f"{name}={digest}" for name, digest in sorted(self.fields))
        return f"<!-- sealed h:{self.hash} f:{fields} i:{','.join(sorted(self.items))} -->\n"


def sealed(text: str, fields: Mapping[str, object], items: Iterable[str]) -> str:
    """`text` with its seal after it.

    Args:
        text: The file, with a line break at its end.
        fields: The front matter.
        items: What `item_mark` gives for each item.
    """
    told = frozenset((name, value_hash(value)) for name, value in fields.items())
    seal = Seal(_hash(f"{text}\n"), told, frozenset(items))
    return f"{text}\n{seal.line}"


def sealed_page(text: str, article_ids: Iterable[str], comment: str = "") -> str:
    """A file without items, with its seal after it, by which an edited one can be told.

    Args:
        text: The file, with a line break at its end.
        article_ids: The articles it is of.
        comment: What makes a line a comment, where `<!--` does not.
    """
    items = frozenset(item_mark(article_id, "") for article_id in article_ids)
    return f"{text}{comment}{Seal(_hash(text), items=items).line}"


def seal_of(text: str) -> Seal:
    """The seal of a file, an empty one if there is none; the last of several."""
    match = _last(text)
    if match is None:
        return Seal()
    fields = (field.partition("=") for field in match["fields"].split(",") if field)
    return Seal(
        match["hash"],
        frozenset((name, digest) for name, _, digest in fields),
        frozenset(filter(None, match["items"].split(","))),
    )


def with_seal(text: str, seal: Seal, ending: str = "\n") -> str:
    """A file with another seal in the place of its own; at the end if it has none.

    Args:
        text: The file.
        seal: The seal.
        ending: How lines end where the seal is a new line.
    """
    match = _last(text)
    if match:
        _, mark, blanks = match[0].partition("-->")
        line = seal.line.removesuffix("-->\n")
        return f"{text[: match.start()]}{line}{mark}{blanks}{text[match.end() :]}"
    blank = "" if text.endswith(ending * 2) else ending if text.endswith("\n") else ending * 2
    return f"{text}{blank}{seal.line.rstrip()}{ending}"


def seal_start(text: str) -> int:
    """Where the seal begins in a piece of text; its end where there is none."""
    match = _last(text)
    return match.start() if match else len(text)


def is_untouched(text: str) -> bool:
    """Whether a file is as the program left it; line endings do not count."""
    match = _last(text)
    if match is None:
        return False
    return match["hash"] == _hash(text[: match.start()] + text[match.end() :])


def item_mark(item_id: str, digest: str) -> str:
    """What a seal has for an item of this id and hash."""
    return hashlib.sha256(f"{item_id} {digest}".encode()).hexdigest()[:8]


def value_hash(value: object) -> str:
    """What tells a value of the front matter from another, however it is written."""
    told = json.dumps(value, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def _last(text: str) -> re.Match[str] | None:
    return max(_SEAL.finditer(text), key=lambda match: match.start(), default=None)


def _hash(text: str) -> str:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:12]
