"""Front matter of an exported file: written, and merged with what a person made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

import yaml

from reader.export.exported import Exported
from reader.export.seal import Seal, value_hash

_MATTER = re.compile(
    r"\A(?P<open>\ufeff?---[ \t]*\r?\n)(?P<fields>.*?)(?P<close>^---[ \t]*\r?$)",
    re.DOTALL | re.MULTILINE,
)
_KEY = re.compile(r"(?P<name>[A-Za-z_][\w-]*)[ \t]*:(?:[ \t]|$)")
_ID = re.compile(r"^id:[ \t]*['\"]?([^'\"\r\n]+?)['\"]?[ \t]*\r?$", re.MULTILINE)
_OURS = re.compile(r"^(?:text_sha256|reader):", re.MULTILINE)


def fields_of(article: Exported) -> dict[str, object]:
    """The front matter of an article's file, in its fixed order; empty fields are left out."""
    document, kept = article.document, article.ordered
    url = document.origin.locator if article.is_web else None
    fields: dict[str, object] = {
        "id": article.article_id,
        "title": document.title,
        "source": None if url else document.origin.locator,
        "url": url,
        "authors": list(document.authors),
        "published": document.published,
        "site": document.site,
        "language": document.language,
        # A file is read anew each time it is opened: that would make every export differ.
        "retrieved": _stamp(document.retrieved) if document.retrieved and url else None,
        "text_sha256": article.text_sha256,
        "tags": [*dict.fromkeys(tag for annotation in kept for tag in annotation.tags)],
        "speakers": [*dict.fromkeys(filter(None, map(article.speaker_name_of, kept)))],
        "highlights": sum(annotation.target is not None for annotation in kept),
    }
    return {name: value for name, value in fields.items() if value not in (None, [], "")}


def matter_text(fields: Mapping[str, object]) -> str:
    """Front matter with its fences, without a line break at its end."""
    return f"---\n{''.join(_field(name, value) for name, value in fields.items())}---"


def article_id_in(text: str) -> str:
    """The id in a file's front matter; empty where there is none."""
    match = _MATTER.match(text)
    found = _ID.search(match["fields"]) if match else None
    return found[1] if found else ""


def has_our_matter(text: str) -> bool:
    """Whether a file begins with front matter of ours, edited since or not."""
    match = _MATTER.match(text)
    return bool(match and _OURS.search(match["fields"]))


def fields_in(text: str) -> dict[str, object]:
    """The fields of a file's front matter; none when there is any doubt about them."""
    match = _MATTER.match(text)
    return (_loaded(match["fields"]) if match else None) or {}


def merged_matter(text: str, fields: Mapping[str, object], seal: Seal) -> str:
    """A file with its front matter brought up to date.

    A field that somebody changed or took out stays so, whatever the order or the way of
    writing; what they added stays too. Front matter that is no YAML is left alone.

    Args:
        text: The file.
        fields: What is to stand in it.
        seal: How the file was left.
    """
    match = _MATTER.match(text)
    there = _loaded(match["fields"]) if match else None
    if match is None or there is None:
        return text
    ending = "\r\n" if match["open"].endswith("\r\n") else "\n"
    chunks = dict(_chunks(match["fields"]))
    left = dict(seal.fields)
    for name in left.keys() | fields.keys():
        is_as_left = name in there and left.get(name) == value_hash(there[name])
        if is_as_left and name not in fields:
            del chunks[name]
        elif is_as_left and value_hash(fields[name]) != left[name]:
            chunks[name] = _field(name, fields[name]).replace("\n", ending)
    missing = [name for name in fields if name not in there and name not in left]
    if missing:
        chunks = _with_missing(chunks, fields, missing, ending)
    return f"{match['open']}{''.join(chunks.values())}{match['close']}{text[match.end() :]}"


def _with_missing(
    chunks: dict[str, str], fields: Mapping[str, object], missing: list[str], ending: str
) -> dict[str, str]:
    """`chunks` with the missing fields, each after the one it follows in `fields`."""
    names, order = list(chunks), list(fields)
    for name in missing:
        before = [other for other in order[: order.index(name)] if other in names]
        names.insert(names.index(before[-1]) + 1 if before else len(names), name)
    new = {name: _field(name, fields[name]).replace("\n", ending) for name in missing}
    return {name: chunks.get(name) or new[name] for name in names}


def _field(name: str, value: object) -> str:
    told: str = yaml.safe_dump({name: value}, sort_keys=False, allow_unicode=True, width=2**31)
    return told


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _chunks(fields: str) -> Iterator[tuple[str, str]]:
    """Each field's name with its lines; lines that belong to none have names of their own."""
    name, lines = "#", ""
    for number, line in enumerate(re.split(r"(?<=\n)", fields)):
        match = _KEY.match(line)
        if match or line.startswith("#"):
            if lines:
                yield name, lines
            name, lines = (match["name"] if match else f"#{number}"), ""
        lines += line
    if lines:
        yield name, lines


class _Plain(yaml.SafeLoader):
    """YAML without aliases, which can stand for more than any memory holds."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def _loaded(fields: str) -> dict[str, object] | None:
    """The values; None when there is any doubt about them."""
    try:
        value = yaml.load(fields, _Plain)
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError):
        return None
    names = [name for name, _ in _chunks(fields) if not name.startswith("#")]
    if not isinstance(value, dict) or len(set(names)) != len(names) or set(value) != set(names):
        return None
    return value
