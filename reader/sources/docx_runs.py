"""The runs of a Word paragraph: words, and what is set apart in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.document import InlineKind
from reader.document.address import safe_address
from reader.sources.words import Words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_BREAKS = frozenset({"br", "cr", "tab", "ptab"})
_LEFT_OUT = frozenset(
    "del moveFrom delText Fallback pPr rPr sectPr drawing pict object fldData".split()
)
"""What was deleted, and what is no text. Text boxes are in drawings: beside the text, not in it."""
_MARKERS = {"noBreakHyphen": "‑", "softHyphen": ""}
_KINDS = {
    "i": InlineKind.EMPHASIS,
    "b": InlineKind.STRONG,
    "strike": InlineKind.STRUCK,
    "dstrike": InlineKind.STRUCK,
}
"""Properties of a run that set it apart."""
_OFF = frozenset({"0", "false", "off", "none"})
_LINK = re.compile(r"""\s*HYPERLINK\s+(?:"([^"]*)"|(\S+))?(?:.*\\l\s+"([^"]*)")?""", re.DOTALL)
"""The instruction of a field that is a link: its address, or with `\\l` a place of the text."""


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def value_of(element: Element | None, attribute: str = "val") -> str | None:
    """The value of an attribute, whatever its namespace; None without one."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == attribute:
            return value
    return None


def note_name(number: int) -> str:
    """The name by which the reference to a footnote knows it."""
    return f"note {number}"


class RunReader:
    """Reads what a person reads of a paragraph or cell."""

    def __init__(self, addresses: Mapping[str, str], notes: list[str]) -> None:
        """Begin with no words.

        Args:
            addresses: Where links lead, by the id of their relation.
            notes: Ids of the footnotes met so far, in order; those met here are added.
        """
        self.words = Words()
        """What was read."""
        self._addresses, self._notes = addresses, notes
        self._instruction: list[str] | None = None
        self._fields = 0
        """How many fields are open."""

    def read(self, element: Element) -> None:
        """Read an element and all in it."""
        name = local_name(element)
        if name in _LEFT_OUT:
            return
        match name:
            case "t":
                self.words.add_loose(element.text or "")
            case "p" if self.words:
                self.words.add_loose(" ")
                self._read_all(element)
            case "r":
                self._read_run(element)
            case "hyperlink":
                self._read_link(element)
            case "footnoteReference":
                self._read_reference(element)
            case _:
                self._read_other(element, name)

    def _read_other(self, element: Element, name: str) -> None:
        if name in _BREAKS:
            self.words.add_loose(" ")
        elif name in _MARKERS:
            self.words.add(_MARKERS[name])
        elif name == "bookmarkStart":
            self.words.name(f"bookmark {value_of(element, 'name')}")
        elif name == "instrText":
            if self._instruction is not None:
                self._instruction.append(element.text or "")
        elif name == "fldChar":
            self._read_field(value_of(element, "fldCharType"))
        elif name == "fldSimple":
            self._begin_link(value_of(element, "instr") or "")
            self._read_all(element)
            self.words.end()
        else:
            self._read_all(element)

    def _read_all(self, element: Element) -> None:
        for inner in element:
            self.read(inner)

    def _read_run(self, run: Element) -> None:
        # A run that begins or ends a field has no words of its own.
        properties = run.find("{*}rPr") if run.find("{*}fldChar") is None else None
        kinds = [
            _KINDS[local_name(one)]
            for one in (properties if properties is not None else ())
            if local_name(one) in _KINDS and value_of(one) not in _OFF
        ]
        for kind in kinds:
            self.words.begin(kind)
        self._read_all(run)
        for _ in kinds:
            self.words.end()

    def _read_field(self, step: str | None) -> None:
        if step == "begin":
            self._instruction = []
        elif step == "separate":
            self._begin_link("".join(self._instruction or ()))
            self._fields += 1
            self._instruction = None
        elif step == "end" and self._fields:
            self.words.end()
            self._fields -= 1

    def _begin_link(self, instruction: str) -> None:
        match = _LINK.match(instruction)
        address = safe_address(match[1] or match[2] or "") if match else ""
        if address:
            self.words.begin(InlineKind.LINK, address)
        elif match and match[3]:
            self.words.begin(InlineKind.REFERENCE, f"bookmark {match[3]}")
        else:
            self.words.begin(None)

    def _read_link(self, link: Element) -> None:
        address = self._addresses.get(value_of(link, "id") or "", "")
        anchor = value_of(link, "anchor")
        if address:
            self.words.begin(InlineKind.LINK, address)
        elif anchor:
            self.words.begin(InlineKind.REFERENCE, f"bookmark {anchor}")
        else:
            self.words.begin(None)
        self._read_all(link)
        self.words.end()

    def _read_reference(self, element: Element) -> None:
        self._notes.append(value_of(element, "id") or "")
        self.words.begin(InlineKind.REFERENCE, note_name(len(self._notes)))
        self.words.add(f"[{len(self._notes)}]")
        self.words.end()
