"""Two wordings side by side in one line: what went is struck, what came is bold."""

from __future__ import annotations

from textual.content import Content

from reader.reading import PieceKind, differences

_STYLES = {
    PieceKind.SAME: "",
    PieceKind.GONE: "strike $text-error",
    PieceKind.NEW: "bold underline $text-success",
}


def compared(was: str, now: str) -> Content:
    """Both wordings in one, the differences marked; not by colour alone."""
    words: list[tuple[str, str] | str] = []
    for piece in differences(was, now):
        words += [(piece.words, _STYLES[piece.kind]), " "]
    return Content.assemble(*words[:-1])
