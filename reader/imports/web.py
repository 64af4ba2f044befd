"""W3C Web Annotations, and those of Hypothesis."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit
from urllib.request import url2pathname

from reader.imports.found import Found, Parsed, moment, tuple_of, words

Record = Mapping[str, object]


def web_annotations(value: object) -> Parsed:
    """The annotations of JSON-LD: one, several, a page, a collection or a graph of them."""
    notes: list[Found] = []
    refused: list[str] = []
    for record in _annotations(value):
        found = _note(record)
        if found is None:
            refused.append(f"{_name(record)}: it has no target")
        else:
            notes.append(found)
    return Parsed("jsonld", tuple(notes), tuple(refused))


def hypothesis_notes(value: object) -> Parsed:
    """The annotations in an answer of the Hypothesis API; a reply goes to the note it answers."""
    rows = value.get("rows", [value]) if isinstance(value, Mapping) else value
    rows = [row for row in _list(rows) if isinstance(row, Mapping)]
    notes: dict[str, Found] = {}
    replies: list[tuple[Record, list[object]]] = []
    refused: list[str] = []
    for row in rows:
        chain = _list(row.get("references")) if row.get("references") else []
        if chain:
            replies.append((row, chain))
        elif words(row.get("uri")) or _targets(row):
            notes[str(row.get("id"))] = _hypothesis_note(row)
        else:
            refused.append(f"{row.get('id')}: it says nothing of where it is from")
    for row, chain in sorted(replies, key=lambda reply: str(reply[0].get("created"))):
        first = str(chain[0])
        if first not in notes:
            refused.append(f"{row.get('id')}: a reply to a note that is not in the file")
            continue
        user = words(row.get("user")).removeprefix("acct:").split("@")[0]
        reply = f"**{user or 'Reply'}:** {words(row.get('text'))}"
        body = "\n\n".join(filter(None, (notes[first].body, reply)))
        notes[first] = replace(notes[first], body=body)
    return Parsed("hypothesis", tuple(notes.values()), tuple(refused))


def _hypothesis_note(row: Record) -> Found:
    document = row.get("document")
    title = document.get("title") if isinstance(document, Mapping) else ""
    quoted = _selected(_targets(row)[0]) if _targets(row) else Found("")
    return replace(
        quoted,
        key=str(row.get("id")),
        body=words(row.get("text")),
        tags=tuple_of(row.get("tags") or []),
        created=moment(row.get("created")),
        updated=moment(row.get("updated")),
        title=next(iter(tuple_of(title)), ""),
        locator=_locator(words(row.get("uri")) or quoted.locator),
    )


def _annotations(value: object) -> Iterator[Record]:
    """Every annotation in a value, however it is wrapped."""
    pending = [value]
    while pending:
        one = pending.pop(0)
        if isinstance(one, list):
            pending[:0] = one
        elif isinstance(one, Mapping):
            if "Annotation" in _list(one.get("type", one.get("@type"))) or (
                "target" in one and "first" not in one
            ):
                yield one
            else:
                pending[:0] = [one[name] for name in ("first", "items", "@graph") if one.get(name)]


def _note(record: Record) -> Found | None:
    ours = record.get("note")
    if isinstance(ours, Mapping) and isinstance(ours.get("record"), Mapping):
        from reader.imports.ours import note_of

        return note_of(ours)
    targets = _targets(record)
    if not targets:
        return None
    bodies = _bodies(record)
    told = [text for purpose, text in bodies if purpose not in ("tagging", "highlighting")]
    quoted = _selected(targets[0])
    key = _name(record)
    return replace(
        quoted,
        key=key if record.get("id", record.get("@id")) else _digest(record),
        body="\n\n".join(told),
        tags=tuple(dict.fromkeys(text for purpose, text in bodies if purpose == "tagging")),
        created=moment(record.get("created")),
        updated=moment(record.get("modified")),
    )


def _bodies(record: Record) -> list[tuple[str, str]]:
    """Each body's purpose and text, in order."""
    whole = words(record.get("motivation")).removeprefix("oa:")
    found = [(whole, words(record.get("bodyValue")))]
    for body in _list(record.get("body", [])):
        if isinstance(body, Mapping):
            purpose = words(body.get("purpose")) or whole
            text = words(body.get("value", body.get("chars"))) or words(body.get("source"))
            found.append((purpose.removeprefix("oa:"), text))
        else:
            found.append((whole, words(body)))
    return [(purpose, text) for purpose, text in found if text]


def _targets(record: Record) -> list[object]:
    return [one for one in _list(record.get("target", [])) if one]


def _selected(target: object) -> Found:
    if not isinstance(target, Mapping):
        return Found("", locator=_locator(words(target)))
    source = target.get("source", target.get("id", target.get("@id")))
    name = source.get("id") if isinstance(source, Mapping) else source
    title = source.get("title") if isinstance(source, Mapping) else ""
    found = Found("", locator=_locator(words(name)), title=words(title))
    for selector in _selectors(target.get("selector")):
        kind = words(selector.get("type", selector.get("@type"))).removeprefix("oa:")
        if kind == "TextQuoteSelector":
            found = replace(
                found,
                exact=_raw(selector.get("exact")),
                prefix=_raw(selector.get("prefix")),
                suffix=_raw(selector.get("suffix")),
            )
        elif kind == "TextPositionSelector":
            start = selector.get("start")
            found = replace(found, start=start if isinstance(start, int) else None)
    return found


def _selectors(value: object) -> Iterator[Record]:
    """The selectors, and what refines them."""
    pending = _list(value)
    for selector in pending[:100]:
        while isinstance(selector, Mapping):
            yield selector
            selector = selector.get("refinedBy")


def _raw(value: object) -> str:
    # As long as it was, but for halves of characters, which no text has.
    return re.sub("[\ud800-\udfff]", "\ufffd", value) if isinstance(value, str) else ""


def _locator(name: str) -> str:
    """A URL as it is, a file's as its path."""
    if not name.startswith("file:"):
        return name
    return url2pathname(urlsplit(name).path)


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [] if value is None else [value]


def _name(record: Record) -> str:
    return str(record.get("id", record.get("@id", "an annotation")))


def _digest(record: Record) -> str:
    return hashlib.sha256(
        repr(sorted(map(str, record.items()))).encode("utf-8", "replace")
    ).hexdigest()
