"""What the person has set, read from one TOML file.

A setting that is unknown or has a wrong value is told and left; only a file that is no TOML at
all cannot be used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from reader.errors import SettingsError

COLORS = ("yellow", "green", "blue", "pink", "purple")
"""Colours a highlight can have."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set."""

    text_width: int = 78
    """Widest the column of text gets, in cells."""
    theme: str = "reader-dark"
    """Name of the colour theme."""
    margin: int = 2
    """Cells kept free on both sides of the text."""
    paragraph_gap: int = 1
    """Blank lines between paragraphs."""
    line_gap: int = 0
    """Blank lines between the lines of a paragraph."""
    spread: bool = False
    """Whether two panes stand side by side on a terminal of 150 columns and more."""
    words_a_minute: int = 230
    """How fast the person reads, to tell the minutes left; 0 tells none."""
    sidebar: bool = True
    """Whether the sidebar is open at the start."""
    sidebar_width: int = 40
    """Width of the sidebar, in cells."""
    color: str = "yellow"
    """Colour that a new highlight gets."""
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Keys by the name of the action, several with commas between; replaces the action's own."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A setting that is a whole number."""

    least: int
    """The smallest allowed."""
    most: int
    """The largest allowed."""

    @property
    def allowed(self) -> str:
        """What may be given, in words."""
        return f"a whole number from {self.least} to {self.most}"

    def accepts(self, value: object) -> bool:
        """Whether `value` may be given."""
        if not isinstance(value, int) or isinstance(value, bool):
            # In Python a bool is an int; in a settings file it is a mistake.
            return False
        return self.least <= value <= self.most


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting that is one of some words."""

    words: tuple[str, ...] = ()
    """The words; empty if any will do."""

    @property
    def allowed(self) -> str:
        """What may be given, in words."""
        return f"one of {', '.join(self.words)}" if self.words else "a text in quotation marks"

    def accepts(self, value: object) -> bool:
        """Whether `value` may be given."""
        return isinstance(value, str) and bool(value) and (not self.words or value in self.words)


@dataclass(frozen=True, slots=True)
class Switch:
    """A setting that is on or off."""

    allowed: str = "true or false"
    """What may be given, in words."""

    def accepts(self, value: object) -> bool:
        """Whether `value` may be given."""
        return isinstance(value, bool)


RULES: Mapping[str, Whole | Choice | Switch] = MappingProxyType(
    {
        "text_width": Whole(30, 200),
        "theme": Choice(),
        "margin": Whole(2, 40),
        "paragraph_gap": Whole(0, 3),
        "line_gap": Whole(0, 2),
        "spread": Switch(),
        "words_a_minute": Whole(0, 2000),
        "sidebar": Switch(),
        "sidebar_width": Whole(20, 80),
        "color": Choice(COLORS),
    }
)
"""What each setting may be; `keys` is a table of its own."""


def load_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings in the file at `path`, and a line about each that could not be used.

    A missing file means that everything is as it comes.

    Raises:
        SettingsError: The file cannot be read or is no TOML.
    """
    values = _values(path)
    notices: list[str] = []
    used: dict[str, object] = {}
    for name, value in values.items():
        notice = _fault(name, value)
        if notice:
            notices.append(f"{path}: {notice}")
        elif name != "keys":
            used[name] = value
    keys, key_notices = _keys(values.get("keys"))
    notices += [f"{path}: {notice}" for notice in key_notices]
    return replace(Settings(keys=keys), **used), tuple(notices)  # type: ignore[arg-type]


def settings_as_toml(settings: Settings) -> str:
    """A settings file that says what `settings` holds, each line with what it may be."""
    lines = [
        f"{name} = {_toml(getattr(settings, name))}  # {rule.allowed}"
        for name, rule in RULES.items()
    ]
    keys = [f"{_toml(action)} = {_toml(key)}" for action, key in settings.keys.items()]
    return "\n".join([*lines, "", "[keys]", *keys]) + "\n"


def _values(path: Path) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        # Only here: most people have set nothing.
        import tomllib

        return tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except OSError as error:
        why = error.strerror or error
        raise SettingsError(f"{path}: cannot be read: {why}; mend it or use --config") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8; save it as UTF-8") from error
    except ValueError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}; mend or rename the file") from error
    except RecursionError as error:
        raise SettingsError(f"{path}: nested too deep; mend or rename the file") from error


def _fault(name: str, value: object) -> str | None:
    """What is wrong with one setting; None if it can be used."""
    if name == "keys":
        return None
    rule = RULES.get(name)
    if rule is None:
        names = [field.name for field in fields(Settings)]
        near = get_close_matches(name, names, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
        return f"{name}: no such setting; {hint}"
    if rule.accepts(value):
        return None
    default = _toml(getattr(Settings(), name))
    return f"{name} = {_toml(value)}: must be {rule.allowed}; using {default}"


def _keys(table: object) -> tuple[Mapping[str, str], Iterable[str]]:
    if table is None:
        return MappingProxyType({}), ()
    if not isinstance(table, Mapping):
        return MappingProxyType({}), [f"keys = {_toml(table)}: must be a table: [keys]"]
    keys: dict[str, str] = {}
    notices = []
    for action, given in _flat(table):
        names = [given] if isinstance(given, str) else given
        if isinstance(names, list) and names and all(isinstance(n, str) and n for n in names):
            keys[action] = ",".join(names)
        else:
            notices.append(
                f"keys.{action} = {_toml(given)}: must be the name of a key, or a list of them"
            )
    return MappingProxyType(keys), notices


def _flat(table: Mapping[str, object], before: str = "") -> Iterable[tuple[str, object]]:
    """Each action and its value; `read.next = "n"` is the same as `"read.next" = "n"`."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _toml(value: object) -> str:
    """`value` as it would stand in the file, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
