"""Every key of the article screen, once: bindings, footer, help and palette are made from this.

Only data: importing it costs nothing, so the command line can print it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Mode(StrEnum):
    """What the article screen is doing; a key may mean different things in each."""

    READ = "read"
    SELECT = "select"


@dataclass(frozen=True, slots=True)
class Key:
    """One thing a key does."""

    id: str
    """Stable name, for remapping: `read.next_pane`."""
    keys: str
    """Default keys, comma-separated, in Textual's names."""
    action: str
    """The action, with its arguments: `move('down')`."""
    help: str
    """What it does, for the help screen and the palette; lower case, no full stop."""
    label: str = ""
    """One or two words for the footer; empty: not shown there."""
    modes: tuple[Mode, ...] = (Mode.READ, Mode.SELECT)
    """Where it works."""

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys as a person would name them."""
        return tuple(shown_key(key) for key in self.keys.split(","))


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that belong together on the help screen."""

    title: str
    """Heading."""
    keys: tuple[Key, ...]
    """In the order shown."""


_READ = (Mode.READ,)
_SELECT = (Mode.SELECT,)


def _motion(
    name: str, keys: str, text: str, modes: tuple[Mode, ...] = (Mode.READ, Mode.SELECT)
) -> Key:
    return Key(f"move.{name}", keys, f"move('{name}')", text, modes=modes)


def _both(kind: str, onward: str, back: str) -> tuple[Key, Key]:
    """The keys to the next landmark of a kind, and to the one before."""
    return (
        Key(f"read.next_{kind}", onward, f"landmark('{kind}', 1)", f"next {kind}", modes=_READ),
        Key(
            f"read.previous_{kind}",
            back,
            f"landmark('{kind}', -1)",
            f"previous {kind}",
            modes=_READ,
        ),
    )


MOVING = Group(
    "Moving",
    (
        Key("read.next_pane", "space,pagedown", "next_pane", "next pane", "pane", _READ),
        Key("read.previous_pane", "b,pageup", "previous_pane", "previous pane", modes=_READ),
        _motion("down", "j,down", "next line"),
        _motion("up", "k,up", "previous line"),
        Key("read.half_down", "ctrl+d", "half_pane(1)", "half a pane down", modes=_READ),
        Key("read.half_up", "ctrl+u", "half_pane(-1)", "half a pane up", modes=_READ),
        _motion("top", "g,home", "beginning of the article"),
        _motion("bottom", "G,end", "end of the article"),
        _motion("next_sentence", ")", "next sentence"),
        _motion("previous_sentence", "(", "previous sentence"),
        _motion("next_paragraph", "}", "next paragraph"),
        _motion("previous_paragraph", "{", "previous paragraph"),
        *_both("heading", "J", "K"),
        *_both("highlight", "full_stop", "comma"),
        *_both("note", "semicolon", "colon"),
        Key("read.follow", "l", "follow", "follow a link or footnote in sight", modes=_READ),
        Key("read.percent", "%", "percent", "that far into the article: 40%", modes=_READ),
        Key("read.back", "ctrl+o,alt+left", "jump(-1)", "back to where you were", modes=_READ),
        Key("read.forward", "ctrl+i,alt+right", "jump(1)", "forward again", modes=_READ),
        Key("read.bookmark", "m", "await_key('bookmark')", "m a: bookmark a is here", modes=_READ),
        Key(
            "read.to_bookmark",
            "apostrophe",
            "await_key('to_bookmark')",
            "' a: to bookmark a; ' ': back",
            modes=_READ,
        ),
    ),
)

QUOTES = Group(
    "Quotes and speakers",
    (
        Key("quote.next", "]", "quote(1)", "next quote", "quote", _READ),
        Key("quote.previous", "[", "quote(-1)", "previous quote", modes=_READ),
        Key(
            "quote.next_same", ">", "same_speaker(1)", "next quote of the same speaker", modes=_READ
        ),
        Key(
            "quote.previous_same",
            "<",
            "same_speaker(-1)",
            "previous quote of the same speaker",
            modes=_READ,
        ),
        Key(
            "quote.speaker",
            "S",
            "speaker",
            "all this speaker says, here and elsewhere",
            modes=_READ,
        ),
        Key(
            "quote.changed",
            "W",
            "changed_quotes",
            "words changed inside quotations since the version before",
            modes=_READ,
        ),
    ),
)

SELECTING = Group(
    "Selecting",
    (
        Key("select.start", "v", "select", "select from the line being read", "select", _READ),
        Key("select.paragraphs", "V", "select_paragraphs", "select whole paragraphs"),
        _motion("left", "h,left", "one character back", _SELECT),
        _motion("right", "l,right", "one character on", _SELECT),
        _motion("next_word", "w", "next word", _SELECT),
        _motion("previous_word", "b", "previous word", _SELECT),
        _motion("word_end", "e", "end of the word", _SELECT),
        _motion("line_start", "0", "beginning of the line", _SELECT),
        _motion("line_end", "$", "end of the line", _SELECT),
        Key("select.swap", "o", "swap_ends", "to the other end", "other end", _SELECT),
        Key(
            "select.take",
            "i",
            "await_key('take')",
            "i s, i p, i q: take the sentence, paragraph, quote",
            "s p q take",
            _SELECT,
        ),
        Key("select.leave", "escape", "leave", "leave selecting", "leave", _SELECT),
        Key("read.leave", "escape", "leave", "forget hits and the quote in hand", modes=_READ),
    ),
)

MARKING = Group(
    "Marking (the selection, else the highlight or quote in hand)",
    (
        Key("mark.highlight", "enter", "highlight", "highlight it", "highlight"),
        Key("mark.color", "p", "pick_color", "pick a colour"),
        Key("mark.comment", "c", "comment", "write a note on it", "note"),
        Key("mark.tag", "t", "tag", "tag it"),
        Key("mark.copy", "y", "copy", "copy its words"),
        Key("mark.copy_quote", "Y", "copy_quote", "copy it as Markdown, with who said it where"),
        Key("mark.remove", "x", "remove", "remove highlight and note (to the trash)"),
        Key("mark.correct", "a", "correct", "correct who said it (remembered)"),
        Key("mark.check", "f", "check", "checked against the facts: open, true, false …"),
        Key(
            "mark.resize",
            "equals_sign",
            "resize",
            "give the highlight touched the selected words",
            modes=_SELECT,
        ),
        Key("mark.split", "X", "split", "make two highlights of one here", modes=_SELECT),
        Key("mark.page_note", "C", "page_note", "write a note on the article"),
        Key("mark.undo", "u", "undo", "undo", modes=_READ),
        Key("mark.redo", "ctrl+r", "redo", "redo", modes=_READ),
    ),
)

FINDING = Group(
    "Finding",
    (
        Key("find.search", "/", "search", "search as you type", "search", _READ),
        Key("find.next", "n", "hit(1)", "next hit", modes=_READ),
        Key("find.previous", "N", "hit(-1)", "previous hit", modes=_READ),
    ),
)

LOOKING = Group(
    "The screen",
    (
        Key("screen.sidebar", "s", "sidebar", "show or hide the sidebar", "sidebar"),
        Key("screen.tab", "tab", "tab(1)", "into the sidebar; there, its next tab"),
        Key("screen.previous_tab", "shift+tab", "tab(-1)", "the sidebar's previous tab"),
        Key("screen.zen", "z", "zen", "only the text"),
        Key("screen.focus", "F", "focus_mode", "only the line, or the paragraph, being read"),
        Key("screen.wider", "plus", "widen(4)", "a wider sidebar"),
        Key("screen.narrower", "minus", "widen(-4)", "a narrower sidebar"),
        Key("screen.spread", "D", "spread", "a spread: two panes side by side, or one"),
        Key(
            "screen.information",
            "i",
            "information",
            "about this article: who, when, where, how long",
            modes=_READ,
        ),
        Key("screen.export", "e", "export", "export the notes", "export", _READ),
        Key("screen.next_article", "ctrl+n", "article(1)", "next article named", modes=_READ),
        Key("screen.previous_article", "ctrl+b", "article(-1)", "previous one", modes=_READ),
        Key("screen.versions", "H", "versions", "versions of the article, compared", modes=_READ),
        Key("screen.reread", "R", "reread", "read the source again", modes=_READ),
        Key("screen.open", "o", "open_other", "open a file or a web address", modes=_READ),
        Key("screen.library", "L", "library", "the library", modes=_READ),
        Key("screen.notes", "A", "all_notes", "the notes of all articles", modes=_READ),
        Key("screen.palette", "ctrl+p", "app.command_palette", "every command by name"),
        Key("screen.suspend", "ctrl+z", "app.suspend_process", "to the shell; fg comes back"),
        Key("screen.help", "?", "help", "this help", "help"),
        Key("screen.quit", "q", "back", "back, or quit", "quit", _READ),
    ),
)

GROUPS = (MOVING, QUOTES, SELECTING, MARKING, FINDING, LOOKING)
"""The help screen, in its order."""

KEYS = tuple(key for group in GROUPS for key in group.keys)
"""Every key of the article screen."""

_NAMES = {
    "space": "space",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "esc",
    "question_mark": "?",
    "full_stop": ".",
    "comma": ",",
    "semicolon": ";",
    "colon": ":",
    "apostrophe": "'",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
}


def shown_key(key: str) -> str:
    """A key as a person would name it: `PgDn` for `pagedown`."""
    return _NAMES.get(key, key)


def footer_keys(table: Iterable[Key], mode: Mode) -> tuple[tuple[str, str, str], ...]:
    """What the footer shows in `mode`: (key, label, action), in order."""
    return tuple(
        (key.shown[0], key.label, key.action) for key in table if key.label and mode in key.modes
    )


def remapped(
    changes: Mapping[str, str], table: tuple[Key, ...] = KEYS
) -> tuple[tuple[Key, ...], tuple[str, ...]]:
    """A table with a person's own keys, and a line about each that means two things.

    Args:
        changes: New keys (comma-separated) by the id of what they do.
        table: The keys of one screen.
    """
    changed = tuple(replace(key, keys=changes.get(key.id, key.keys)) for key in table)
    return changed, tuple(dict.fromkeys(_clashes(changed)))


def unknown_names(changes: Mapping[str, str], known: Iterable[Key]) -> tuple[str, ...]:
    """A line for each name of a person's own keys that is none."""
    names = {key.id for key in known}
    return tuple(
        f"[keys] {name}: nothing is called that; `reader config keys` lists the names"
        for name in changes
        if name not in names
    )


def _clashes(table: tuple[Key, ...]) -> list[str]:
    """A line for each key that means two things in one mode."""
    seen: dict[tuple[Mode, str], str] = {}
    clashes = []
    for key in table:
        for mode in key.modes:
            for name in key.keys.split(","):
                first = seen.setdefault((mode, name), key.id)
                if first != key.id:
                    clashes.append(
                        f"[keys] {shown_key(name)} is both {first} and {key.id}; "
                        f"{first} has it, give the other a key of its own"
                    )
    return clashes
