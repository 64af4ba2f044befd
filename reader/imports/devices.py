"""Notes from reading devices and services: Kindle, KOReader, Readwise."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reader.imports.dates import moment_in_words
from reader.imports.found import Found, Parsed, color_of, moment, tuple_of, words

_LIMIT = re.compile(r"<[^<>]*(?:clipping limit|límite de recortes|limite|Limit)[^<>]*>", re.I)
_NOTE = re.compile(r"\b(?:note|nota|notiz|notitie|anteckning|заметка|笔记|メモ)\b|笔记|メモ", re.I)
_BOOKMARK = re.compile(
    r"bookmark|marcador|lesezeichen|signet|segnalibro|bladwijzer|书签|закладка", re.I
)
_PLACE = re.compile(
    r"(?:location|loc\.|posición|position|posizione|posição|locatie|emplacement|позиц\w*|位置\s*#?)"
    r"[^\d]{0,5}(\d+)(?:\s*[-–]\s*(\d+))?",
    re.I,
)
_PAGE = re.compile(
    r"(?:page|página|seite|pagina|стр\w*|第)[^\d]{0,3}(\d+)(?:\s*[-–]\s*(\d+))?", re.I
)


@dataclass(frozen=True, slots=True)
class _Clipping:
    book: str
    is_note: bool
    start: int
    end: int
    text: str
    told: str


def kindle_notes(text: str) -> Parsed:
    """The highlights and notes of `My Clippings.txt`, in any language of the device.

    A highlight that was made longer stands there again each time: the longest is taken. A note
    goes to the highlight it was made on.
    """
    refused: list[str] = []
    kept: list[_Clipping] = []
    for block in re.split(r"^={6,}[ \t\r]*$", text.removeprefix("\ufeff"), flags=re.MULTILINE):
        clipping = _clipping(block, refused)
        if clipping:
            kept.append(clipping)
    highlights = _longest([one for one in kept if not one.is_note], refused)
    keys = _kindle_keys(highlights)
    notes = {id(one): _kindle_note(one, key) for one, key in zip(highlights, keys, strict=True)}
    loose: list[Found] = []
    by_book = _by_book(highlights)
    for note in _latest([one for one in kept if one.is_note], refused):
        on = [
            one
            for one in by_book.get(note.book, ())
            if note.start and one.start <= note.start <= one.end
        ]
        if on:
            found = notes[id(on[-1])]
            body = "\n\n".join(filter(None, (found.body, note.text)))
            notes[id(on[-1])] = replace(found, body=body)
        else:
            loose.append(_kindle_note(note, *_kindle_keys([note])))
    return Parsed("kindle", (*notes.values(), *loose), tuple(refused))


def _clipping(block: str, refused: list[str]) -> _Clipping | None:
    lines = [line.strip("\ufeff \t\r") for line in block.strip("\r\n \ufeff").split("\n")]
    if not any(lines):
        return None
    told = lines[1] if len(lines) > 1 else ""
    text = words("\n".join(lines[2:]))
    short = " ".join(f"{lines[0]} {told}".split())[:80]
    if not told.startswith("-"):
        refused.append(f"{short}: not a clipping")
        return None
    if _LIMIT.search(text):
        refused.append(f"{short}: the device kept no words of it (clipping limit)")
        return None
    if not text:
        kind = "a bookmark" if _BOOKMARK.search(told) else "empty"
        refused.append(f"{short}: {kind}")
        return None
    place = _PLACE.search(told) or _PAGE.search(told)
    start = int(place[1]) if place else 0
    end = int(place[2] or place[1]) if place else 0
    if place and place[2] and end < start:
        # "1,234-38" is written short.
        end = int(place[1][: -len(place[2])] + place[2])
    is_note = bool(_NOTE.search(told.split("|")[0]))
    return _Clipping(lines[0], is_note, start, max(start, end), text, told)


def _longest(clippings: list[_Clipping], refused: list[str]) -> list[_Clipping]:
    """Without those whose words are part of another's at the same place."""
    # By its number in the file: one that was made again stays where the first of them is.
    kept = dict(enumerate(clippings))
    numbers: dict[str, list[int]] = {}
    for number, one in enumerate(clippings):
        there = numbers.setdefault(one.book, [])
        again = next((other for other in there if _is_again(one, kept[other])), None)
        if again is None:
            there.append(number)
            continue
        del kept[number]
        first = kept[again]
        refused.append(f"{first.book}: made again, longer or shorter, at {first.start}")
        # The later one is what the person settled on, unless it is only the beginning.
        kept[again] = max(first, one, key=lambda each: len(each.text))
    return list(kept.values())


def _by_book(clippings: list[_Clipping]) -> dict[str, list[_Clipping]]:
    books: dict[str, list[_Clipping]] = {}
    for one in clippings:
        books.setdefault(one.book, []).append(one)
    return books


def _latest(notes: list[_Clipping], refused: list[str]) -> list[_Clipping]:
    """A note that is written anew stands there again, below: the last one at a place is taken."""
    kept: dict[tuple[str, int | str], _Clipping] = {}
    for one in notes:
        place = one.start or one.text
        before = kept.get((one.book, place))
        if before is not None:
            refused.append(f"{one.book}: a note written anew at {one.start}: {before.text[:60]}")
        kept[one.book, place] = one
    return list(kept.values())


def _kindle_keys(clippings: list[_Clipping]) -> list[str]:
    """What tells each from the others: its place, and its number of those at that place.

    Two sentences may have the same place; new clippings are always put at the end.
    """
    counted: Counter[tuple[str, str]] = Counter()
    keys = []
    for one in clippings:
        place = f"{one.start}" if one.start else one.text[:40]
        counted[one.book, place] += 1
        number = counted[one.book, place]
        further = (str(number),) if number > 1 else ()
        keys.append(_digest("kindle", one.book, str(one.is_note), place, *further))
    return keys


def _is_again(one: _Clipping, other: _Clipping) -> bool:
    if one.start > other.end + 1 or other.start > one.end + 1:
        return False
    mine, theirs = (" ".join(each.text.split()) for each in (one, other))
    return mine in theirs or theirs in mine


def _kindle_note(one: _Clipping, key: str) -> Found:
    match = re.fullmatch(r"(.*?)\s*\(([^()]*)\)\s*", one.book)
    title, author = (match[1], match[2]) if match else (one.book, "")
    return Found(
        key=key,
        exact="" if one.is_note else one.text,
        body=one.text if one.is_note else "",
        created=moment_in_words(one.told),
        title=title,
        authors=tuple(part.strip() for part in author.split(";") if part.strip()),
    )


def readwise_notes(text: str) -> Parsed:
    """The rows of a Readwise export."""
    notes: list[Found] = []
    refused: list[str] = []
    csv.field_size_limit(10_000_000)
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        for row in table:
            told = {str(name).strip(): words(cell) for name, cell in row.items() if name}
            if not told.get("Highlight") and not told.get("Note"):
                refused.append(f"line {table.line_num}: neither words nor a note")
                continue
            notes.append(_readwise_note(told))
    except csv.Error as error:
        refused.append(f"line {table.line_num}: {error}")
    return Parsed("readwise", tuple(notes), tuple(refused))


def _readwise_note(row: Mapping[str, str]) -> Found:
    title, exact = row.get("Book Title", ""), row.get("Highlight", "")
    place = row.get("Location", "")
    url = next((row[name] for name in ("Source URL", "URL", "Url") if row.get(name)), "")
    return Found(
        key=_digest("readwise", title, row.get("Amazon Book ID", ""), place, exact),
        exact=exact,
        body=row.get("Note", ""),
        tags=tuple_of(re.split(r"\s*,\s*", row.get("Tags", ""))),
        color=color_of(row.get("Color")),
        created=moment(row.get("Highlighted at")),
        title=title,
        locator=url,
        authors=tuple_of(re.split(r"\s*(?:,| and )\s*", row.get("Book Author", ""))),
    )


def koreader_notes(value: object) -> Parsed:
    """The notes of a KOReader export, or of a book's metadata written as JSON."""
    notes: list[Found] = []
    refused: list[str] = []
    for book in _books(value):
        for entry in _entries(book):
            found = _koreader_note(book, entry)
            if found is None:
                refused.append(f"{_title(book)}: a bookmark without words")
            else:
                notes.append(found)
    return Parsed("koreader", tuple(notes), tuple(refused))


def _books(value: object) -> Iterator[Mapping[str, object]]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            inner = one.get("documents")
            yield from _books(inner) if isinstance(inner, list) else [one]


def _entries(book: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    for name in ("entries", "annotations", "bookmarks"):
        entries = book.get(name)
        # A table of Lua may come as an object with numbers for names.
        rows = [*entries.values()] if isinstance(entries, Mapping) else entries
        if isinstance(rows, list):
            yield from (row for row in rows if isinstance(row, Mapping))
            return


def _title(book: Mapping[str, object]) -> str:
    props = book.get("doc_props")
    inner = props.get("title") if isinstance(props, Mapping) else ""
    return words(book.get("title")) or words(inner)


def _koreader_note(book: Mapping[str, object], entry: Mapping[str, object]) -> Found | None:
    props = book.get("doc_props")
    authors = book.get("author") or (props.get("authors") if isinstance(props, Mapping) else "")
    # In older files the words are `notes`, and `text` what the person made of them.
    is_old = "notes" in entry
    exact = words(entry.get("notes") if is_old else entry.get("text"))
    body = words(entry.get("text") if is_old else entry.get("note"))
    if is_old and (not body or re.match(r"Page \d+ ", body)):
        body = ""
    if not exact and not body:
        return None
    place = entry.get("pos0") or entry.get("page") or entry.get("pageno")
    drawer = {"underscore": "underline", "strikeout": "strike"}.get(str(entry.get("drawer")), "")
    when = entry.get("time") or entry.get("datetime")
    return Found(
        key=_digest("koreader", _title(book), str(place), str(when), exact[:200]),
        exact=exact,
        body=body,
        color=color_of(entry.get("color")),
        decoration=drawer or "highlight",
        created=moment(when),
        updated=moment(entry.get("datetime_updated")),
        title=_title(book),
        locator=words(book.get("file") or book.get("doc_path")),
        authors=tuple_of(re.split(r"\s*[\n;]\s*", words(authors))),
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
