"""Every key of the library and of its trash, once; see `bindings`, which has those of the article.

Only data: importing it costs nothing, so the command line can print it.
"""

from __future__ import annotations

from reader.ui.bindings import Group, Key

LIBRARY = Group(
    "The library",
    (
        Key("library.open", "enter", "open", "open the article", "open"),
        Key("library.filter", "/", "filter", "filter as you type", "filter"),
        Key(
            "library.search",
            "s",
            "search_all",
            "search in texts, notes and quotes of all articles",
            "search",
        ),
        Key("library.sort", "S", "sort(1)", "sort by the next column", "sort"),
        Key("library.sort_back", "B", "sort(-1)", "sort by the column before"),
        Key("library.reverse", "R", "reverse", "sort the other way round"),
        Key("library.tag", "t", "tag", "tag it", "tag"),
        Key("library.mark", "m", "mark", "mark it, and go on; tag and remove mean what is marked"),
        Key("library.mark_all", "M", "mark_all", "mark all that are listed, or none"),
        Key("library.remove", "x", "remove", "remove it (to the trash, with its notes)", "remove"),
        Key("library.undo", "u", "undo", "undo what was tagged or removed here", "undo"),
        Key("library.trash", "T", "trash", "the trash: articles and notes that were removed"),
        Key(
            "library.open_other",
            "o",
            "open_other",
            "open a file or a web address, or take in a folder",
            "open other",
        ),
        Key("library.notes", "A", "all_notes", "the notes of all articles", "notes"),
        Key("library.leave", "escape", "leave", "drop marks, then the filter"),
        Key("library.palette", "ctrl+p", "app.command_palette", "every command by name"),
        Key("library.suspend", "ctrl+z", "app.suspend_process", "to the shell; fg comes back"),
        Key("library.help", "?", "help", "this help", "help"),
        Key("library.quit", "q", "back", "back, or quit", "quit"),
    ),
)

TRASH = Group(
    "The trash",
    (
        Key("trash.restore", "enter,r", "restore", "bring it back", "restore"),
        Key("trash.filter", "/", "filter", "filter as you type", "filter"),
        Key("trash.mark", "m", "mark", "mark it, and go on", "mark"),
        Key("trash.mark_all", "M", "mark_all", "mark all that are listed, or none"),
        Key("trash.undo", "u", "undo", "put back into the trash what was restored here", "undo"),
        Key("trash.leave", "escape", "leave", "drop marks, then the filter, then leave"),
        Key("trash.help", "?", "help", "this help"),
        Key("trash.quit", "q", "back", "back to the library", "back"),
    ),
)

SEARCH = Group(
    "Searching all articles",
    (
        Key("search.open", "enter", "open", "open the article there", "go there"),
        Key("search.filter", "/,s", "filter", "write what to search for", "search"),
        Key("search.next_article", "}", "article(1)", "the next article with hits"),
        Key("search.previous_article", "{", "article(-1)", "the article with hits before"),
        Key("search.help", "?", "help", "this help", "help"),
        Key("search.quit", "q,escape", "back", "back to the library", "back"),
    ),
)

VERSIONS = Group(
    "The versions of an article",
    (
        Key("versions.read", "enter", "read", "read this version", "read it"),
        Key("versions.compare", "d", "compare", "what it changed in the one before", "compare"),
        Key("versions.mark", "m", "mark", "mark two of them to be compared by d", "mark"),
        Key("versions.quit", "q,escape", "back", "back to the article", "back"),
    ),
)

COMPARED = Group(
    "Two versions compared",
    (
        Key("compared.open", "enter", "open", "go to the sentence in its version", "go there"),
        Key("compared.whole", "a", "whole", "all sentences, or only the changes", "all"),
        Key("compared.quit", "q,escape", "back", "back to the versions", "back"),
    ),
)

GROUPS = (LIBRARY, SEARCH, TRASH, VERSIONS, COMPARED)
"""The library's help screen, in its order."""

LIBRARY_KEYS = tuple(key for group in GROUPS for key in group.keys)
"""Every key of the screens of the library."""
