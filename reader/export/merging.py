"""A new export put into the file of an earlier one, in which somebody may have written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reader.export.matter import fields_in, merged_matter
from reader.export.seal import is_untouched, item_mark, seal_of, seal_start, with_seal
from reader.export.sections import Item, Section, sections

_HEADING = re.compile(r"^##? [^\r\n]*", re.MULTILINE)


def merged_export(there: str, new: str) -> str:
    """What the file is to hold: `new`, with everything somebody wrote in `there` kept.

    Of a file nobody wrote in, `new` takes the place. Else the items nobody edited are replaced
    by their new versions, or taken out if there is none any more; an edited one stays as it is,
    with the new version after it once that differs from the one that was edited; an item that
    was taken out by hand stays out until it changes; new ones go where they belong among the
    others. What stands outside the items, and their order, is not touched. Doing it again
    changes nothing.

    Args:
        there: The text of the file.
        new: The export of the same article as it is now.
    """
    is_crlf = "\r\n" in there and "\n" not in there.replace("\r\n", "")
    fitting = new.replace("\n", "\r\n") if is_crlf else new
    if is_untouched(there) or not there.strip():
        # Line endings and a byte order mark are the person's.
        mark = "\ufeff" if there.startswith("\ufeff") else ""
        is_same = there.removeprefix("\ufeff").replace("\r\n", "\n") == new
        return there if is_same else mark + fitting
    left, now = seal_of(there), seal_of(new)
    fresh = _placed(sections(fitting))
    merging = _Merging(sections(there), fresh, left.items, "\r\n" if is_crlf else "\n")
    merging.update({place.item.id: place.item for place in fresh})
    for number, place in enumerate(fresh):
        if item_mark(place.item.id, place.item.hash) not in left.items:
            merging.add(number)
    text = merged_matter("".join(map(_text, merging.parts)), fields_in(new), left)
    # The hash stays that of what was written last: that it does not fit tells of the edits.
    return with_seal(text, replace(now, hash=left.hash or "0"), merging.ending)


@dataclass(frozen=True, slots=True)
class _Place:
    """An item of the new export, with the heading it stands under."""

    item: Item
    heading: str


def _placed(parts: list[Section]) -> list[_Place]:
    heading = ""
    places: list[_Place] = []
    for part in parts:
        if isinstance(part, Item):
            places.append(_Place(part, heading))
        else:
            heading = [heading, *_HEADING.findall(part)][-1]
    return places


@dataclass(slots=True)
class _Merging:
    """The file's parts while they are brought up to date."""

    parts: list[Section]
    fresh: list[_Place]
    left: frozenset[str]
    ending: str

    def update(self, new: Mapping[str, Item]) -> None:
        """Replace, take out and keep what is there; new versions go beside edited ones."""
        there = [part for part in self.parts if isinstance(part, Item)]
        unedited = {item.id for item in there if not item.is_edited}
        shown = {item.id for item in there if item.id in new and item.hash == new[item.id].hash}
        last = {item.id: item for item in there}
        kept: list[Section] = []
        for part in self.parts:
            if isinstance(part, str):
                kept.append(part)
            elif part.id not in new:
                # What the seal does not know, somebody may have named.
                is_ours = item_mark(part.id, part.hash) in self.left
                kept.append("" if is_ours and not part.is_edited else part)
            elif not part.is_edited:
                kept.append(new[part.id])
            else:
                kept.append(part.known(new[part.id].hash))
                if part is last[part.id] and part.id not in unedited | shown:
                    kept += [self._blank_after(part), new[part.id]]
        self.parts = _closed_up(kept)

    def add(self, number: int) -> None:
        """Add an item of the new export unless it is there, where it belongs."""
        place = self.fresh[number]
        at = {part.id: index for index, part in enumerate(self.parts) if isinstance(part, Item)}
        if place.item.id in at:
            return
        before = [near.item.id for near in self.fresh[:number] if near.item.id in at]
        group = {near.item.id for near in self.fresh if near.heading == place.heading}
        after = [near.item.id for near in self.fresh[number + 1 :] if near.item.id in at]
        if before and before[-1] in group:
            self._put_after(at[before[-1]], place.item)
        elif after and after[0] in group:
            self.parts[at[after[0]] : at[after[0]]] = [place.item, self.ending]
        elif self._put_under(place):
            return
        elif before:
            self._put_after(at[before[-1]], place.item, self._heading(place))
        else:
            self._put_last(place)

    def _put_after(self, index: int, item: Item, heading: str = "") -> None:
        blank = self._blank_after(self.parts[index])
        self.parts[index + 1 : index + 1] = [blank + heading, item]

    def _put_under(self, place: _Place) -> bool:
        """Put an item right under its heading, if that is in the file."""
        for index, part in enumerate(self.parts):
            text = part if isinstance(part, str) else ""
            match = next((one for one in _HEADING.finditer(text) if one[0] == place.heading), None)
            if match:
                start = f"{text[: match.end()]}{self.ending}{self.ending}"
                self.parts[index : index + 1] = [start, place.item, text[match.end() :]]
                return True
        return False

    def _put_last(self, place: _Place) -> None:
        last = self.parts[-1] if self.parts else ""
        if not isinstance(last, str):
            last = ""
        elif last:
            self.parts.pop()
        at = seal_start(last)
        blank = "" if last[:at].endswith(self.ending * 2) or not last[:at] else self.ending
        start = last[:at] + blank + self._heading(place)
        self.parts += [start, place.item, self.ending, last[at:]]

    def _heading(self, place: _Place) -> str:
        is_group = place.heading.startswith("## ")
        return f"{place.heading}{self.ending}{self.ending}" if is_group else ""

    def _blank_after(self, part: Section) -> str:
        return self.ending if _text(part).endswith("\n") else self.ending * 2


def _closed_up(parts: list[Section]) -> list[Section]:
    """The parts without the empty ones, and without the blank line after each of those."""
    kept: list[Section] = []
    is_gap = False
    for part in parts:
        if is_gap and isinstance(part, str):
            part = re.sub(r"\A\r?\n", "", part)
        is_gap = part == "" or (is_gap and not part)
        if part:
            kept.append(part)
    return kept


def _text(part: Section) -> str:
    return part if isinstance(part, str) else part.text
